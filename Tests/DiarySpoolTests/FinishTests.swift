import Glibc
import Testing

@testable import DiarySpool

@Suite("Where a claimed file ends")
struct FinishTests {
    let fixture: SpoolFixture
    let spool: Spool
    let diary: SpoolName

    init() throws {
        fixture = try SpoolFixture()
        spool = try fixture.open()
        diary = try name("diary.json")
    }

    /// Finishes what stands in work under the name, or did when it was finished before.
    private func finish(
        _ name: SpoolName, to destination: SpoolDestination, tag: String
    ) throws -> FinishOutcome {
        let identity = try fixture.identity(.work, name) ?? fixture.identity(destination, name, tag)
        return try spool.outlet.finish(name, identity, to: destination, tag: tag)
    }

    @Test("A second file of a name is kept beside the first under its tag")
    func nameTaken() throws {
        try fixture.write("first", diary, in: .work)
        #expect(try finish(diary, to: .done, tag: "aa") == .finished(diary))
        try fixture.write("second", diary, in: .work)
        let second = try name("diary.aa.json")
        #expect(try finish(diary, to: .done, tag: "aa") == .finished(second))
        try fixture.write("third", diary, in: .work)
        let third = try name("diary.aa-2.json")
        #expect(try finish(diary, to: .done, tag: "aa") == .finished(third))
        #expect(try fixture.contents(.done, diary) == "first")
        #expect(try fixture.contents(.done, second) == "second")
        #expect(try fixture.contents(.done, third) == "third")
    }

    @Test("Finishing again after a crash finds the file where it went")
    func repeated() throws {
        try fixture.write("x", diary, in: .work)
        #expect(try finish(diary, to: .done, tag: "aa") == .finished(diary))
        #expect(try finish(diary, to: .done, tag: "aa") == .finished(diary))
        #expect(try finish(name("never.json"), to: .done, tag: "aa") == .missing)
    }

    @Test("Finishing again finds the tagged name before an earlier file's plain one")
    func repeatedTagged() throws {
        try fixture.write("first", diary, in: .done)
        try fixture.write("second", diary, in: .work)
        let tagged = try name("diary.bb.json")
        #expect(try finish(diary, to: .done, tag: "bb") == .finished(tagged))
        #expect(try finish(diary, to: .done, tag: "bb") == .finished(tagged))
    }

    @Test("A long name is shortened before its tag, at the border of a character")
    func longName() throws {
        // 1 + 83 × 3 + 5 = 255 bytes, every character of the stem but one three bytes long.
        let long = try name("a" + String(repeating: "€", count: 83) + ".json")
        try #require(long.bytes.count == 255)
        try fixture.write("first", long, in: .done)
        try fixture.write("second", long, in: .work)
        let tag = "0123456789"
        // 255 - 11 - 5 = 239 bytes for the stem: 1 + 79 × 3 = 238.
        let expected = try name("a" + String(repeating: "€", count: 79) + ".\(tag).json")
        #expect(try finish(long, to: .done, tag: tag) == .finished(expected))
        #expect(try fixture.contents(.done, expected) == "second")
    }

    @Test("A tag cannot lead out of the folder")
    func hostileTag() throws {
        try fixture.write("first", diary, in: .done)
        try fixture.write("second", diary, in: .work)
        let outcome = try finish(diary, to: .done, tag: "/../x")
        #expect(outcome == .finished(try name("diary...x.json")))
    }

    @Test("A reason stands beside the rejected file, and writing it again does no harm")
    func reason() throws {
        try fixture.write("x", diary, in: .rejected)
        let first = try spool.outlet.writeReason(
            for: diary, tag: "7", "Line 3: unknown unit \"mgg\".\n")
        let second = try spool.outlet.writeReason(
            for: diary, tag: "7", "Line 3: unknown unit \"mgg\".\n")
        #expect(first == second)
        #expect(first.display == "diary.json.reason.txt")
        #expect(try fixture.contents(.rejected, first) == "Line 3: unknown unit \"mgg\".\n")
        #expect(try fixture.names(.rejected) == ["diary.json", "diary.json.reason.txt"])
        try spool.outlet.sync()
    }

    @Test("Two long names that differ at their ends have a reason each")
    func longReasons() throws {
        let names = try [0x61, 0x62].map { last in
            try #require(SpoolName(Array(repeating: UInt8(ascii: "n"), count: 254) + [last]))
        }
        let reasons = try names.enumerated().map { index, name in
            try spool.outlet.writeReason(for: name, tag: "\(index)", "reason \(index)")
        }
        #expect(
            try reasons.map { try fixture.contents(.rejected, $0) } == ["reason 0", "reason 1"])
    }

    @Test("Temporary files of an interrupted process are swept at the next start")
    func sweep() throws {
        let fixture = try SpoolFixture()
        _ = try fixture.open()
        try fixture.write("half a reason", name(".paind-99-1.tmp"), in: .rejected)
        _ = try fixture.open()
        #expect(try fixture.names(.rejected).isEmpty)
    }

    @Test("What an earlier run left in work is given back by name, with its bytes")
    func leftovers() throws {
        try fixture.write("two", name("b.json"), in: .work)
        try fixture.write("one", name("a.json"), in: .work)
        let files = try spool.leftovers()
        #expect(files.map(\.name.display) == ["a.json", "b.json"])
        #expect(files.map(\.bytes) == [Array("one".utf8), Array("two".utf8)])
        #expect(files.map(\.isSettled) == [true, true])
    }
}
