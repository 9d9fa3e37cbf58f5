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

    @Argument(
        help: ArgumentHelp(
            "Diary files: JSON, a sheet as CSV, or a FHIR R4 bundle; \"-\" reads standard input.",
            valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(help: "How to print the answer: text, json, or fhir for a FHIR R4 bundle an entry.")
    var format: AssessmentFormat?

    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let format = try outputFormat()
            let reader = DiaryReader(regimens: RegimenShorthand(tables: tables))
            let report = TextReport(tables: tables, showsTrace: shared.explain)
            var isRefused = false
            let (courses, ignored) = try courses(reader)
            for course in courses {
                let entries = try answered(course, ignored, engine)
                switch format {
                case .text: Terminal.write(report.course(entries))
                case .json: entries.forEach { Terminal.write(json($0)) }
                case .fhir: entries.forEach { Terminal.write(bundle($0, report)) }
                }
                isRefused = isRefused || entries.contains(where: \.isRefused)
            }
            if isRefused { throw .refused }
        }
    }

    private func outputFormat() throws(CommandFailure) -> AssessmentFormat {
        guard let format else { return shared.json ? .json : .text }
        guard !shared.json || format == .json else {
            throw .usage("--json and --format \(format.rawValue) contradict each other")
        }
        return format
    }

    /// The course of each patient, in the order in which the files name them, and what of the files
    /// was ignored.
    private func courses(
        _ reader: DiaryReader
    ) throws(CommandFailure) -> ([DiaryCourse], ignored: [ContentDigest: [String]]) {
        var patients: [PatientID] = []
        var ignored: [ContentDigest: [String]] = [:]
        var entries: [PatientID: [RecordedEntry]] = [:]
        for path in files {
            let bytes = try InputFile.bytes(of: path)
            for read in try reader.readings(bytes, of: path) {
                let recorded = read.recorded
                ignored[recorded.id] = read.ignored
                let patient = recorded.entry.patient
                if entries[patient] == nil { patients.append(patient) }
                entries[patient, default: []].append(recorded)
            }
        }
        return (patients.map { DiaryCourse(entries[$0] ?? []) }, ignored)
    }

    private func answered(
        _ course: DiaryCourse, _ ignored: [ContentDigest: [String]], _ engine: DosingEngine
    ) throws(CommandFailure) -> [CourseEntry] {
        var entries: [CourseEntry] = []
        for recorded in course.entries {
            let outcome = try computing { () throws(QuantityError) in
                try engine.assessment(of: recorded, in: course)
            }
            let header = AssessmentHeader(
                recorded, in: course, recordedAt: Timestamp.text(recorded.entry.recordedAt),
                ignored: ignored[recorded.id] ?? [])
            entries.append(CourseEntry(header: header, entry: recorded.entry, outcome: outcome))
        }
        return entries
    }

    private func json(_ entry: CourseEntry) -> String {
        JSONReport.assessment(entry.outcome, entry.header).text(.pretty) + "\n"
    }

    private func bundle(_ entry: CourseEntry, _ report: TextReport) -> String {
        FHIRReport.assessment(
            entry.outcome, entry.header, text: report.assessment(entry.outcome, entry.header)
        ).text(.pretty) + "\n"
    }
}

/// How an assessment is printed.
enum AssessmentFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case fhir
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
    func readings(_ bytes: [UInt8], of path: String) throws(CommandFailure) -> [DiaryReading] {
        do throws(DiaryError) {
            return try readings(bytes)
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
