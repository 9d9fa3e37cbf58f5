import DiarySpool
import DoseLedger
import Foundation
import PainDiary
import PainDosing
import SystemPackage
import Testing

@testable import PaindService

@Suite("Sheets in the drop folder")
struct DroppedSheetTests {
    @Test("A sheet is assessed, kept in its own format, and read from the ledger again")
    func assessed() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(DiaryTemplate.csv, as: "diary.csv")
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let record = try #require(records.of(.assessed).first)
        #expect(record.values(.omedd) == ["160"])
        #expect(folder.exists("spool/done/diary.csv"))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let stored = try ledger.entry(ContentDigest(of: Array(DiaryTemplate.csv.utf8)))
        #expect(stored?.entry.format == CSVDiary.name)
        // The second run has decoded nothing yet; an earlier entry that comes late makes it look back.
        let late = SpoolLoopTests.diary().replacingOccurrences(
            of: "2026-03-02T08:00:00+01:00", with: "2026-03-01T20:00:00+01:00")
        try folder.drop(late, as: "late.json")
        try folder.run { _ in !records.of(.reassessed).isEmpty }
        let again = try #require(records.of(.reassessed).first)
        #expect(again.values(.entry) == record.values(.entry))
    }

    @Test("A sheet of several entries is refused, and says what to do")
    func several() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        let sheet = """
            patient,recordedAt,kind,worst
            P-1,2026-03-02T08:00:00Z,entry,8
            P-2,2026-03-02T08:00:00Z,entry,7

            """
        try folder.drop(sheet, as: "ward.csv")
        try folder.run { _ in !records.of(.rejected).isEmpty }
        #expect(records.of(.rejected).first?.values(.reason) == ["not-a-diary"])
        let reason = try folder.text("spool/rejected/ward.csv.reason.txt")
        #expect(reason.contains("the sheet holds 2 entries; save each patient and recordedAt"))
    }
}

/// What a sheet says of its end, and how it came.
@Suite("Sheets that are being written")
struct GrowingSheetTests {
    private static let header = "patient,recordedAt,kind,background,worst,regimen\n"
    private static let entry = "P-1,2026-03-02T08:00:00Z,entry,2,8,\n"
    private static let first = "P-1,2026-03-02T08:00:00Z,regimen,,,morphine MR 30 mg bd\n"
    private static let second = "P-1,2026-03-02T08:00:00Z,regimen,,,fentanyl patch 50 mcg/h\n"

    /// A service that takes a sheet after a second of rest.
    private func run(
        _ folder: ServiceFolder, until isDone: @escaping () -> Bool
    ) throws {
        var configuration = folder.configuration
        configuration.limits = SpoolLimits(settle: .milliseconds(700))
        let settings = configuration
        var isReady = false
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            isReady = isReady || !folder.records.of(.ready).isEmpty
            return isReady && isDone()
        }
    }

    @Test(
        "Parts that are appended one after the other are one sheet",
        arguments: [
            ("a header at first", [Self.header, Self.entry + Self.first + Self.second]),
            ("cut after a row", [Self.header + Self.entry + Self.first, Self.second]),
            ("row by row", [Self.header, Self.entry, Self.first, Self.second]),
            ("with its end", [Self.header + Self.entry, Self.first + Self.second + "end,3\n"]),
        ])
    func appended(_ name: String, _ parts: [String]) throws {
        let folder = try ServiceFolder()
        let sheet = folder.url("spool/incoming/sheet.csv")
        var rest = parts[...]
        var next = Date.distantPast
        try run(folder) {
            if !rest.isEmpty, Date.now > next, folder.exists("spool/incoming") {
                // Each part by a program of its own, which opens and closes the sheet.
                if let file = fopen(sheet.path(), "a") {
                    fputs(rest.removeFirst(), file)
                    fclose(file)
                }
                next = Date.now.addingTimeInterval(0.2)
            }
            return rest.isEmpty && !folder.records.of(.assessed).isEmpty
        }
        let records = folder.records
        #expect(records.of(.assessed).map { $0.values(.omedd) } == [["180"]], "\(name)")
        #expect(records.of(.rejected).isEmpty, "\(name)")
        #expect(try folder.text("spool/done/sheet.csv") == parts.joined(), "\(name)")
    }

    @Test("A sheet whose last row says that it ends is taken at once; rows that lack are refused")
    func end() throws {
        let folder = try ServiceFolder()
        let rows = Self.header + Self.entry + Self.first
        try FileManager.default.createDirectory(
            at: folder.url("spool/incoming"), withIntermediateDirectories: true)
        try Data((rows + "end,2\n").utf8).write(to: folder.url("spool/incoming/whole.csv"))
        try Data((rows + "end,3\n").utf8).write(to: folder.url("spool/incoming/cut.csv"))
        var configuration = folder.configuration
        configuration.limits = SpoolLimits(settle: .seconds(3600))
        let settings = configuration
        let records = folder.records
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            !records.of(.assessed).isEmpty && folder.exists("spool/rejected/cut.csv.reason.txt")
        }
        #expect(records.of(.assessed).map { $0.values(.omedd) } == [["60"]])
        let reason = try folder.text("spool/rejected/cut.csv.reason.txt")
        #expect(reason.contains("2 rows stand between the header and it"), "\(reason)")
    }
}
