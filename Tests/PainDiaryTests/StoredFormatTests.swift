import PainDiary
import ShippedEngine
import Testing

@Suite("Stored diaries are read in the format in which they came")
struct StoredFormatTests {
    private let reader: DiaryReader

    init() throws {
        reader = DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    @Test(
        "The stored name decides, not what the content looks like",
        arguments: [
            (DiaryFormat.native, DiaryTemplate.json), (.csv, DiaryTemplate.csv),
            (.fhir, FHIRTemplate.text),
        ])
    func named(format: DiaryFormat, text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try reader.decode(bytes, stored: format.name) == reader.decode(bytes))
        for other in DiaryFormat.allCases where other != format {
            #expect(throws: DiaryError.self, "\(other)") {
                try reader.decode(bytes, stored: other.name)
            }
        }
    }

    @Test("A format of another version is refused by its name")
    func unknown() throws {
        let error = try #require(throws: DiaryError.self) {
            try reader.decode(Array(DiaryTemplate.json.utf8), stored: "pain-diary/9")
        }
        #expect(error == .unknownFormat("pain-diary/9"))
        #expect(
            error.description
                == "line 1, column 1: the entry was stored in the format pain-diary/9, which this "
                + "version does not read; use the version that stored it")
        #expect(!error.isIncomplete)
    }
}
