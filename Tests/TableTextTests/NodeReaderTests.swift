import TableText
import Testing

@Suite("Reading a mapping by its keys")
struct NodeReaderTests {
    @Test("Known keys are read and nothing is reported")
    func readsKnownKeys() throws {
        let (value, faults) = try read("name: a\ncount: 5\nitems: [x, y]\n") { reader in
            let name = reader.text("name")
            let count = reader.value("count", expected: "a number") { Int($0) }
            let items = reader.texts("items").map(\.text)
            let none = reader.optionalText("none")
            return "\(name ?? "-") \(count ?? 0) \(items) \(none ?? "-")"
        }
        #expect(value == "a 5 [\"x\", \"y\"] -")
        #expect(faults == [])
    }

    @Test("Every fault of a mapping is reported, with its line, and there is no value")
    func collectsFaults() throws {
        let yaml = "name: [1]\ncount: five\nwrong: 1\nlist: text\n"
        let (value, faults) = try read(yaml) { reader in
            let name = reader.text("name")
            let count = reader.value("count", expected: "write a number") { Int($0) }
            let missing = reader.text("missing")
            let list = reader.list("list") { $0.text("x") }
            return "\(name ?? "") \(count ?? 0) \(missing ?? "") \(list)"
        }
        #expect(value == nil)
        #expect(
            faults == [
                "f.yaml:1: 'name' has to be text, found a list",
                "f.yaml:2: 'count' can't be 'five': write a number",
                "f.yaml:1: the key 'missing' is missing",
                "f.yaml:4: 'list' has to be a list, found text",
                "f.yaml:3: the key 'wrong' is unknown; known are: name, count, missing, list",
            ])
    }

    @Test("Faults of the mappings inside are reported too, and sound items stay")
    func collectsFaultsOfItems() throws {
        var read: [String] = []
        let yaml = "items:\n  - {x: 1}\n  - {y: 2}\n  - 3\n  - {x: 4}\n"
        let (value, faults) = try self.read(yaml) { reader in
            read = reader.requiredList("items") { $0.text("x") }
            return "any"
        }
        #expect(read == ["1", "4"])
        #expect(value == nil)
        #expect(
            faults == [
                "f.yaml:3: the key 'x' is missing",
                "f.yaml:3: the key 'y' is unknown; known are: x",
                "f.yaml:4: a mapping (key: value) is expected here, found text",
            ])
    }

    @Test("A list that has to hold something may not be empty")
    func refusesEmptyList() throws {
        let (_, faults) = try read("items: []\n") { reader in
            reader.requiredList("items") { $0.text("x") }.first ?? "none"
        }
        #expect(faults == ["f.yaml:1: 'items' has to be a list with one item or more"])
    }

    @Test("One text may stand for a list of one")
    func readsOneTextAsList() throws {
        let (value, _) = try read("route: oral\n") { reader in
            reader.texts("route").map { "\($0.text) on \($0.line)" }.joined()
        }
        #expect(value == "oral on 1")
    }

    @Test("A root that is no mapping is a fault")
    func refusesOtherRoots() throws {
        let (_, faults) = try read("- 1\n") { _ in "any" }
        #expect(faults == ["f.yaml:1: a mapping (key: value) is expected here, found a list"])
    }

    private func read(
        _ yaml: String, _ body: (inout NodeReader) -> String?
    ) throws -> (value: String?, faults: [String]) {
        let document = try TextDocument.parse(yaml: Array(yaml.utf8), file: "f.yaml")
        var faults: [TextFault] = []
        let value = NodeReader.read(
            document.root, file: document.file, faults: &faults, body)
        return (value, faults.map(\.description))
    }

    @Test("A fault is one line of what can be seen, however much it quotes")
    func seen() {
        let odd = TextFault(
            file: "a.yaml", line: 1, message: "'x\t\u{1B}[2J\u{202E}y' is no number")
        #expect(odd.message == "'x\\u{9}\\u{1B}[2J\\u{202E}y' is no number")
        let long = TextFault(file: "a.yaml", line: 1, message: String(repeating: "x", count: 5_000))
        #expect(long.message == String(repeating: "x", count: 1_000) + "…")
    }
}
