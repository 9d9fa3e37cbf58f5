import DoseLedger
import DoseReport
import PainDosing
import Quantities

/// A patient's latest weeks with the answers that the ledger holds, made again to the byte.
struct StoredCourse {
    /// So long before the latest entry are entries shown, in seconds: the weeks of the charts, and two
    /// days more for other clocks and for the rescue doses of the first day.
    private static let shown = WardOverview.longestSilence + 2 * 86_400
    /// So long before those is what their answers look back on.
    private static let context = Int64(DiaryCourse.questionWindowHours) * 3600
    /// The most entries that are read, so that no patient's page keeps the others waiting.
    private static let mostEntries = 1_000

    /// Earliest first, with those that were replaced.
    let entries: [CourseEntry]
    /// How many further answers of these weeks this version can't make again.
    let missing: Int
    /// The latest entry that counts, as stored.
    let latest: AssessedEntry
    /// What its answer was made with; nil where that no longer loads.
    let setup: DosingSetup?

    /// The course of a patient; nil where the ledger has no entry.
    ///
    /// Where more entries lie in these weeks than are read, none is shown.
    ///
    /// - Throws: `LedgerError`.
    init?(
        of patient: String, in ledger: Ledger, _ repeater: inout AnswerRepeater
    ) throws(LedgerError) {
        guard let last = try ledger.latestEntry(of: patient) else { return nil }
        var start = last.entry.recordedAt
        while true {
            let stored: [AssessedEntry]
            do throws(LedgerError) {
                stored = try ledger.history(
                    patient: patient, from: start - StoredCourse.shown - StoredCourse.context,
                    to: last.entry.recordedAt, limit: StoredCourse.mostEntries
                ).map { place throws(LedgerError) in try ledger.entry(place.digest) }.compactMap(
                    \.self)
            } catch .historyTooLong(let limit) {
                (entries, missing, latest, setup) = ([], limit, last, nil)
                return
            } catch {
                throw error
            }
            let weeks = try StoredWeeks(stored, of: patient, last, &repeater)
            guard weeks.latest.entry.recordedAt >= start else {
                // A later date was corrected to an earlier one, so the weeks before that count.
                start = weeks.latest.entry.recordedAt
                continue
            }
            (entries, missing) = try weeks.answered(from: start - StoredCourse.shown, &repeater)
            (latest, setup) = (weeks.latest, weeks.reader?.setup)
            return
        }
    }

    /// Whether the latest entry is among those with an answer, so that a page can be about it.
    var isWhole: Bool { entries.latest?.header.entry == latest.entry.digest }
}

/// What the ledger holds of a patient's weeks, decoded.
private struct StoredWeeks {
    /// Earliest first.
    private let stored: [AssessedEntry]
    private let recorded: [ContentDigest: RecordedEntry]
    private let course: DiaryCourse
    /// The latest entry that counts.
    let latest: AssessedEntry
    /// What its answer was made with; nil where that no longer loads.
    let reader: EntryReader?

    /// - Parameter last: what is the latest where nothing can be read.
    init(
        _ stored: [AssessedEntry], of patient: String, _ last: AssessedEntry,
        _ repeater: inout AnswerRepeater
    ) throws(LedgerError) {
        var recorded: [ContentDigest: RecordedEntry] = [:]
        for assessed in stored {
            let entry = assessed.entry
            guard let reader = try repeater.reader(for: assessed.assessment) else { continue }
            // What is damaged, or what its own tables no longer read, can't be shown, and is told to be
            // missing.
            recorded[entry.digest] = try? reader.courses.recorded(
                entry.place, entry.intactBytes(), format: entry.format)
        }
        let course = DiaryCourse(Array(recorded.values))
        let current = PatientID(patient).map { course.current(of: $0) } ?? []
        let latest = current.last.flatMap { last in
            stored.first { $0.entry.digest == last.id }
        }
        // Those of other patients that correct one of these say nothing of this patient.
        self.stored = stored.filter { $0.entry.patient == patient }
        self.course = course
        self.recorded = recorded
        self.latest = latest ?? last
        reader = try repeater.reader(for: self.latest.assessment)
    }

    /// The entries from a moment on, and how many of them have no answer that can be made again.
    func answered(
        from start: Int64, _ repeater: inout AnswerRepeater
    ) throws(LedgerError) -> ([CourseEntry], missing: Int) {
        var (entries, missing): ([CourseEntry], Int) = ([], 0)
        for assessed in stored where assessed.entry.recordedAt >= start {
            if let diary = try answer(for: assessed, &repeater) {
                entries.append(
                    CourseEntry(header: diary.header, entry: diary.entry, outcome: diary.outcome))
            } else {
                missing += 1
            }
        }
        return (entries, missing)
    }

    /// The answer of the ledger; nil where it can't be made again.
    ///
    /// Most answers were made with what made the latest, in a course that these weeks hold whole. The
    /// others are made again one by one, each in the course that the ledger has around it.
    private func answer(
        for assessed: AssessedEntry, _ repeater: inout AnswerRepeater
    ) throws(LedgerError) -> AssessedDiary? {
        let assessment = assessed.assessment
        guard assessment.damage == nil else { return nil }
        if let reader, let recorded = recorded[assessed.entry.digest],
            assessment.engine == DosingSetup.engineVersion,
            assessment.tableSet == reader.setup.tableSet,
            assessment.policy == reader.setup.policy,
            // What fails here is tried below.
            let diary = try? reader.setup.assessed(recorded, in: course),
            diary.json == assessment.json
        {
            return diary
        }
        guard case .answered(let diary, _) = try repeater.repeated(assessed),
            diary.json == assessment.json
        else { return nil }
        return diary
    }
}
