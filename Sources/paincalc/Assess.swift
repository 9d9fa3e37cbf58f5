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

    @Option(
        name: .customLong("confirm"),
        help: ArgumentHelp(
            "What the question of this code asks about the last entry was checked and is meant; may "
                + "be repeated.", valueName: "code"))
    var confirmed: [String] = []

    @Option(
        help: ArgumentHelp(
            "When a FHIR bundle without a timestamp was made, such as 2026-03-09T08:30:00+01:00; "
                + "without it: the newest time in the bundle.", valueName: "time"))
    var recordedAt: String?

    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let format = try outputFormat()
            let report = shared.report(engine)
            var shown: [CourseEntry] = []
            let confirmed = try ConfirmedCodes(
                confirmed, further: DoubtCode.allCases.map(\.rawValue), tables)
            let courses = try CourseFiles(files, tables, recordedAt: try time())
            for entries in try courses.answered(by: engine, confirmed: confirmed.codes) {
                switch format {
                case .text: Terminal.write(report.course(entries))
                case .json: entries.forEach { Terminal.write(json($0, engine)) }
                case .fhir: entries.forEach { Terminal.write(bundle($0, report)) }
                }
                shown += entries
            }
            if let failure = shown.failure { throw failure }
        }
    }

    private func time() throws(CommandFailure) -> LocalInstant? {
        guard let recordedAt else { return nil }
        do throws(TimestampError) {
            return try Timestamp.parse(recordedAt)
        } catch {
            throw .usage("--recorded-at: accepted is \(error)")
        }
    }

    private func outputFormat() throws(CommandFailure) -> AssessmentFormat {
        guard let format else { return shared.json ? .json : .text }
        guard !shared.json || format == .json else {
            throw .usage("--json and --format \(format.rawValue) contradict each other")
        }
        return format
    }

    private func json(_ entry: CourseEntry, _ engine: DosingEngine) -> String {
        JSONReport.assessment(entry.outcome, entry.header, site: engine.policy.site)
            .text(.pretty) + "\n"
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
