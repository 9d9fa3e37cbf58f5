import ArgumentParser
import DoseReport
import PainDosing

/// The command `paincalc report`.
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Show a patient's course as a chart, or as a page to read and print.",
        discussion: """
            All files are read first, as by `paincalc assess`; those of one patient are a course. \
            The terminal gets a line for each day with pain, OMEDD and rescue doses, then the \
            latest entry in full. --html prints the course of one patient as a page that needs \
            nothing but itself, with charts, the breakthrough card and the arithmetic.
            """)

    @Argument(help: "Diary files, JSON or CSV; \"-\" reads standard input.")
    var files: [String]

    @Flag(help: "Print an HTML page instead of the chart.")
    var html = false

    @Option(help: "Write the HTML page to this file, whole or not at all.")
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            guard !shared.json else {
                throw .usage("a report has no JSON form; `paincalc assess --json` has the numbers")
            }
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let courses = try CourseFiles(files, tables).answered(by: engine)
            if html || output != nil {
                try write(try page(courses, engine))
            } else {
                let report = shared.report(engine)
                let chart = TerminalChart(
                    width: Terminal.columns, hasColour: Terminal.hasColour)
                for (index, course) in courses.enumerated() {
                    if index > 0 { Terminal.write("\n") }
                    Terminal.write(report.course(course, chart))
                }
            }
            if let failure = courses.flatMap(\.self).failure { throw failure }
        }
    }

    /// The page of the one patient whom the files are of.
    private func page(
        _ courses: [[CourseEntry]], _ engine: DosingEngine
    ) throws(CommandFailure) -> String {
        guard let course = courses.first, courses.count == 1 else {
            throw .usage(
                "a page is of one patient, and these files are of \(courses.count); give those of "
                    + "one")
        }
        return HTMLReport(tables: engine.tables, policy: engine.policy).course(course)
    }

    private func write(_ page: String) throws(CommandFailure) {
        guard let output else { return Terminal.write(page) }
        try OutputFile.write(page, to: output)
    }
}
