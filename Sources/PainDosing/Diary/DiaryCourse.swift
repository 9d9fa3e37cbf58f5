import Quantities

/// Diary entries by time, whatever the order in which they arrived.
///
/// The order of arrival decides one thing alone: which of several rival corrections of one entry is in
/// force. Without such rivals it never changes an answer.
public struct DiaryCourse: Sendable {
    /// The longest time that an assessment looks back, in hours: seven days.
    ///
    /// A question can be confirmed for as long after the entry.
    public static let longestWindowHours = 168
    /// How far an assessment looks back for open questions, in hours: a regimen is asked about for a
    /// week at least, and the one that it is compared with may be a week older.
    public static let questionWindowHours = 2 * longestWindowHours

    /// No entries.
    public static let empty = DiaryCourse([])

    /// Every entry once, earliest first; entries that count no longer are among them.
    public let entries: [RecordedEntry]
    /// Those that count, in the same order.
    private let counting: [RecordedEntry]
    /// Who stands in whose place.
    let corrections: Corrections
    /// The entries of one patient and moment that differ.
    let conflicts: MomentConflicts
    /// What entries in force confirm, by the entry confirmed; earliest first.
    private let confirmed: [ContentDigest: [QueryConfirmation]]
    /// The standing of those that do not simply count; most courses have none.
    private let standings: [ContentDigest: EntryStanding]

    /// A course of entries in any order; one that is given twice counts once.
    ///
    /// Entries of several patients may be given together: an entry can be moved from one to another.
    public init(_ entries: [RecordedEntry]) {
        var seen: Set<ContentDigest> = []
        let entries = entries.filter { seen.insert($0.id).inserted }.sorted()
        let corrections = Corrections(entries)
        let confirmed = DiaryCourse.confirmed(by: entries, corrections)
        let conflicts = MomentConflicts(entries, corrections) { recorded in
            confirmed[recorded.id]?.contains { $0.code == MomentConflicts.code } ?? false
        }
        self.entries = entries
        self.corrections = corrections
        self.conflicts = conflicts
        self.confirmed = confirmed
        let standings = corrections.standings.merging(conflicts.standings) { first, _ in first }
        self.standings = standings
        counting = standings.isEmpty ? entries : entries.filter { standings[$0.id] == nil }
    }

    /// Whether an entry counts, as does one that is not among those of the course.
    public func standing(of recorded: RecordedEntry) -> EntryStanding {
        standings[recorded.id] ?? .counts
    }

    /// The entries of a patient that count, earliest first.
    ///
    /// Of several that stand in one place it is the one that came last, and of several of one moment
    /// that differ the most urgent: deeper sedation, slower breathing,
    /// less oxygen, worse pain, more episodes, more doses taken, in this order.
    public func current(of patient: PatientID) -> [RecordedEntry] {
        counting.filter { $0.entry.patient == patient }
    }

    /// What the assessment of an entry looks back on: the same patient's entries of earlier moments
    /// that count, earliest first.
    ///
    /// An entry that counts no longer keeps a history of its own, in which those that stand in the
    /// same place do not count.
    ///
    /// - Parameter hours: how far back; an entry exactly so many hours earlier is left out.
    public func history(
        of recorded: RecordedEntry, hours: Int = DiaryCourse.longestWindowHours
    ) -> [RecordedEntry] {
        let now = recorded.entry.recordedAt.instant
        let start = now.hoursEarlier(hours)
        let first = counting.partitioningIndex { $0.entry.recordedAt.instant > start }
        // An entry that only confirms is often given the time of the entry that it is about.
        let confirmsOnly =
            !recorded.entry.confirms.isEmpty && !recorded.entry.saysSomethingOfThePatient
        let end = counting.partitioningIndex {
            let moment = $0.entry.recordedAt.instant
            return confirmsOnly ? moment > now : moment >= now
        }
        guard first < end else { return [] }
        let (patient, origin) = (recorded.entry.patient, corrections.origin(of: recorded))
        return counting[first..<end].filter {
            $0.entry.patient == patient && corrections.origin(of: $0) != origin
        }
    }

    /// What persons have confirmed of an entry: in the entry itself, or in one of the same patient that
    /// was recorded within seven days after it and was neither replaced nor withdrawn.
    public func confirmations(of recorded: RecordedEntry) -> [QueryConfirmation] {
        confirmed[recorded.id] ?? recorded.entry.confirms.filter { $0.entry == nil }
    }

    /// Whether every entry simply counts and none confirms anything: what came first can't depend on
    /// what comes later.
    public var isPlain: Bool { standings.isEmpty && confirmed.isEmpty && corrections.isEmpty }

    private static func confirmed(
        by entries: [RecordedEntry], _ corrections: Corrections
    ) -> [ContentDigest: [QueryConfirmation]] {
        guard entries.contains(where: { !$0.entry.confirms.isEmpty }) else { return [:] }
        let byID = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
        var confirmed: [ContentDigest: [QueryConfirmation]] = [:]
        for holder in entries where corrections.isInForce(holder) {
            let moment = holder.entry.recordedAt.instant
            for confirmation in holder.entry.confirms {
                guard let recorded = byID[confirmation.entry ?? holder.id],
                    recorded.entry.patient == holder.entry.patient
                else { continue }
                let asked = recorded.entry.recordedAt.instant
                guard asked <= moment, asked > moment.hoursEarlier(longestWindowHours) else {
                    continue
                }
                confirmed[recorded.id, default: []].append(confirmation)
            }
        }
        return confirmed
    }
}

extension DiaryCourse: Hashable {
    /// Whether both hold the same entries in the same order.
    public static func == (left: DiaryCourse, right: DiaryCourse) -> Bool {
        left.entries == right.entries
    }

    /// Hashes the entries, from which all else follows.
    public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}

extension [RecordedEntry] {
    /// The first index from which on `holds` is true, where it is true of all that follow one of
    /// which it is true.
    func partitioningIndex(where holds: (RecordedEntry) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
