import ArgumentParser
import PainDiary

/// The command `paincalc template`.
struct Template: ParsableCommand {
    /// The formats that have an example.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv
        case json
        case fhir
    }

    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Print a filled example of a diary file, to be changed and saved.")

    @Argument(help: "csv, for a spreadsheet, json, or fhir.")
    var format: Format

    func run() {
        switch format {
        case .csv: Terminal.write(DiaryTemplate.csv)
        case .json: Terminal.write(DiaryTemplate.json)
        case .fhir: Terminal.write(FHIRTemplate.text)
        }
    }
}
