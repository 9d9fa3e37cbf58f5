import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities
import StrictJSON

/// What a file's bytes turn out to be, before anything is recorded.
enum EntryFinding: Sendable {
    /// An entry with its assessment.
    case entry(AssessedDiary)
    /// No entry.
    case rejection(code: String, reason: String)
    /// The text ends too early; it may still be growing.
    case incomplete(reason: String)
}

/// A diary entry with its answer and the bytes that are kept of it.
struct AssessedDiary: Sendable {
    let header: AssessmentHeader
    let entry: DiaryEntry
    let outcome: Outcome<Assessment>
    let json: [UInt8]
}

/// Reads and assesses entries by one setup; pure apart from it.
struct EntryReader: Sendable {
    let setup: DosingSetup

    /// What the bytes of a file are.
    ///
    /// - Parameter latest: entries recorded after this moment are from the future.
    func finding(_ bytes: [UInt8], latest: Instant) -> EntryFinding {
        let entry: DiaryEntry
        do throws(DiaryError) {
            entry = try setup.diary.decode(bytes)
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
        do throws(QuantityError) {
            return .entry(try assessed(entry, ContentDigest(of: bytes)))
        } catch {
            return .rejection(code: "not-computable", reason: "The doses can't be added: \(error).")
        }
    }

    /// An entry assessed anew, for a report that is missing after a crash.
    func assessed(
        _ entry: DiaryEntry, _ digest: ContentDigest
    ) throws(QuantityError) -> AssessedDiary {
        let outcome = try setup.engine.assessment(
            of: RecordedEntry(id: digest, entry: entry), in: .empty)
        let header = AssessmentHeader(
            entry: digest, patient: entry.patient, recordedAt: Timestamp.text(entry.recordedAt))
        let json = JSONReport.assessment(outcome, header).encoded(.pretty)
        return AssessedDiary(header: header, entry: entry, outcome: outcome, json: json)
    }
}

extension AssessedDiary {
    /// What the ledger keeps.
    func newEntry(bytes: [UInt8], setup: DosingSetup, at now: Int64) -> NewEntry {
        let stored: (AssessmentOutcome, String?) =
            switch outcome {
            case .computed(let assessment):
                (.computed, assessment.medication?.omedd.milligramsPerDay.description)
            case .stopped: (.stopped, nil)
            }
        return NewEntry(
            digest: header.entry, patient: entry.patient.text,
            recordedAt: entry.recordedAt.instant.secondsSince1970,
            offsetMinutes: entry.recordedAt.offsetMinutes, format: NativeDiary.schema,
            bytes: bytes, replaces: entry.replaces,
            assessment: NewAssessment(
                tableSet: setup.tableSet, policy: setup.policy,
                engine: DosingSetup.engineVersion, outcome: stored.0, json: json, omedd: stored.1,
                madeAt: now))
    }
}
