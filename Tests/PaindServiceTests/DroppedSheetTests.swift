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
