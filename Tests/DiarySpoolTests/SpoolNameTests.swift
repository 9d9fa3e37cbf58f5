import Testing

@testable import DiarySpool

@Suite("Names of dropped files")
struct SpoolNameTests {
    struct DisplayExample: Sendable {
        let bytes: [UInt8]
        let display: String
    }

    @Test(
        "A name is printed without anything that could deceive a reader",
        arguments: [
            DisplayExample(bytes: Array("Müller 1.json".utf8), display: "Müller 1.json"),
            DisplayExample(bytes: Array("a\nb".utf8), display: "a\\u{A}b"),
            DisplayExample(bytes: Array("\u{1B}[2J".utf8), display: "\\u{1B}[2J"),
            DisplayExample(bytes: Array("a\u{202E}b".utf8), display: "a\\u{202E}b"),
            DisplayExample(bytes: Array("a\u{200B}b".utf8), display: "a\\u{200B}b"),
            DisplayExample(bytes: Array("a\u{A0}b".utf8), display: "a\\u{A0}b"),
            DisplayExample(bytes: [0x61, 0xFF, 0x62], display: "a\\xFFb"),
            DisplayExample(bytes: [0xC3], display: "\\xC3"),
            DisplayExample(bytes: [0xE2, 0x82, 0x61], display: "\\xE2\\x82a"),
            DisplayExample(bytes: [0x01], display: "\\u{1}"),
            DisplayExample(bytes: Array("\\xFF".utf8), display: "\\\\xFF"),
        ]
    )
    func display(example: DisplayExample) throws {
        #expect(try #require(SpoolName(example.bytes)).display == example.display)
    }

    @Test("Every single byte is printed in a way of its own")
    func distinct() {
        let displays = (0...255).compactMap { SpoolName([UInt8(ascii: "n"), $0])?.display }
        #expect(displays.count == 254)
        #expect(Set(displays).count == displays.count)
    }

    @Test(
        "What cannot name a file in a folder is no name",
        arguments: [
            "", ".", "..", "a/b", "/", "a\u{0}b", String(repeating: "n", count: 256),
        ]
    )
    func invalid(text: String) {
        #expect(SpoolName(text) == nil)
    }

    @Test("Three dots and 255 bytes are a name")
    func valid() {
        #expect(SpoolName("...") != nil)
        #expect(SpoolName(String(repeating: "n", count: 255)) != nil)
    }

    struct TagExample: Sendable {
        let name: String
        let tagged: String
    }

    @Test(
        "A tag stands before the ending",
        arguments: [
            TagExample(name: "a.json", tagged: "a.TAG.json"),
            TagExample(name: "a.b.json", tagged: "a.b.TAG.json"),
            TagExample(name: "a", tagged: "a.TAG"),
            TagExample(name: "a.", tagged: "a.TAG."),
            TagExample(name: "a.an-ending-too-long", tagged: "a.an-ending-too-long.TAG"),
        ]
    )
    func tagged(example: TagExample) throws {
        #expect(try name(example.name).tagged("TAG").display == example.tagged)
    }
}
