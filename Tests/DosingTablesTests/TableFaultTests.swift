import Foundation
import PainDosing
import TableText
import Testing

@testable import DosingTables

@Suite("Faulty tables")
struct TableFaultTests {
    @Test("Each kind of fault is reported with file and line", arguments: TableFaultExample.all)
    func reportsFault(example: TableFaultExample) throws {
        let files = try ShippedTables.replacing(
            example.old, by: example.new, in: example.file)
        let faults = try #require(throws: TableFaults.self) { try files.tableSet() }.faults
        let fault = try #require(faults.first { $0.message.contains(example.says) }, "\(faults)")
        #expect(fault.file == example.file)
        let bytes = try #require(files.bytes(ofFile: example.file))
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.indices.contains(fault.line - 1))
        #expect(lines[fault.line - 1].contains(example.onLine), "\(fault)")
    }

    @Test("Faults of several files are reported at once, in the order of files and lines")
    func reportsAllFaults() throws {
        let fpm = try ShippedTables.text(ofFile: "conversion/fpm-2020.yaml")
            .replacingOccurrences(of: "factor: 0.4", with: "factor: 0")
            .replacingOccurrences(of: "source: BMCPF25", with: "source: NOWHERE")
        let defaults = try ShippedTables.text(ofFile: "defaults.yaml")
            .replacingOccurrences(of: "nih-heal-2025", with: "nih-heal-2026")
        let files = TableFiles(
            ShippedTables.removing("rotation.yaml").files.filter {
                !["conversion/fpm-2020.yaml", "defaults.yaml"].contains($0.path)
            } + [
                TableFile(path: "conversion/fpm-2020.yaml", content: .read(Array(fpm.utf8))),
                TableFile(path: "defaults.yaml", content: .read(Array(defaults.utf8))),
                TableFile(path: "extra.yaml", content: .read(Array("a: 1\n".utf8))),
                TableFile(path: "broken.yaml", content: .read(Array("a: [\n".utf8))),
            ])
        let faults = try #require(throws: TableFaults.self) { try files.tableSet() }
        let places = faults.faults.map { "\($0.file): \($0.message.prefix(24))" }
        #expect(
            places == [
                "broken.yaml: this is not YAML: did no",
                "conversion/fpm-2020.yaml: 'factor' has to be above",
                "conversion/fpm-2020.yaml: 'source' can't be 'NOWHE",
                "conversion/fpm-2020.yaml: 'source' can't be 'NOWHE",
                "defaults.yaml: there is no sound set 'f",
                "defaults.yaml: there is no sound set 'n",
                "extra.yaml: the file is unknown; kno",
                "rotation.yaml: the file is missing",
            ])
        #expect(faults.description.split(separator: "\n").count == 8)
    }

    @Test("A file that is not a table of this set is refused")
    func refusesUnknownFile() throws {
        for path in ["conversions/x.yaml", "conversion/old/x.yaml", "limit.yaml"] {
            let files = ShippedTables.writing("a: 1\n", to: path)
            let faults = try #require(throws: TableFaults.self) { try files.tableSet() }.faults
            #expect(faults.map(\.file) == [path])
            #expect(faults.first?.message.hasPrefix("the file is unknown") == true)
        }
    }

    @Test("Without sources or opioids, the keys of other files are not called unknown")
    func doesNotCascade() throws {
        for path in ["sources.yaml", "opioids.yaml"] {
            let faults = try #require(throws: TableFaults.self) {
                try ShippedTables.removing(path).tableSet()
            }.faults
            #expect(faults.map(\.description) == ["\(path):1: the file is missing"])
        }
    }
}
