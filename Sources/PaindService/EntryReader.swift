import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import ParallelMap
import Quantities
import StrictJSON

/// What a file's bytes turn out to be, before anything is recorded.
enum EntryFinding: Sendable {
    /// An entry.
    case entry(RecordedEntry)
    /// No entry.
    case rejection(code: String, reason: String)
    /// The text ends too early; it may still be growing.
    case incomplete(reason: String)
}

/// A diary entry with its answer.
struct AssessedDiary: Sendable {
    let header: AssessmentHeader
    let entry: DiaryEntry
    let outcome: Outcome<Assessment>
    let json: [UInt8]
    /// What the entry contradicts of those that came before it.
    var conflicts: [EntryConflict] = []
}

/// Reads and assesses entries by one setup.
struct EntryReader {
    let setup: DosingSetup
    /// Decodes what the ledger holds, by the same setup.
    let courses: CourseReader

    init(setup: DosingSetup) {
        self.setup = setup
        courses = CourseReader(setup.diary)
    }

    /// What the bytes of files are, in the same order; on all cores.
    ///
    /// - Parameter latest: entries recorded after this moment are from the future.
    func findings(_ files: [[UInt8]], latest: Instant) -> [EntryFinding] {
        let findings = files.parallelMap { [setup] bytes in setup.finding(bytes, latest: latest) }
        for (finding, bytes) in zip(findings, files) {
            if case .entry(let recorded) = finding {
                courses.remember(recorded, weight: bytes.count)
            }
        }
        return findings
    }
}

extension DosingSetup {
    /// What the bytes of a file are.
    ///
    /// - Parameter latest: entries recorded after this moment are from the future.
    func finding(_ bytes: [UInt8], latest: Instant) -> EntryFinding {
        let entry: DiaryEntry
        do throws(DiaryError) {
            entry = try diary.decode(bytes)
        } catch {
            return error.isIncomplete
                ? .incomplete(reason: "\(error)")
                : .rejection(code: "not-a-diary", reason: "\(error)")
        }
        guard entry.recordedAt.instant <= latest else {
            return .rejection(
                code: "from-the-future",
                reason: "recordedAt \(Timestamp.text(entry.recordedAt)) is later than the clock of "
                    + "this machine; correct the date, or the clock.")
        }
        return .entry(RecordedEntry(id: ContentDigest(of: bytes), entry: entry))
    }

    /// The answer for an entry in its course.
    func assessed(
        _ recorded: RecordedEntry, in course: DiaryCourse
    ) throws(QuantityError) -> AssessedDiary {
        let outcome = try engine.assessment(of: recorded, in: course)
        let header = AssessmentHeader(
            recorded, in: course, recordedAt: Timestamp.text(recorded.entry.recordedAt))
        let json = JSONReport.assessment(outcome, header, site: engine.policy.site)
            .encoded(.pretty)
        return AssessedDiary(
            header: header, entry: recorded.entry, outcome: outcome, json: json,
            conflicts: course.conflictsMade(by: recorded))
    }
}

extension AssessedDiary {
    /// All alerts, or the stops where no dose is given; most urgent first.
    var alerts: [Alert] {
        switch outcome {
        case .computed(let assessment): assessment.alerts
        case .stopped(let refusal): refusal.alerts
        }
    }

    /// Whether a safety stop or an open question keeps back any dose.
    var isStopped: Bool {
        if case .stopped = outcome { return true }
        return false
    }

    /// What the ledger keeps of a new entry.
    ///
    /// - Parameter isTold: whether the journal is told of it.
    func newEntry(
        bytes: [UInt8], setup: DosingSetup, at now: Int64, isTold: Bool = true
    ) -> NewEntry {
        NewEntry(
            digest: header.entry, patient: entry.patient.text,
            recordedAt: entry.recordedAt.instant.secondsSince1970,
            offsetMinutes: entry.recordedAt.offsetMinutes, format: DiaryFormat(of: bytes).name,
            bytes: bytes, replaces: entry.replaces,
            withdraws: entry.withdraws,
            assessment: newAssessment(setup: setup, at: now),
            records: isTold
                ? AnswerRecord.count(self, isNew: true, announced: setup.announcedCodes) : 0)
    }

    /// What the ledger keeps of the answer.
    func newAssessment(setup: DosingSetup, at now: Int64) -> NewAssessment {
        let stored: (AssessmentOutcome, String?) =
            switch outcome {
            case .computed(let assessment):
                (.computed, assessment.medication?.omedd.milligramsPerDay.description)
            case .stopped: (.stopped, nil)
            }
        return NewAssessment(
            tableSet: setup.tableSet, policy: setup.policy, engine: DosingSetup.engineVersion,
            outcome: stored.0, json: json, omedd: stored.1,
            severity: alerts.map(\.severity).max(), madeAt: now)
    }
}
