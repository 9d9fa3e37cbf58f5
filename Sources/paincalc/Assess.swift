import ArgumentParser
import DoseReport
import PainDiary
import PainDosing
import Quantities
import StrictJSON

/// The command `paincalc assess`.
struct Assess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Assess diary files as `paind` would, without a ledger.",
        discussion: """
            All files are read first. Those of one patient are a course: each entry is assessed in \
            it, whatever the order of the files, and shown by time. Of a course with several \
            entries the text shows one line each and the latest in full; --json and a file of its \
            own show any entry in full.
            """)

    @Argument(help: "Diary files, JSON or CSV; \"-\" reads standard input.")
    var files: [String]

    @OptionGroup var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let diary = DiaryReader(regimens: RegimenShorthand(tables: tables))
            let report = TextReport(tables: tables, showsTrace: shared.explain)
            var isRefused = false
            for course in try courses(diary) {
                let entries = try answered(course, engine)
                for text in shared.json ? entries.map(json) : [report.course(entries)] {
                    Terminal.write(text)
                }
                isRefused = isRefused || entries.contains(where: \.isRefused)
            }
            if isRefused { throw .refused }
        }
    }

    /// The course of each patient, in the order in which the files name them.
    private func courses(_ diary: DiaryReader) throws(CommandFailure) -> [DiaryCourse] {
        var patients: [PatientID] = []
        var entries: [PatientID: [RecordedEntry]] = [:]
        for path in files {
            let bytes = try InputFile.bytes(of: path)
            for recorded in try diary.entries(bytes, of: path) {
                let patient = recorded.entry.patient
                if entries[patient] == nil { patients.append(patient) }
                entries[patient, default: []].append(recorded)
            }
        }
        return patients.map { DiaryCourse(entries[$0] ?? []) }
    }

    private func answered(
        _ course: DiaryCourse, _ engine: DosingEngine
    ) throws(CommandFailure) -> [CourseEntry] {
        var entries: [CourseEntry] = []
        for recorded in course.entries {
            let outcome = try computing { () throws(QuantityError) in
                try engine.assessment(of: recorded, in: course)
            }
            let header = AssessmentHeader(
                recorded, in: course, recordedAt: Timestamp.text(recorded.entry.recordedAt))
            entries.append(CourseEntry(header: header, entry: recorded.entry, outcome: outcome))
        }
        return entries
    }

    private func json(_ entry: CourseEntry) -> String {
        JSONReport.assessment(entry.outcome, entry.header).text(.pretty) + "\n"
    }
}

extension CourseEntry {
    /// Whether a safety stop stands for the entry; one that was replaced counts no longer.
    fileprivate var isRefused: Bool {
        guard case .stopped = outcome else { return false }
        return header.replacedBy == nil
    }
}

extension DiaryReader {
    /// The entries in the bytes of a file.
    func entries(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> [RecordedEntry] {
        do throws(DiaryError) {
            return try entries(bytes)
        } catch {
            throw .diary(path: path, error)
        }
    }

    /// The entry in the bytes of a file that holds one.
    func entry(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> DiaryEntry {
        do throws(DiaryError) {
            return try decode(bytes)
        } catch {
            throw .diary(path: path, error)
        }
    }
}
