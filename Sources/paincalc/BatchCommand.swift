import ArgumentParser
import BatchConversion
import Glibc
import PainDosing

/// The command `paincalc batch`.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "OMEDD of millions of medication rows, CSV or JSON Lines in, the same out.",
        discussion: """
            Each row is one medication: opioid, form, route, strength, unit, and how many doses a \
            day: per_day, frequency, or quantity and days. docs/batch.md lists the columns and \
            their other names. Every row is answered on one line, in order; a row that can't be \
            read has the reason in the column error and does not stop the rest.

            Exit status: 65 if rows can't be read, else 3 if a safety stop refuses rows.
            """)

    @Argument(
        help: "A CSV or JSON Lines file; standard input without one or for \"-\".",
        completion: .file())
    var file: String = "-"

    @Option(help: ArgumentHelp("How many threads work; all cores without it.", valueName: "count"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            """
            Sum the rows: id for one line a person, id,date for one line a person and day. Rows \
            then need id, date and days, and are kept in memory until the last is read.
            """, valueName: "columns"))
    var groupBy: GroupWord?

    @Option(
        help: ArgumentHelp(
            "With --group-by id: also the mean over an observation of so many days.",
            valueName: "days"))
    var window: Int?

    @Option(
        help: ArgumentHelp(
            "Read the clinical tables from this directory instead of those built in.",
            valueName: "dir"),
        completion: .directory)
    var tables: String?

    @Option(
        name: .customLong("table"),
        help: ArgumentHelp(
            "Use this conversion set alone; `paincalc tables list` names them.", valueName: "id"))
    var conversionSet: String?

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let jobs = try threads()
            let grouping = try grouping()
            let tables = try TableSource.load(option: tables)
            let set = try tables.set(named: conversionSet)
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: set))
            let input = try RowFile(path: file)
            defer { input.close() }
            let meter = ProgressMeter(of: input.size)
            let summary: BatchSummary
            do throws(BatchFailure) {
                let batch = Batch(engine)
                summary =
                    if let grouping {
                        try batch.sums(
                            by: grouping, read: input.read, write: RowFile.write,
                            progress: meter.show)
                    } else {
                        try batch.run(
                            jobs: jobs, read: input.read, write: RowFile.write,
                            progress: meter.show)
                    }
            } catch {
                meter.end()
                throw .batch(path: input.name, error)
            }
            meter.end()
            try report(summary, input)
        }
    }

    private func threads() throws(CommandFailure) -> Int {
        let most = 256
        guard let jobs else { return max(1, min(most, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))) }
        guard (1...most).contains(jobs) else {
            throw .usage("--jobs is a number of threads from 1 to \(most)")
        }
        return jobs
    }

    private func grouping() throws(CommandFailure) -> BatchGrouping? {
        if let window, groupBy != .person || window < 1 {
            throw .usage("--window is a number of days, 1 or more, beside --group-by id")
        }
        return switch groupBy {
        case .person: .person(windowDays: window)
        case .day: .day
        case nil: nil
        }
    }

    /// Says what was left aside, and ends with the status that it calls for.
    private func report(
        _ summary: BatchSummary, _ input: RowFile
    ) throws(CommandFailure) {
        if !summary.ignored.isEmpty {
            let names = summary.ignored.sorted().joined(separator: ", ")
            Terminal.complain("paincalc: \(input.name): columns that are not read: \(names)")
        }
        if summary.malformed > 0 {
            throw .rows(
                path: input.name, malformed: summary.malformed, refused: summary.refused,
                of: summary.rows)
        }
        if summary.refused > 0 {
            Terminal.complain(
                "paincalc: \(input.name): \(summary.refused) of \(summary.rows) rows are refused "
                    + "by a safety stop; the column error says why")
            throw .refused
        }
    }
}

/// What the rows of a batch are summed by, as the command line writes it.
enum GroupWord: String, CaseIterable, ExpressibleByArgument {
    case person = "id"
    case day = "id,date"
}
