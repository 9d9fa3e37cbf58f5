import DosingTables
import Foundation
import TableText
import Testing

@Suite("A directory of tables")
struct TableDirectoryTests {
    @Test("Only visible YAML files are tables")
    func ignoresOtherFiles() throws {
        try inTemporaryDirectory { directory in
            try write("a: 1\n", to: directory.appending(path: "b.yaml"))
            try write("a: 1\n", to: directory.appending(path: "conversion/a.yaml"))
            try write("a: 1\n", to: directory.appending(path: ".hidden.yaml"))
            try write("a: 1\n", to: directory.appending(path: ".git/c.yaml"))
            try write("# text\n", to: directory.appending(path: "README.md"))
            try write("a: 1\n", to: directory.appending(path: "b.yaml~"))
            let files = try TableFiles(directory: directory.path)
            #expect(files.paths == ["b.yaml", "conversion/a.yaml"])
        }
    }

    @Test("Links to files and to directories are followed")
    func followsLinks() throws {
        try inTemporaryDirectory { directory in
            try write("a: 1\n", to: directory.appending(path: "real/x.yaml"))
            let tables = directory.appending(path: "tables")
            try FileManager.default.createDirectory(at: tables, withIntermediateDirectories: true)
            for (link, target) in [("linked", "../real"), ("y.yaml", "../real/x.yaml")] {
                try FileManager.default.createSymbolicLink(
                    atPath: tables.appending(path: link).path, withDestinationPath: target)
            }
            let files = try TableFiles(directory: tables.path)
            #expect(files.paths == ["linked/x.yaml", "y.yaml"])
            #expect(files.bytes(ofFile: "y.yaml") == Array("a: 1\n".utf8))
        }
    }

    @Test("A loop of links ends with a fault")
    func refusesLoop() throws {
        try inTemporaryDirectory { directory in
            try FileManager.default.createSymbolicLink(
                atPath: directory.appending(path: "loop").path, withDestinationPath: ".")
            #expect(throws: TableFaults.self) { try TableFiles(directory: directory.path) }
        }
    }

    @Test("What can't be read is a fault with its path")
    func refusesUnreadable() throws {
        try inTemporaryDirectory { directory in
            try FileManager.default.createSymbolicLink(
                atPath: directory.appending(path: "gone.yaml").path,
                withDestinationPath: "nowhere")
            let faults = try #require(throws: TableFaults.self) {
                try TableFiles(directory: directory.path)
            }
            #expect(faults.faults.map(\.file) == ["gone.yaml"])
            #expect(throws: TableFaults.self) {
                try TableFiles(directory: directory.path + "/absent")
            }
        }
    }

    @Test("An empty directory lacks every file at once")
    func reportsAllMissingFiles() throws {
        try inTemporaryDirectory { directory in
            let files = try TableFiles(directory: directory.path)
            let faults = try #require(throws: TableFaults.self) { try files.tableSet() }.faults
            #expect(faults.allSatisfy { $0.message == "the file is missing" && $0.line == 1 })
            #expect(
                faults.map(\.file) == [
                    "bone-metastasis/ablation.yaml", "bone-metastasis/analgesics.yaml",
                    "bone-metastasis/corticosteroids.yaml",
                    "bone-metastasis/focused-ultrasound.yaml",
                    "bone-metastasis/osteoclast-inhibitors.yaml",
                    "bone-metastasis/radionuclides.yaml", "bone-metastasis/radiotherapy.yaml",
                    "bone-metastasis/surgery.yaml", "bone-metastasis/vertebral-augmentation.yaml",
                    "breakthrough.yaml", "comedications.yaml", "defaults.yaml", "doubts.yaml",
                    "limits.yaml",
                    "methadone.yaml", "opioids.yaml", "products.yaml", "rotation.yaml",
                    "sources.yaml", "titration.yaml",
                ])
        }
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func inTemporaryDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "tables-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer {
            // Nothing depends on it; the system clears its temporary directory anyway.
            try? FileManager.default.removeItem(at: directory)
        }
        try body(directory)
    }
}
