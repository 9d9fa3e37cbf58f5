import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@testable import PainDiary

@Suite("Withdrawals and confirmations in every format")
struct CorrectionFormatTests {
    private static let digest = String(repeating: "0a", count: 32)
    private static let head =
        "{\"schema\":\"pain-diary/1\",\"patient\":\"P-1\",\"recordedAt\":\"2026-03-09T08:30:00Z\","

    static let entries = [
        "\"withdraws\":\"\(digest)\"}",
        "\"confirms\":[{\"code\":\"dose-jump\",\"by\":\"N\",\"reason\":\"by the chart, \\\"twice\\\"\"}]}",
        "\"confirms\":[{\"code\":\"dose-jump\",\"entry\":\"\(digest)\",\"by\":\"N\",\"reason\":\"r\"},"
            + "{\"code\":\"dose-jump\",\"by\":\"O\",\"reason\":\"s\"}]}",
        "\"pain\":{\"worst\":3},\"replaces\":\"\(digest)\","
            + "\"confirms\":[{\"code\":\"conflicting-entries\",\"by\":\"N\",\"reason\":\"r\"}]}",
        "\"withdraws\":\"\(digest)\",\"confirms\":[{\"code\":\"a1\",\"by\":\"N\",\"reason\":\"r\"}]}",
    ]

    private static func reader() throws -> DiaryReader {
        DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    @Test("What is written is read again the same", arguments: entries)
    func roundTrip(_ rest: String) throws {
        let reader = try Self.reader()
        let entry = try reader.decode(Array((Self.head + rest).utf8))
        #expect(entry.withdraws != nil || !entry.confirms.isEmpty)
        #expect(try reader.decode(try NativeDiary.encode(entry).encoded()) == entry)
        #expect(try reader.decode(try FHIRDiary.encode(entry).encoded()) == entry)
    }

    @Test("A row of a sheet says the same as the JSON diary")
    func sheet() throws {
        let reader = try Self.reader()
        let head =
            "patient,recordedAt,kind,withdraws,confirms,confirmsEntry,confirmedBy,confirmReason\n"
        let moment = "P-1,2026-03-09T08:30:00Z,"
        let rows: [(sheet: String, json: String)] = [
            ("entry,\(Self.digest),,,,\n", Self.entries[0]),
            (
                "confirmation,,dose-jump,\(Self.digest),N,r\n\(moment)confirmation,,dose-jump,,O,s\n",
                Self.entries[2]
            ),
        ]
        for (sheet, json) in rows {
            let read = try reader.decode(Array((head + moment + sheet).utf8))
            #expect(read == (try reader.decode(Array((Self.head + json).utf8))))
        }
    }
}
