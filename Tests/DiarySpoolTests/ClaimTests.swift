import Glibc
import Testing

@testable import DiarySpool

@Suite("Claiming what was examined")
struct ClaimTests {
    let fixture: SpoolFixture
    let spool: Spool
    let diary: SpoolName

    init() throws {
        fixture = try SpoolFixture()
        spool = try fixture.open(SpoolLimits(settle: .milliseconds(50)))
        diary = try name("a.json")
    }

    @Test("A claimed file stands in work, with the bytes that were read")
    func claimed() throws {
        try fixture.deliver("{}", diary)
        let file = try #require(try spool.nextFiles().first)
        #expect(try spool.claim(file) == .claimed)
        #expect(try fixture.names(.incoming).isEmpty)
        #expect(try fixture.contents(.work, diary) == "{}")
        #expect(try spool.examine().isEmpty)
        try spool.outlet.sync()
    }

    @Test("A file swapped for another between reading and claiming is given back and read anew")
    func swapped() throws {
        try fixture.deliver("{\"dose\":10}", diary)
        let file = try #require(try spool.nextFiles().first)
        try fixture.deliver("{\"dose\":99}", diary)
        #expect(try spool.claim(file) == .changed)
        #expect(try fixture.names(.work).isEmpty)
        let again = try #require(try spool.nextFiles().first)
        #expect(again.bytes == Array("{\"dose\":99}".utf8))
        #expect(try spool.claim(again) == .claimed)
    }

    @Test("A file written to between reading and claiming is given back, and is not settled")
    func written() throws {
        let fixture = try SpoolFixture()
        let patient = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        try fixture.deliver("{}", diary)
        let file = try #require(try patient.nextFiles().first)
        #expect(file.isSettled)
        try fixture.write("{\"half\":", diary)
        #expect(try patient.claim(file) == .changed)
        let again = try #require(try patient.nextFiles().first)
        #expect(again.bytes == Array("{\"half\":".utf8))
        // Our own move back must not pass for a writer's rename.
        #expect(!again.isSettled)
    }

    @Test("A file whose name is taken anew before it is given back gets another name")
    func givenBackBesideAnother() throws {
        try fixture.write("taken by mistake", diary, in: .work)
        try fixture.deliver("newer", diary)
        try spool.moveBack(diary)
        #expect(try fixture.names(.work).isEmpty)
        #expect(try fixture.contents(.incoming, diary) == "newer")
        #expect(try fixture.contents(.incoming, name("a.again.json")) == "taken by mistake")
        var found: Set<String> = []
        while found.count < 2 {
            let files = try spool.nextFiles()
            try #require(!files.isEmpty)
            for file in files { found.insert(file.name.display) }
        }
        #expect(found == ["a.json", "a.again.json"])
    }

    @Test("While a writer swaps the file as fast as it can, what is claimed is what was read")
    func swapRace() throws {
        let contents = ["a", "bb", "ccc"]
        let writer = try SwappingWriter(fixture: fixture, name: diary, contents: contents)
        defer { writer.stop() }
        var names: Set<SpoolName> = []
        var claims = 0
        while claims < 200 {
            let files = try spool.nextFiles()
            try #require(!files.isEmpty)
            for file in files where try spool.claim(file) == .claimed {
                claims += 1
                // A file given back while its name was taken comes under another name.
                names.insert(file.name)
                let bytes = try #require(file.bytes)
                let kept = try fixture.contents(.work, file.name)
                #expect(kept == String(decoding: bytes, as: UTF8.self))
                #expect(contents.contains(kept))
                _ = try spool.outlet.finish(file.name, file.identity, to: .done, tag: "\(claims)")
            }
        }
        #expect(try fixture.names(.done).count == claims)
        #expect(try fixture.names(.work).isEmpty)
        #expect(names.contains(diary))
    }

    @Test("A file that was taken away is gone")
    func gone() throws {
        try fixture.deliver("{}", diary)
        let file = try #require(try spool.nextFiles().first)
        try #require(unlink(fixture.path(.incoming, diary)) == 0)
        #expect(try spool.claim(file) == .gone)
        #expect(try spool.examine().isEmpty)
    }

    @Test("A name that is still at work keeps the next file of that name waiting")
    func busy() throws {
        try fixture.write("earlier", diary, in: .work)
        try fixture.deliver("later", diary)
        let file = try #require(try spool.nextFiles().first)
        #expect(try spool.claim(file) == .busy)
        #expect(try fixture.contents(.work, diary) == "earlier")
        #expect(try fixture.contents(.incoming, diary) == "later")
        #expect(
            try spool.outlet.finish(
                diary, fixture.identity(.work, diary), to: .done, tag: "1") == .finished(diary))
        let again = try #require(try spool.nextFiles().first)
        #expect(try spool.claim(again) == .claimed)
    }

    @Test("A second name given to a file after reading makes it another one")
    func linkedAfterReading() throws {
        try fixture.deliver("{}", diary)
        let file = try #require(try spool.nextFiles().first)
        let other = fixture.path(.incoming, try name(".other"))
        try #require(link(fixture.path(.incoming, diary), other) == 0)
        #expect(try spool.claim(file) == .changed)
        #expect(try spool.nextFiles().first?.refusal == .hardLinked(count: 2))
    }

    @Test(
        "Names of any bytes and of the greatest length pass through all folders",
        arguments: [
            Array("line\nbreak.json".utf8), Array("\u{202E}nosj.exe".utf8), [0xFF, 0xFE, 0x2E],
            Array(repeating: UInt8(ascii: "n"), count: 255), Array("-rf".utf8),
            Array("a b'\"$".utf8),
        ]
    )
    func unusualNames(bytes: [UInt8]) throws {
        let unusual = try #require(SpoolName(bytes))
        try fixture.deliver("{}", unusual)
        let file = try #require(try spool.nextFiles().first)
        #expect(file.name == unusual)
        #expect(try spool.claim(file) == .claimed)
        #expect(try spool.leftovers().map(\.name) == [unusual])
        #expect(
            try spool.outlet.finish(
                unusual, file.identity, to: .rejected, tag: "0a1b") == .finished(unusual))
        let reason = try spool.outlet.writeReason(for: unusual, tag: "0a1b", "why")
        #expect(try fixture.contents(.rejected, reason) == "why")
        #expect(reason.bytes.count <= SpoolName.maximumLength)
    }
}
