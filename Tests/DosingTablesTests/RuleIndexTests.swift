import DosingTables
import Foundation
import PainDosing
import Testing

@Suite("The page of rules")
struct RuleIndexTests {
    /// A row of one of the page's tables.
    struct RuleRow: Sendable, CustomTestStringConvertible {
        let rule: String
        let place: String
        let tests: [String]
        var testDescription: String { rule }
        var isUsed: Bool { !place.hasPrefix("not used") }
    }

    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    // A page that can't be read makes the first test below fail.
    static let rows: [RuleRow] = {
        let page = repository.appending(path: "docs/rules.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0] != "Rule" else { return nil }
            return RuleRow(rule: cells[0], place: cells[1], tests: quoted(cells[2]))
        }
    }()

    /// What stands between backquotes.
    private static func quoted(_ text: String) -> [String] {
        text.matches(of: /`([^`]+)`/).map { String($0.1) }
    }

    @Test("Every numbered rule has a row, and every limit of the tables")
    func complete() throws {
        let numbers = Set(
            Self.rows.compactMap { $0.rule.split(separator: " ").first.map(String.init) })
        for (letter, last) in [("D", 18), ("R", 17), ("P", 8), ("O", 22), ("T", 20)] {
            for number in 1...last { #expect(numbers.contains("\(letter)\(number)")) }
        }
        let named = Set(Self.rows.flatMap { Self.quoted($0.place) })
        for limit in try TableFiles.embedded.tableSet().limits {
            #expect(named.contains(limit.code), "\(limit.code)")
        }
    }

    @Test("A row names what stands in the tables and tests that exist", arguments: rows)
    func row(_ row: RuleRow) throws {
        guard row.isUsed else {
            #expect(row.place.hasPrefix("not used: ") || row.place.hasPrefix("not used as "))
            return
        }
        #expect(!row.tests.isEmpty)
        for test in row.tests { #expect(try exists(test), "\(test)") }
        var table: String?
        for name in Self.quoted(row.place) {
            if name.hasSuffix(".yaml") {
                table = try ShippedTables.text(ofFile: name)
            } else if name.hasPrefix("Sources/") {
                let path = Self.repository.appending(path: name).path()
                #expect(FileManager.default.fileExists(atPath: path))
            } else if let table {
                let words = table.split { !($0.isLetter || $0.isNumber || $0 == "-") }
                #expect(words.contains { $0 == name }, "\(name)")
            }
        }
        #expect(table != nil || row.place.hasPrefix("policy") || row.place.hasPrefix("`Sources/"))
    }

    /// Whether a suite of that name holds a test of that name, or there is such a scenario.
    private func exists(_ test: String) throws -> Bool {
        if test.hasPrefix("Cases/") {
            let path = Self.repository.appending(path: "Tests/Scenarios/\(test)/expected.json")
            return FileManager.default.fileExists(atPath: path.path())
        }
        let parts = test.split(separator: "/")
        guard parts.count == 2 else { return false }
        let tests = Self.repository.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
        for case let file as URL in try #require(files) where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            if source.contains("struct \(parts[0]) "), source.contains("func \(parts[1])(") {
                return true
            }
        }
        return false
    }
}
