import ArgumentParser
import DoseReport
import PainDiary
import PainDosing
import Quantities

/// The command `paincalc review`.
struct Review: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Go through the other treatments of bone metastases, criterion by criterion.",
        discussion: "A checklist for the team meeting, not an order.")

    @Argument(
        help: "A diary file with \"boneMetastases\"; \"-\" reads standard input.",
        completion: .file())
    var file: String

    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let bytes = try InputFile.bytes(of: file)
            let entry = try DiaryReader(regimens: RegimenShorthand(tables: tables))
                .entry(bytes, of: file)
            let answer = try computing { () throws(QuantityError) in
                try engine.review(of: entry)
            }
            guard let outcome = answer else { throw .noBoneMetastases(path: file) }
            let header = AssessmentHeader(
                entry: ContentDigest(of: bytes), patient: entry.patient,
                recordedAt: Timestamp.text(entry.recordedAt))
            try shared.print(outcome, of: engine) { outcome, _ in
                JSONReport.review(outcome, header)
            } text: {
                $0.review($1, header)
            }
        }
    }
}
