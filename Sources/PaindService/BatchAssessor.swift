import DoseLedger
import DoseReport
import PainDosing
import Quantities

/// What the entries of a batch come to, and which stored entries have to be assessed anew with them.
struct AssessedBatch {
    /// One for each entry of the batch.
    var answers: [ContentDigest: EntryAnswer] = [:]
    var reassessed: [ReassessedEntry] = []

    /// What the ledger keeps of the stored entries' new answers, in their order.
    func reassessments(setup: DosingSetup, at now: Int64) -> [Reassessment] {
        reassessed.map { entry in
            Reassessment(
                entry: entry.number, assessment: entry.diary.newAssessment(setup: setup, at: now))
        }
    }
}

/// What an entry comes to.
enum EntryAnswer {
    case assessed(AssessedDiary)
    /// It can't be assessed in its course.
    case refused(code: String, reason: String)
}

/// A new answer for an entry of the ledger.
struct ReassessedEntry {
    /// Its number in the ledger.
    let number: Int64
    let diary: AssessedDiary
}

/// Assesses the entries of a batch, each in the course of all that the ledger and the batch hold of
/// its patient.
///
/// After the commit every valid assessment is the one that its entry has in the course of all
/// entries: in which order, and in which batches, they came makes no difference.
struct BatchAssessor {
    /// How an entry is answered in its course.
    typealias Answer = (RecordedEntry, DiaryCourse) throws(QuantityError) -> AssessedDiary

    private let reader: EntryReader
    private let ledger: Ledger
    private let answer: Answer

    /// Answers as the reader's engine does.
    init(_ reader: EntryReader, _ ledger: Ledger) {
        self.init(reader, ledger, answer: reader.assessed)
    }

    init(_ reader: EntryReader, _ ledger: Ledger, answer: @escaping Answer) {
        self.reader = reader
        self.ledger = ledger
        self.answer = answer
    }

    /// The answers of a batch; known entries among them are answered and change nothing.
    ///
    /// An entry that can't be assessed is refused and keeps no other from being assessed.
    ///
    /// - Throws: `LedgerError` when the ledger can't be read; nothing was recorded.
    func batch(_ entries: [RecordedEntry]) throws(LedgerError) -> AssessedBatch {
        var batch = AssessedBatch()
        for (_, entries) in Dictionary(grouping: entries, by: \.entry.patient).sorted(by: {
            $0.key < $1.key
        }) {
            let part = try part(DiaryCourse(entries).entries)
            batch.answers.merge(part.answers) { _, new in new }
            batch.reassessed += part.reassessed
        }
        return batch
    }

    /// The entries of one patient together or, where that fails, without those that made it fail.
    private func part(_ entries: [RecordedEntry]) throws(LedgerError) -> AssessedBatch {
        do throws(CourseFailure) {
            return try together(entries)
        } catch .ledger(let error) {
            throw error
        } catch {
            guard entries.count > 1 else { return refusing(entries, error) }
        }
        var accepted: [RecordedEntry] = []
        var batch = AssessedBatch()
        var refused = AssessedBatch()
        for recorded in entries {
            do throws(CourseFailure) {
                batch = try together(accepted + [recorded])
                accepted.append(recorded)
            } catch .ledger(let error) {
                throw error
            } catch {
                refused.answers.merge(refusing([recorded], error).answers) { _, new in new }
            }
        }
        batch.answers.merge(refused.answers) { _, new in new }
        return batch
    }

    private func refusing(_ entries: [RecordedEntry], _ failure: CourseFailure) -> AssessedBatch {
        let (code, reason) = failure.rejection
        var batch = AssessedBatch()
        for recorded in entries {
            batch.answers[recorded.id] = .refused(code: code, reason: reason)
        }
        return batch
    }

    private func together(_ entries: [RecordedEntry]) throws(CourseFailure) -> AssessedBatch {
        let stored = try reader.courses.surroundings(of: entries, in: ledger)
        let numbers = Dictionary(
            stored.map { ($0.recorded.id, $0.number) }, uniquingKeysWith: { first, _ in first })
        let plan = ReassessmentPlan(
            stored: stored.map(\.recorded), new: entries.filter { numbers[$0.id] == nil })
        var batch = AssessedBatch()
        for recorded in entries {
            batch.answers[recorded.id] = .assessed(try answered(recorded, plan.course))
        }
        for recorded in plan.touched {
            let diary = try answered(recorded, plan.course)
            guard let number = numbers[recorded.id], try isNews(diary) else { continue }
            batch.reassessed.append(ReassessedEntry(number: number, diary: diary))
        }
        return batch
    }

    private func answered(
        _ recorded: RecordedEntry, _ course: DiaryCourse
    ) throws(CourseFailure) -> AssessedDiary {
        do throws(QuantityError) {
            return try answer(recorded, course)
        } catch {
            throw .notComputable(error)
        }
    }

    /// Whether the ledger's assessment is another, or was made with something else and so could not
    /// be made again in the new course.
    private func isNews(_ diary: AssessedDiary) throws(CourseFailure) -> Bool {
        let valid: StoredAssessment?
        do throws(LedgerError) {
            valid = try ledger.entry(diary.header.entry)?.assessment
        } catch {
            throw CourseFailure(error)
        }
        guard let valid else { return true }
        return valid.json != diary.json || valid.tableSet != reader.setup.tableSet
            || valid.policy != reader.setup.policy || valid.engine != DosingSetup.engineVersion
    }
}
