import PainDiary
import ShippedEngine
import Testing

@Suite("Malformed diaries of every format")
struct MalformedTests {
    @Test(
        "A malformed file is refused with the place, what was found and what is accepted",
        arguments: Malformed.all)
    func message(_ file: Malformed) throws {
        let reader = DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
        #expect(DiaryFormat(of: file.bytes) == file.format)
        let error = try #require(throws: DiaryError.self) { try reader.readings(file.bytes) }
        #expect(error.description.split(separator: "\n").map(String.init) == file.message)
        #expect(error.isIncomplete == file.isIncomplete)
    }

    @Test("The table is whole: more than 60 files, of every format its share, each another")
    func count() {
        let counts = DiaryFormat.allCases.map { format in
            Malformed.all.count { $0.format == format }
        }
        #expect(zip(counts, [40, 40, 50]).allSatisfy { $0 >= $1 }, "\(counts)")
        #expect(Malformed.all.allSatisfy { !$0.message.isEmpty })
        #expect(Set(Malformed.all.map(\.testDescription)).count == Malformed.all.count)
        #expect(Set(Malformed.all.map(\.bytes)).count == Malformed.all.count)
    }
}
