import ArgumentParser
import DoseReport
import DosingTables
import PainDiary
import PainDosing

/// The command `paincalc tables`.
struct Tables: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tables",
        abstract: "The clinical tables: what is in them, and where each figure comes from.",
        subcommands: [List.self, Show.self, Compare.self, Lint.self], defaultSubcommand: List.self)

    /// Which tables the subcommand looks at.
    struct Choice: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Read the clinical tables from this directory instead of those built in.",
                valueName: "dir"),
            completion: .directory)
        var tables: String?

        func load() throws(CommandFailure) -> TableSet { try TableSource.load(directory: tables) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Name the conversion sets, opioids and rapid-onset products.")

        @OptionGroup var choice: Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                Terminal.write(TableListing(try choice.load()).overview)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print a conversion set with its citations and unverified marks.")

        @Argument(help: "The id of the set, such as fpm-2020.")
        var id: String

        @OptionGroup var choice: Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                let tables = try choice.load()
                guard let set = tables.conversionSet(ConversionSetID(id)) else {
                    let known = tables.conversionSets.map(\.id.name).joined(separator: ", ")
                    throw .usage("there is no table \"\(id)\"; known are \(known)")
                }
                Terminal.write(TableListing(tables).text(of: set))
            }
        }
    }

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compare",
            abstract: "Print what every source says of a switch, side by side.",
            discussion: "Such as: paincalc tables compare morphine:oxycodone")

        @Argument(help: "One opioid, or two apart with \":\".")
        var drugs: String

        @OptionGroup var choice: Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                let tables = try choice.load()
                let names = drugs.split(separator: ":", omittingEmptySubsequences: false)
                guard (1...2).contains(names.count) else {
                    throw .usage("write one opioid, or two such as morphine:oxycodone")
                }
                let shorthand = RegimenShorthand(tables: tables)
                var opioids: [OpioidID] = []
                for name in names {
                    do throws(RegimenError) {
                        opioids.append(try shorthand.opioid(String(name)))
                    } catch {
                        throw .regimen(error)
                    }
                }
                Terminal.write(TableListing(tables).comparison(of: opioids))
            }
        }
    }

    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lint",
            abstract: "Check a directory of tables; every fault is named with file and line.")

        @Argument(help: "The directory.", completion: .directory)
        var directory: String

        @Flag(help: "List the rows that can't be signed for, since no publisher's page is known.")
        var strict = false

        @Flag(help: "Print the counts by evidence alone, as docs/method.md holds them.")
        var counts = false

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                if strict || counts {
                    let citations = try Citations.load(directory)
                    Terminal.write(
                        counts ? citations.counts : citations.weakRows + citations.counts)
                    return
                }
                let tables = try TableSource.load(directory: directory)
                Terminal.write(
                    "\(directory): \(tables.conversionSets.count) conversion sets, "
                        + "\(tables.limits.count) limits, no faults. SHA-256 \(tables.sha256)\n")
            }
        }
    }
}
