import ArgumentParser
import DoseReport
import DosingTables
import Glibc
import PainDosing
import SiteProfile
import StrictJSON

/// Options of every command that answers with a dose.
struct SharedOptions: ParsableArguments {
    @Flag(help: "Print the answer as JSON.")
    var json = false

    @Flag(help: "Show every step with its source.")
    var explain = false

    @Option(
        help: ArgumentHelp(
            "Read the clinical tables from this directory instead of those built in.",
            valueName: "dir"),
        completion: .directory)
    var tables: String?

    @OptionGroup var site: SiteOption

    @Option(
        name: .customLong("table"),
        help: ArgumentHelp(
            "Use this conversion set alone; `paincalc tables list` names them.", valueName: "id"))
    var conversionSet: String?

    @Option(
        help: ArgumentHelp(
            """
            Whether the other sets considered cap a rotation: conservative, or table for the \
            chosen set alone. Without it: conservative.
            """, valueName: "policy"))
    var spread: SpreadPolicy?

    @Option(
        help: ArgumentHelp(
            """
            First dose of a rapid-onset opioid: proportional to the background opioid, labelled, \
            or conservative for the lowest. Without it: as the site profile says, else \
            proportional.
            """, valueName: "policy"))
    var firstDose: FirstDosePolicy?

    @Option(
        help: ArgumentHelp(
            """
            The policy by which the background opioid is titrated, such as tga or scottish; \
            see Tables/titration.yaml. Without it: as the site profile says.
            """, valueName: "id"))
    var titration: String?

    /// The tables of the options, of `PAIND_TABLES`, or those built in.
    func loadTables() throws(CommandFailure) -> TableSet {
        try TableSource.load(option: tables)
    }

    func engine(_ tables: TableSet) throws(CommandFailure) -> DosingEngine {
        var choices = PolicyChoices()
        choices.spread = spread
        choices.firstDose = firstDose
        choices.namedSet = try tables.set(named: conversionSet)
        if let titration {
            let id = TitrationPolicyID(titration)
            guard tables.titration.policy(id) != nil else {
                let known = tables.titration.policies.map(\.id.name).joined(separator: ", ")
                throw .usage("there is no titration policy \"\(titration)\"; known are \(known)")
            }
            choices.titration = id
        }
        return DosingEngine(
            tables: tables, policy: choices.policy(over: try site.profile(tables)))
    }

    /// What words an engine's answers as text.
    func report(_ engine: DosingEngine) -> TextReport {
        TextReport(tables: engine.tables, policy: engine.policy, showsTrace: explain)
    }

    /// Prints an answer in the form asked for.
    ///
    /// - Throws: `CommandFailure.refused` after a safety stop.
    func print<Answer>(
        _ outcome: Outcome<Answer>, of engine: DosingEngine,
        json: (Outcome<Answer>, SiteReference?) -> JSONValue,
        text: (TextReport, Outcome<Answer>) -> String
    ) throws(CommandFailure) {
        if self.json {
            Terminal.write(json(outcome, engine.policy.site).text(.pretty) + "\n")
        } else {
            Terminal.write(text(report(engine), outcome))
        }
        if case .stopped(let refusal) = outcome { throw refusal.failure }
    }
}

extension Refusal {
    /// The exit status that scripts tell a stop, a question and a missing figure apart by.
    var failure: CommandFailure {
        isQuestion ? .asked : isMissingFigure ? .noFigure : .refused
    }
}

/// Where tables come from.
enum TableSource {
    /// The tables of an option, of `PAIND_TABLES`, or those built in.
    static func load(option directory: String?) throws(CommandFailure) -> TableSet {
        let fromEnvironment = getenv("PAIND_TABLES").map { String(cString: $0) }
        return try load(directory: directory ?? fromEnvironment)
    }

    /// The tables of a directory, or those built in for nil.
    static func load(directory: String?) throws(CommandFailure) -> TableSet {
        do throws(TableFaults) {
            guard let directory else { return try BuiltInTables.tables.get() }
            return try TableFiles(directory: directory).tableSet()
        } catch {
            throw .tables(error)
        }
    }
}

extension TableSet {
    /// The conversion set that an option names; nil for no option.
    func set(named name: String?) throws(CommandFailure) -> ConversionSetID? {
        guard let name else { return nil }
        let id = ConversionSetID(name)
        guard conversionSet(id) != nil else {
            let known = conversionSets.map(\.id.name).joined(separator: ", ")
            throw .usage("there is no table \"\(name)\"; known are \(known)")
        }
        return id
    }
}
