import DoseLedger
import Glibc
import SystemdClient

/// Which of the numbers that the ledger assigned to journal records the journal lacks.
enum JournalGaps {
    /// The numbers from one on were looked for; these are missing.
    case compared(from: Int64, to: Int64, missing: [ClosedRange<Int64>])
    /// No record was numbered yet.
    case none
    /// The journal can't be compared.
    case unknown(reason: String)

    /// Hands over the numbers of a ledger's records in the journal, the last one first, until it is told to
    /// stop; false where they can't be read.
    typealias Source = (_ ledger: String, _ visit: (Int64) -> Bool) -> Bool

    /// So many of the last numbers are looked for, unless all are.
    static let some: Int64 = 1_000

    /// - Parameters:
    ///   - assigned: what the ledger assigned; what is pending may not be sent yet and is not missing.
    ///   - all: whether all numbers are looked for, or the last ones.
    ///   - source: nil where the journal can't be opened.
    init(_ assigned: AssignedRecords, all: Bool, _ source: Source?) {
        guard assigned.last > 0 else {
            self = .none
            return
        }
        guard let source else {
            self = .unknown(reason: "this user can't read it, or it is empty")
            return
        }
        let lowest = all ? 1 : max(1, assigned.last - JournalGaps.some + 1)
        var found: Set<Int64> = []
        var hasReachedStart = true
        let isRead = source(assigned.ledger) { number in
            found.insert(number)
            // Records that were repeated after a failure stand a little later than their numbers.
            hasReachedStart = number > lowest - JournalGaps.some || lowest == 1
            return hasReachedStart
        }
        guard isRead else {
            self = .unknown(reason: "it can't be read")
            return
        }
        guard let earliest = found.min() else {
            self = .unknown(
                reason: "it has no record of this ledger; it was cleaned, or paind told others")
            return
        }
        // What the journal has given up for its age is not missing.
        let start = hasReachedStart ? max(lowest, earliest) : lowest
        self = .compared(
            from: start, to: assigned.last,
            missing: JournalGaps.missing(start...max(start, assigned.last), found, assigned.pending)
        )
    }

    private static func missing(
        _ numbers: ClosedRange<Int64>, _ found: Set<Int64>, _ pending: [ClosedRange<Int64>]
    ) -> [ClosedRange<Int64>] {
        var missing: [ClosedRange<Int64>] = []
        for number in numbers where !found.contains(number) {
            guard !pending.contains(where: { $0.contains(number) }) else { continue }
            if let last = missing.last, last.upperBound == number - 1 {
                missing[missing.count - 1] = last.lowerBound...number
            } else {
                missing.append(number...number)
            }
        }
        return missing
    }

    /// The numbers of the records that are missing.
    var missing: [ClosedRange<Int64>] {
        guard case .compared(_, _, let missing) = self else { return [] }
        return missing
    }

    /// The journal of this machine, of the records of the user whose the ledger is.
    static func system(ledger path: String) -> Source? {
        var status = stat()
        guard stat(path, &status) == 0, let reader = JournalReader() else { return nil }
        let user = status.st_uid
        return { ledger, visit in
            reader.forEachValue(
                of: ServiceField.record.name, where: ServiceField.ledger.name, is: ledger,
                sentBy: user
            ) { text in
                // Another text is no number of ours.
                Int64(text).map(visit) ?? true
            }
        }
    }
}
