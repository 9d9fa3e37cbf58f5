import ArgumentParser
import DosingTables
import PainDosing

/// The command `paincalc source`.
struct SourceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "A publication by the key that an answer cites, and every row that rests on it.",
        discussion: "Such as: paincalc source FPM20")

    @Argument(help: "The key, as it stands in brackets behind a line of an answer.")
    var key: String

    @OptionGroup var choice: Tables.Choice

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let citations = try Citations.load(choice.tables)
            let sources = citations.index.sources
            let found = sources[SourceID(key)] ?? sources[SourceID(key.uppercased())]
            guard let found else {
                throw .usage(
                    "there is no source \"\(key)\"; \"paincalc why\" looks for rows instead")
            }
            Terminal.write(citations.text(of: found) + "\n")
        }
    }
}
