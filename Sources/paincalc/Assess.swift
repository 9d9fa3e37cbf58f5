import ArgumentParser
import DoseReport
import PainDiary
import PainDosing
import Quantities

/// The command `paincalc assess`.
struct Assess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Assess diary files as `paind` would, without a ledger.")

    @Argument(help: "Diary files; \"-\" reads standard input.")
    var files: [String]

    @OptionGroup var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let diary = NativeDiary(regimens: RegimenShorthand(tables: tables))
            var isRefused = false
            for path in files {
                let bytes = try InputFile.bytes(of: path)
                let entry = try decoded(bytes, path, diary)
                let outcome = try computing { () throws(QuantityError) in
                    try engine.assessment(
                        of: RecordedEntry(id: ContentDigest(of: bytes), entry: entry), in: .empty)
                }
                let header = AssessmentHeader(
                    entry: ContentDigest(of: bytes), patient: entry.patient,
                    recordedAt: Timestamp.text(entry.recordedAt))
                do throws(CommandFailure) {
                    try shared.print(outcome, tables: tables) {
                        JSONReport.assessment($0, header)
                    } text: {
                        $0.assessment($1, header)
                    }
                } catch .refused {
                    isRefused = true
                }
            }
            if isRefused { throw .refused }
        }
    }

    private func decoded(
        _ bytes: [UInt8], _ path: String, _ diary: NativeDiary
    ) throws(CommandFailure) -> DiaryEntry {
        do throws(DiaryError) {
            return try diary.decode(bytes)
        } catch {
            throw .diary(path: path, error)
        }
    }
}
