import PainDiary
import Testing

private let diary = NativeDiary(regimens: FakeRegimens())

private func faults(of bytes: [UInt8]) throws -> [String] {
    let error = try #require(throws: DiaryError.self) { try diary.decode(bytes) }
    #expect(!error.isIncomplete)
    return error.description.split(separator: "\n").map(String.init)
}

@Suite("Diaries that are too long")
struct NativeDiaryLimitTests {
    @Test("Lists and strings that are too long are refused")
    func limits() throws {
        let episodes = Array(repeating: #"{"at":"2026-03-09T08:00:00Z"}"#, count: 501)
        #expect(
            try faults(of: bytes("\"episodes\":[\(episodes.joined(separator: ","))]")) == [
                "line 2, column 12: episodes: found 501 elements; accepted are at most 500"
            ])
        let items = Array(repeating: "morphine MR 30 mg bd", count: 51)
        let split = items.map { "\"\($0)\"" }.joined(separator: ",")
        #expect(
            try faults(of: bytes("\"regimen\":[\(split)]")) == [
                "line 2, column 11: regimen: found 51 elements; accepted are at most 50"
            ])
        let nine = items.prefix(9).joined(separator: ";")
        let shorthand = Array(repeating: "\"\(nine)\"", count: 6).joined(separator: ",")
        #expect(
            try faults(of: bytes("\"regimen\":[\(shorthand)]")) == [
                "line 2, column \(12 + 5 * (nine.count + 3)): regimen[5]: found 54 regimen items; "
                    + "accepted are at most 50"
            ])
        let name = String(repeating: "n", count: 201)
        #expect(
            try faults(of: bytes("\"context\":{\"comedications\":[\"\(name)\"]}")) == [
                "line 2, column 29: context.comedications[0]: found \"\(name.prefix(40))\"…; "
                    + "accepted is a string of 1 to 200 characters"
            ])
    }

    @Test("Twenty faults are told, the others are counted")
    func manyFaults() throws {
        let wrong = Array(repeating: "{}", count: 25).joined(separator: ",")
        let found = try faults(of: bytes("\"episodes\":[\(wrong)]"))
        #expect(found.count == 21)
        #expect(found.last == "and 5 more")
    }
}
