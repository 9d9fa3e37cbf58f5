import PainDiary
import Testing

@Suite("Sheets that are no text or end early")
struct CSVBytesTests {
    private let reader = DiaryReader(regimens: FakeRegimens())

    @Test("Bytes that are no text are told from a sheet in UTF-8")
    func notUTF8() throws {
        let bytes =
            Array("patient,recordedAt,kind,comedications\nP-1,x,entry,H".utf8) + [0xE4, 0x0A]
        let error = try #require(throws: DiaryError.self) { try reader.entries(bytes) }
        #expect(
            error.description
                == "row 2, column 4: the text is not UTF-8; save the sheet as CSV UTF-8")
    }

    @Test("Only a sheet that may have been cut off is waited for")
    func incomplete() throws {
        let header = "patient,recordedAt,kind,worst\n"
        for (rest, isIncomplete) in [
            ("P-1,2026", true), ("P-1,\"2026", true), ("P-1,2026\n", false),
            ("P-1,a,entry,8", true),
            ("P-1,a,entry,8\n", false),
        ] {
            let error = try #require(throws: DiaryError.self) {
                try reader.entries(Array((header + rest).utf8))
            }
            #expect(error.isIncomplete == isIncomplete, "\(rest)")
        }
    }
}
