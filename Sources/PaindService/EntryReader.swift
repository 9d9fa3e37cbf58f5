import DiarySpool
import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import ParallelMap
import Quantities
import StrictJSON

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

    /// What files hold, in the same order; on all cores.
    ///
    /// - Parameter latest: entries recorded after this moment are from the future.
    func arrivals(_ files: [SpoolFile], latest: Instant) -> [Arrival] {
        let arrivals = files.parallelMap { [setup] file in
            Arrival(file: file, disposition: setup.disposition(of: file, latest: latest))
        }
        for arrival in arrivals {
            guard let recorded = arrival.entry, let bytes = arrival.file.bytes else { continue }
            courses.remember(recorded, weight: bytes.count)
        }
        return arrivals
    }
}

extension DosingSetup {
    /// What a file holds.
    ///
    /// A sheet that does not say where it ends looks whole after each of its rows, so that it counts
    /// when it has settled and not before.
    ///
    /// - Parameter latest: entries recorded after this moment are from the future.
    func disposition(of file: SpoolFile, latest: Instant) -> Disposition {
        let bytes: [UInt8]
        switch file.content {
        case .refused(let refusal): return .rejected(code: refusal.code, reason: "\(refusal)")
        case .bytes(let content): bytes = content
        }
        guard file.isSettled || DiaryFormat.tellsItsEnd(bytes) else {
            return .growing(reason: "It does not say where it ends.")
        }
        let found = disposition(of: bytes, latest: latest)
        if file.isSettled, case .growing(let reason) = found {
            return .rejected(code: "incomplete", reason: reason)
        }
        return found
    }

    /// What bytes hold, where no more of them will come; a text that ends too early is still growing.
    func disposition(of bytes: [UInt8], latest: Instant) -> Disposition {
        let entry: DiaryEntry
        do throws(DiaryError) {
            entry = try diary.decode(bytes)
        } catch {
            return error.isIncomplete
                ? .growing(reason: "\(error)")
                : .rejected(code: "not-a-diary", reason: "\(error)")
        }
        guard entry.recordedAt.instant <= latest else {
            return .rejected(
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
