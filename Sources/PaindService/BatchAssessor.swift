import DoseLedger
import DoseReport
import PainDosing
import ParallelMap
import Quantities

/// What the entries of a batch come to, and which stored entries have to be assessed anew with them.
struct AssessedBatch {
    /// One for each entry of the batch.
    var answers: [ContentDigest: Disposition] = [:]
    var reassessed: [ReassessedEntry] = []

    /// Takes over what another group's entries come to.
    mutating func add(_ part: AssessedBatch) {
        answers.merge(part.answers) { _, new in new }
        reassessed += part.reassessed
    }

    /// What the ledger keeps of the stored entries' new answers, in their order.
    ///
    /// - Parameter areTold: whether the journal is told of them.
    func reassessments(
        setup: DosingSetup, at now: Int64, areTold: Bool = true
    ) -> [Reassessment] {
        reassessed.map { entry in
            Reassessment(
                entry: entry.number, assessment: entry.diary.newAssessment(setup: setup, at: now),
                records: areTold
                    ? AnswerRecord.count(
                        entry.diary, isNew: false, announced: setup.announcedCodes) : 0)
        }
    }
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
/// entries: in which batches they came makes no difference, and in which order only for rival
/// corrections of one entry, of which the one that came last is in force. The ledger is read
/// on the caller's thread; the answers are worked out on all cores.
struct BatchAssessor {
    /// How an entry is answered in its course.
    typealias Answer =
        @Sendable (RecordedEntry, DiaryCourse) throws(QuantityError) -> AssessedDiary

    /// How many answers are worked out before it is told that the work goes on.
    private static let answersAtOnce = 64

    private let reader: EntryReader
    private let ledger: Ledger
    private let answer: Answer
    private let goesOn: () -> Void

    /// Answers as the reader's engine does.
    ///
    /// - Parameter goesOn: called between answers and whatever is read for them, however many entries a
    ///   late one has assessed anew.
    init(_ reader: EntryReader, _ ledger: Ledger, goesOn: @escaping () -> Void = {}) {
        self.init(reader, ledger, answer: reader.setup.assessed, goesOn: goesOn)
    }

    init(
        _ reader: EntryReader, _ ledger: Ledger, answer: @escaping Answer,
        goesOn: @escaping () -> Void = {}
    ) {
        self.reader = reader
        self.ledger = ledger
        self.answer = answer
        self.goesOn = goesOn
    }

    /// The answers of a batch; known entries among them are answered and change nothing.
    ///
    /// An entry that can't be assessed is refused and keeps no other from being assessed.
    ///
    /// - Throws: `LedgerError` when the ledger can't be read; nothing was recorded.
    func batch(_ entries: [RecordedEntry]) throws(LedgerError) -> AssessedBatch {
        var batch = AssessedBatch()
        var rest = try groups(of: entries)[...]
        while !rest.isEmpty {
            // So many that all cores have work, and few enough for their courses to be held at once.
            let some = rest.prefix(BatchAssessor.answersAtOnce)
            rest = rest.dropFirst(some.count)
            for part in try parts(Array(some)) { batch.add(part) }
        }
        return batch
    }

    /// The entries in groups that can't change each other, mostly one a patient; each entry with its
    /// arrival, which is after all that the ledger holds.
    private func groups(of entries: [RecordedEntry]) throws(LedgerError) -> [[RecordedEntry]] {
        let first = Int64.max - Int64(entries.count)
        let arriving = entries.enumerated().map { $1.arriving(first + Int64($0)) }
        let links = try reader.courses.linkedPatients(of: arriving, in: ledger, goesOn)
        return Dictionary(grouping: arriving) { recorded in
            let patient = recorded.entry.patient
            return links.first { $0.contains(patient) }?.min() ?? patient
        }
        .sorted { $0.key < $1.key }
        .map { DiaryCourse($0.value).entries }
    }

    /// The answers of some groups, each as if it were asked for alone.
    private func parts(_ groups: [[RecordedEntry]]) throws(LedgerError) -> [AssessedBatch] {
        var questions: [Result<GroupQuestions, CourseFailure>] = []
        for entries in groups {
            do throws(CourseFailure) {
                questions.append(.success(try self.questions(entries)))
            } catch {
                questions.append(.failure(error))
            }
        }
        var answers = answered(
            questions.flatMap { (try? $0.get().all) ?? [] })[...]
        var parts: [AssessedBatch] = []
        for (entries, questions) in zip(groups, questions) {
            do throws(CourseFailure) {
                let questions = try questions.get()
                let own = answers.prefix(questions.all.count)
                answers = answers.dropFirst(own.count)
                parts.append(try part(questions, Array(own)))
            } catch .ledger(let error) {
                throw error
            } catch {
                parts.append(try apart(entries, error))
            }
        }
        return parts
    }

    /// The entries of one group that can't be answered together, without those that made it fail.
    private func apart(
        _ entries: [RecordedEntry], _ failure: CourseFailure
    ) throws(LedgerError) -> AssessedBatch {
        guard entries.count > 1 else { return refusing(entries, failure) }
        var accepted: [RecordedEntry] = []
        var batch = AssessedBatch()
        var refused = AssessedBatch()
        for recorded in entries {
            do throws(CourseFailure) {
                let questions = try questions(accepted + [recorded])
                batch = try part(questions, answered(questions.all))
                accepted.append(recorded)
            } catch .ledger(let error) {
                throw error
            } catch {
                refused.add(refusing([recorded], error))
            }
        }
        batch.add(refused)
        return batch
    }

    private func refusing(_ entries: [RecordedEntry], _ failure: CourseFailure) -> AssessedBatch {
        let (code, reason) = failure.rejection
        var batch = AssessedBatch()
        for recorded in entries {
            batch.answers[recorded.id] = .rejected(code: code, reason: reason)
        }
        return batch
    }

    /// What is to be answered for entries of one group.
    private func questions(
        _ entries: [RecordedEntry]
    ) throws(CourseFailure) -> GroupQuestions {
        let stored = try reader.courses.surroundings(of: entries, in: ledger, goesOn)
        let known = Dictionary(
            stored.map { ($0.recorded.id, $0) }, uniquingKeysWith: { first, _ in first })
        let plan = ReassessmentPlan(
            stored: stored.map(\.recorded), new: entries.filter { known[$0.id] == nil })
        return GroupQuestions(
            given: entries.map { known[$0.id]?.recorded ?? $0 }, touched: plan.touched,
            course: plan.course, numbers: known.mapValues(\.number))
    }

    private func answered(
        _ questions: [EntryQuestion]
    ) -> [Result<AssessedDiary, QuantityError>] {
        var answers: [Result<AssessedDiary, QuantityError>] = []
        var rest = questions[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(BatchAssessor.answersAtOnce))
            rest = rest.dropFirst(some.count)
            answers += some.parallelMap { [answer] in $0.answered(answer) }
            goesOn()
        }
        return answers
    }

    /// The answers of one group in the order of the questions.
    private func part(
        _ questions: GroupQuestions, _ answers: [Result<AssessedDiary, QuantityError>]
    ) throws(CourseFailure) -> AssessedBatch {
        var batch = AssessedBatch()
        for (recorded, answer) in zip(questions.given, answers) {
            batch.answers[recorded.id] = .assessed(try diary(answer))
        }
        for (recorded, answer) in zip(
            questions.touched, answers.dropFirst(questions.given.count))
        {
            let diary = try diary(answer)
            guard let number = questions.numbers[recorded.id], try isNews(diary) else { continue }
            batch.reassessed.append(ReassessedEntry(number: number, diary: diary))
        }
        return batch
    }

    private func diary(
        _ answer: Result<AssessedDiary, QuantityError>
    ) throws(CourseFailure) -> AssessedDiary {
        do throws(QuantityError) {
            return try answer.get()
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

/// The entries that are to be answered in one course.
private struct GroupQuestions {
    /// Those of the batch.
    let given: [RecordedEntry]
    /// Those of the ledger that look back on something else now.
    let touched: [RecordedEntry]
    let course: DiaryCourse
    /// The numbers of the ledger's entries.
    let numbers: [ContentDigest: Int64]

    var all: [EntryQuestion] {
        (given + touched).map { EntryQuestion(recorded: $0, course: course) }
    }
}

/// An entry that is to be answered in its course.
private struct EntryQuestion: Sendable {
    let recorded: RecordedEntry
    let course: DiaryCourse

    func answered(_ answer: BatchAssessor.Answer) -> Result<AssessedDiary, QuantityError> {
        do throws(QuantityError) {
            return .success(try answer(recorded, course))
        } catch {
            return .failure(error)
        }
    }
}
