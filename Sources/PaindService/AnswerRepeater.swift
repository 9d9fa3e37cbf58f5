import DoseLedger
import DosingTables
import PainDiary
import PainDosing
import Quantities

/// Replays stored answers: with the tables and the policy of each, in the course that the ledger
/// holds.
struct AnswerRepeater {
    /// What came of an attempt.
    enum Repetition {
        /// The answer, and what it was made with.
        case answered(AssessedDiary, EntryReader)
        case impossible(Obstacle)
    }

    /// Why this version can't give an answer again.
    enum Obstacle: Hashable, Comparable {
        /// It was given by another version of the method.
        case otherVersion(engine: String)
        /// Its tables or its policy no longer load.
        case unusableInputs
        /// The entry, or one that counts for it, can't be read with its tables.
        case unreadableCourse
        /// The entry, or one that counts for it, is not what was recorded.
        case damagedCourse
    }

    private let ledger: Ledger
    /// Setups of the table sets and policies that stored assessments were made with; nil for those
    /// that no longer load.
    private var readers: [ContentDigest: [ContentDigest: EntryReader?]] = [:]

    /// - Parameter current: a setup that need not be read from the ledger.
    init(_ ledger: Ledger, current: EntryReader? = nil) {
        self.ledger = ledger
        if let current {
            readers = [current.setup.tableSet: [current.setup.policy: current]]
        }
    }

    /// A stored entry assessed again.
    ///
    /// - Throws: `LedgerError`.
    mutating func repeated(_ assessed: AssessedEntry) throws(LedgerError) -> Repetition {
        let engine = assessed.assessment.engine
        guard engine == DosingSetup.engineVersion else {
            return .impossible(.otherVersion(engine: engine))
        }
        guard let reader = try reader(for: assessed.assessment) else {
            return .impossible(.unusableInputs)
        }
        guard let bytes = try? assessed.entry.intactBytes() else {
            return .impossible(.damagedCourse)
        }
        // Whatever fails here has worked before under another version; the stored JSON stands then.
        let entry = try? reader.setup.diary.decode(bytes, stored: assessed.entry.format)
        guard let entry else { return .impossible(.unreadableCourse) }
        let recorded = RecordedEntry(
            id: assessed.entry.digest, entry: entry, arrival: assessed.entry.number)
        let stored: [StoredDiary]
        do throws(CourseFailure) {
            stored = try reader.courses.surroundings(of: [recorded], in: ledger)
        } catch .ledger(.damagedRow) {
            return .impossible(.damagedCourse)
        } catch .ledger(let error) {
            throw error
        } catch {
            return .impossible(.unreadableCourse)
        }
        // As above.
        let diary = try? reader.setup.assessed(recorded, in: DiaryCourse(stored.map(\.recorded)))
        return diary.map { .answered($0, reader) } ?? .impossible(.unreadableCourse)
    }

    /// What an answer was made with; nil where that no longer loads.
    ///
    /// - Throws: `LedgerError`.
    mutating func reader(
        for assessment: StoredAssessment
    ) throws(LedgerError) -> EntryReader? {
        if let known = readers[assessment.tableSet]?[assessment.policy] { return known }
        let reader = try setup(for: assessment).map { EntryReader(setup: $0) }
        readers[assessment.tableSet, default: [:]][assessment.policy] = .some(reader)
        return reader
    }

    private func setup(for assessment: StoredAssessment) throws(LedgerError) -> DosingSetup? {
        guard let archive = try ledger.tableSet(assessment.tableSet),
            let text = try policy(of: assessment),
            let policy = DosingPolicy(canonicalText: text),
            // Stored tables that no longer load belong to another version.
            let files = try? TableFiles(archive: archive),
            let setup = try? DosingSetup(files: files, policy: policy),
            setup.tableSet == assessment.tableSet
        else { return nil }
        return setup
    }

    /// Nil for a policy that is damaged, so that nothing is derived from it.
    private func policy(of assessment: StoredAssessment) throws(LedgerError) -> String? {
        do throws(LedgerError) {
            return try ledger.policy(assessment.policy)
        } catch .damagedRow {
            return nil
        } catch {
            throw error
        }
    }
}

extension AnswerRepeater.Obstacle: CustomStringConvertible {
    /// Completes "can't be computed again: …".
    var description: String {
        switch self {
        case .otherVersion(let engine):
            "answered by \(engine), and this is \(DosingSetup.engineVersion)"
        case .unusableInputs: "the tables or the policy of the time do not load in this version"
        case .unreadableCourse: "an entry that counts can't be read with the tables of the time"
        case .damagedCourse: "an entry that counts is damaged in the ledger"
        }
    }
}
