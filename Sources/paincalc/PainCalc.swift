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
            A REGIMEN is written as on a drug chart, items apart with ";":
              "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3; fentanyl patch 25 mcg/h"
            xN is the number of doses taken in the last 24 hours. "-" reads the regimen from
            standard input.

            Exit status: 0 computed, 3 refused by a safety stop, 64 usage, 65 input malformed,
            66 input missing, 69 something needed is not there, 70 internal, 74 input/output,
            78 tables or configuration.

            Decision support: a clinician must verify every dose before it is given.
            """,
        version: ProgramVersion.text,
        subcommands: [
            Med.self, Rotate.self, Breakthrough.self, Assess.self, Report.self, Review.self,
            BatchCommand.self, Template.self, Tables.self, SourceCommand.self, Why.self, Site.self,
            Status.self, Replay.self, Backup.self,
        ])

    /// Parses the command line and runs the command, as `ParsableCommand` would.
    static func main() {
        do {
            try BuiltInTables.readingAhead(CommandLine.arguments) {
                var command = try parseAsRoot()
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}
