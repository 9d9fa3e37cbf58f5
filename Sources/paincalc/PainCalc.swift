import ArgumentParser
import DoseReport

/// The companion of `paind` for one regimen or one file at a time.
///
/// Each subcommand states its name: deriving it from the type costs the start about a millisecond.
@main
struct PainCalc: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paincalc",
        abstract: "Exact opioid equivalents, rotations and breakthrough doses, with their sources.",
        discussion: """
            A REGIMEN is written as on a drug chart, in quotes, items separated by ",", "+" or ";":
              "MST 30 mg bd, Oramorph 10 mg/5 mL 5 mL prn x3, fentanyl patch 25 mcg/h"
            xN after prn is the number of doses taken in the last 24 hours. "-" reads the regimen
            from standard input. Without a command, a regimen is answered as by `med`.

            Exit status: 0 computed, 3 refused by a safety stop, 64 usage, 65 input malformed,
            66 input missing, 69 something needed is not there, 70 internal, 74 input/output,
            78 tables or configuration.

            Decision support: a clinician must verify every dose before it is given.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Med.self, Rotate.self, Breakthrough.self, Assess.self, Report.self, Review.self,
            BatchCommand.self, Template.self, Tables.self, SourceCommand.self, Why.self, Site.self,
            Status.self, Replay.self, Backup.self, LedgerCommand.self, Drop.self,
        ])

    /// Parses the command line and runs the command, as `ParsableCommand` would.
    static func main() {
        do {
            let arguments = Invocation.withCommand(CommandLine.arguments)
            try BuiltInTables.readingAhead(arguments) {
                var command = try parseAsRoot(Array(arguments.dropFirst()))
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}

/// The words that the program was called with.
enum Invocation {
    /// With `med` before a regimen that stands alone.
    static func withCommand(_ arguments: [String]) -> [String] {
        guard let program = arguments.first else { return arguments }
        let words = arguments.dropFirst()
        let commands = PainCalc.configuration.subcommands.compactMap {
            $0.configuration.commandName
        }
        let names = Set(commands + ["help"])
        guard let first = words.first, !words.contains(where: { names.contains($0) }),
            !first.hasPrefix("---"), !first.hasPrefix("--generate"), !first.hasPrefix("--exp")
        else { return arguments }
        // A word without a number or a space is a command that was mistyped.
        let isRegimen = words.contains { word in
            word == "-"
                || (!word.hasPrefix("-")
                    && word.contains { $0 == " " || $0 == "\n" || ($0.isASCII && $0.isNumber) })
        }
        return isRegimen ? [program, "med"] + words : arguments
    }
}
