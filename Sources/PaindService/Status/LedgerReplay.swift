public import DoseLedger
public import PainDosing
import SystemPackage

/// Computes every answer of a ledger again and compares it with what is stored, byte by byte.
///
/// Reads only, and the service may be at work: what it changes meanwhile is looked at anew.
public struct LedgerReplay {
    /// An answer that differs.
    public struct Difference: Sendable {
        /// The entry.
        public let entry: ContentDigest
        /// The first line of the stored answer that differs, counted from 1.
        public let line: Int
    }

    /// What the answers came to.
    public struct Summary: Sendable {
        /// Answers that are the same to the byte.
        public internal(set) var equal = 0
        /// Answers that differ.
        public internal(set) var different = 0
        /// Answers that this version can't compute, and why.
        public internal(set) var impossible: [(reason: String, count: Int)] = []
        /// Entries and answers that are not what was recorded.
        public internal(set) var damaged: [LedgerDamage] = []

        /// 0 if all are the same, 65 if some differ or are damaged, 69 if none does but some can't be
        /// computed.
        public var status: Int32 {
            if different > 0 || !damaged.isEmpty { return 65 }
            return impossible.isEmpty ? 0 : 69
        }
    }

    private let ledger: Ledger
    private var repeater: AnswerRepeater
    /// How many entries there were at the beginning.
    public let entries: Int

    /// Opens the ledger of a configuration.
    ///
    /// - Throws: `ServiceFailure.ledger`.
    public init(of configuration: ServiceConfiguration) throws(ServiceFailure) {
        do throws(LedgerError) {
            try self.init(Ledger.openReadOnly(path: configuration.ledger.string))
        } catch {
            throw .ledger(error)
        }
    }

    init(_ ledger: Ledger) throws(LedgerError) {
        self.ledger = ledger
        repeater = AnswerRepeater(ledger)
        entries = Int(try ledger.counts().entries)
    }

    /// Goes through all entries in the order in which they came.
    ///
    /// - Parameters:
    ///   - progress: receives after each entry how many are done.
    ///   - difference: receives each answer that differs.
    /// - Throws: `ServiceFailure.ledger`.
    public mutating func run(
        progress: (Int) -> Void, difference: (Difference) -> Void
    ) throws(ServiceFailure) -> Summary {
        var summary = Summary()
        var obstacles: [AnswerRepeater.Obstacle: Int] = [:]
        var done = 0
        do {
            try ledger.forEachDamage { summary.damaged.append($0) }
            try ledger.forEachEntry { assessed in
                switch try result(of: assessed) {
                case .equal: summary.equal += 1
                case .different(let found):
                    summary.different += 1
                    difference(found)
                case .impossible(let obstacle): obstacles[obstacle, default: 0] += 1
                }
                done += 1
                progress(done)
            }
        } catch {
            throw .ledger(LedgerError(error))
        }
        summary.impossible = obstacles.sorted { $0.key < $1.key }.map { ("\($0)", $1) }
        return summary
    }

    private enum Result {
        case equal
        case different(Difference)
        case impossible(AnswerRepeater.Obstacle)
    }

    /// A later entry changes the course of an earlier one and its answer in one commit: so a difference
    /// counts only while the stored answer is still the valid one.
    private mutating func result(of assessed: AssessedEntry) throws(LedgerError) -> Result {
        var assessed = assessed
        while true {
            let result = try comparison(of: assessed)
            if case .equal = result { return result }
            guard let now = try ledger.entry(assessed.entry.digest) else {
                throw .unknownEntry(assessed.entry.number)
            }
            if now.assessment.number == assessed.assessment.number { return result }
            assessed = now
        }
    }

    private mutating func comparison(of assessed: AssessedEntry) throws(LedgerError) -> Result {
        switch try repeater.repeated(assessed) {
        case .impossible(let obstacle): return .impossible(obstacle)
        case .answered(let diary, _):
            let stored = assessed.assessment.json
            guard diary.json != stored else { return .equal }
            let same = zip(stored, diary.json).prefix { $0 == $1 }.map(\.0)
            return .different(
                Difference(
                    entry: assessed.entry.digest,
                    line: same.count { $0 == UInt8(ascii: "\n") } + 1))
        }
    }
}
