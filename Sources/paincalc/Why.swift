import ArgumentParser
import DosingTables
import PainDosing

/// The command `paincalc why`.
struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "From a code, a product, a limit or a figure to its row and its publication.",
        discussion: """
            Such as: paincalc why paracetamol-maximum
                     paincalc why oxycodone 1.5
            """)

    @Argument(help: "A code, an id or a brand, or a drug with a figure.")
    var words: [String]

    @OptionGroup var choice: Tables.Choice

    /// More rows than a screen holds are counted and not shown.
    private static let shown = 20

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let question = words.joined(separator: " ")
            let citations = try Citations.load(choice.tables)
            let rows = citations.index.rows(about: question)
            guard !rows.isEmpty else {
                throw .usage(
                    "no row of the tables holds \"\(question)\"; the rules of the method itself "
                        + "stand in docs/rules.md")
            }
            var parts = rows.prefix(Self.shown).map { citations.text(of: $0) }
            if rows.count > Self.shown {
                parts.append("\(rows.count - Self.shown) more rows; add a word.")
            }
            Terminal.write(parts.joined(separator: "\n\n") + "\n")
        }
    }
}
