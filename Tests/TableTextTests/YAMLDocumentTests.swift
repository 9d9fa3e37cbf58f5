import Testing

@testable import TableText

@Suite("YAML files as text trees")
struct YAMLDocumentTests {
    @Test("A scalar stays the text that was written")
    func scalarsStayText() throws {
        let text = "[0.15, 0.10, 1e3, true, 012, ' 5 ', \"a\\nb\", 5 mg]"
        let items = try document(text).root.texts
        #expect(items == ["0.15", "0.10", "1e3", "true", "012", " 5 ", "a\nb", "5 mg"])
    }

    @Test("Keys keep their order and their lines")
    func keysKeepOrderAndLines() throws {
        let root = try document("# first\nb: 1\n\na:\n  - x\n  - {y: 2, z: 3}\n").root
        #expect(
            root
                == .mapping(
                    [
                        .init(key: "b", line: 2, value: .scalar("1", line: 2)),
                        .init(
                            key: "a", line: 4,
                            value: .list(
                                [
                                    .scalar("x", line: 5),
                                    .mapping(
                                        [
                                            .init(key: "y", line: 6, value: .scalar("2", line: 6)),
                                            .init(key: "z", line: 6, value: .scalar("3", line: 6)),
                                        ], line: 6),
                                ], line: 5)),
                    ], line: 2))
    }

    @Test("Windows line ends are read like others")
    func readsWindowsLineEnds() throws {
        let root = try document("a: 1\r\nb: 2\r\n").root
        #expect(root.texts == ["1", "2"])
        #expect(root.lines == [1, 2])
    }

    @Test(
        "What lets a file mean something else than it shows is refused",
        arguments: [
            RefusedText(what: "an anchor", yaml: "a: 1\nb: &x 2\n", line: 2, says: "anchors"),
            RefusedText(
                what: "an anchor on a list", yaml: "b: &x\n  - 2\n", line: 1, says: "anchors"),
            RefusedText(what: "an alias", yaml: "a: &x 1\nb: *x\n", line: 1, says: "anchors"),
            RefusedText(what: "an undefined alias", yaml: "b: *x\n", line: 1, says: "alias"),
            RefusedText(what: "a tag", yaml: "a: 1\nb: !!str 2\n", line: 2, says: "tags"),
            RefusedText(what: "a tag on quotes", yaml: "b: !!str \"2\"\n", line: 1, says: "tags"),
            RefusedText(what: "a tag on a list", yaml: "b: !x [2]\n", line: 1, says: "tags"),
            RefusedText(what: "a tag on a key", yaml: "!!str b: 2\n", line: 1, says: "tags"),
            RefusedText(what: "a key twice", yaml: "a: 1\nb: 2\na: 3\n", line: 1, says: "twice"),
            RefusedText(
                what: "a key twice in quotes", yaml: "1: a\n\"1\": b\n", line: 1, says: "twice"),
            RefusedText(what: "a merge key", yaml: "a: 1\n<<: {b: 1}\n", line: 2, says: "merge"),
            RefusedText(what: "two documents", yaml: "a: 1\n---\nb: 2\n", line: 2, says: "another"),
            RefusedText(what: "a list as key", yaml: "? [a, b]\n: 1\n", line: 1, says: "a key"),
            RefusedText(what: "no value", yaml: "a: 1\nb:\n", line: 2, says: "missing"),
            RefusedText(what: "null", yaml: "a: null\n", line: 1, says: "missing"),
            RefusedText(what: "a tilde", yaml: "a: [1, ~]\n", line: 1, says: "missing"),
            RefusedText(what: "null as key", yaml: "~: 1\n", line: 1, says: "a key"),
            RefusedText(what: "no text at all", yaml: "", line: 1, says: "empty"),
            RefusedText(what: "comments only", yaml: "# nothing\n", line: 1, says: "empty"),
            RefusedText(
                what: "an open bracket", yaml: "a: 1\nb: [1, 2\n", line: 3, says: "not YAML"),
            RefusedText(
                what: "a tab as indentation", yaml: "a:\n\t- 1\n", line: 2, says: "not YAML"),
            RefusedText(
                what: "a lone carriage return", yaml: "a: 1\rb: 2\n", line: 1, says: "line"),
            RefusedText(
                what: "a line separator", yaml: "a: 1\nb: x\u{2028}y\n", line: 2, says: "line"),
            RefusedText(
                what: "a control byte", yaml: "a: 1\nb: x\u{1}y\n", line: 2, says: "not YAML"),
        ])
    func refusesWhatDeceives(example: RefusedText) throws {
        let faults = try #require(throws: TextFaults.self) { try document(example.yaml) }.faults
        let fault = try #require(faults.first)
        #expect(fault.file == "test.yaml")
        #expect(fault.line == example.line)
        #expect(fault.message.contains(example.says), "\(fault)")
    }

    @Test("Several faults are reported together")
    func reportsSeveralFaults() throws {
        let faults = try #require(throws: TextFaults.self) {
            try document("a: !!int 1\nb: null\nc: &x 2\n")
        }
        #expect(faults.faults.map(\.line) == [1, 2, 3])
        #expect(faults.description.split(separator: "\n").count == 3)
    }

    @Test("Nesting is allowed up to 16 and refused beyond")
    func refusesDeepNesting() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + "x" + String(repeating: "]", count: depth)
        }
        #expect(try document(nested(16)).root.line == 1)
        for depth in [17, 900, 100_000] {
            #expect(throws: TextFaults.self) { try document(nested(depth)) }
            #expect(throws: TextFaults.self) { try document("? &x " + nested(depth) + "\n: 1\n") }
        }
    }

    @Test("A file is read up to one mebibyte and refused beyond")
    func refusesLongFiles() throws {
        let filler = String(repeating: "x", count: TextDocument.longestText - 3)
        #expect(try document("a: " + filler).root.texts == [filler])
        let faults = try #require(throws: TextFaults.self) { try document("a: x" + filler) }
        #expect(faults.faults.first?.message.contains("1048577") == true)
    }

    @Test("Bytes that are not UTF-8 are refused with their line")
    func refusesInvalidUTF8() throws {
        let bytes: [UInt8] = Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]
        let faults = try #require(throws: TextFaults.self) {
            try TextDocument.parse(yaml: bytes, file: "test.yaml")
        }
        #expect(faults.faults.map(\.line) == [2])
    }

    private func document(_ yaml: String) throws -> TextDocument {
        try TextDocument.parse(yaml: Array(yaml.utf8), file: "test.yaml")
    }
}

/// A YAML text that has to be refused, with the place and a word of the message.
struct RefusedText: Sendable, CustomTestStringConvertible {
    let what: String
    let yaml: String
    let line: Int
    let says: String

    var testDescription: String { what }
}
