import DosingTables
import Foundation
import PainDosing
import Testing

@Suite("Embedded tables")
struct EmbeddedTablesTests {
    @Test("The embedded tables are the files of the directory, byte for byte")
    func embeddedEqualsDirectory() throws {
        let files = try TableFiles(directory: ShippedTables.directory)
        #expect(files.paths == TableFiles.embedded.paths)
        for path in files.paths {
            #expect(files.bytes(ofFile: path) == TableFiles.embedded.bytes(ofFile: path))
        }
        #expect(files.sha256 == TableFiles.embedded.sha256)
    }

    @Test("The precompiled trees mean what the YAML files say")
    func embeddedMeansTheSame() throws {
        let parsed = try TableFiles(directory: ShippedTables.directory).tableSet()
        #expect(try TableFiles.embedded.tableSet() == parsed)
        #expect(parsed.sha256 == TableFiles.embedded.sha256)
    }

    @Test("A pharmacist gets the same hash with coreutils")
    func hashEqualsCoreutils() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.currentDirectoryURL = URL(filePath: ShippedTables.directory)
        process.arguments = [
            "-c",
            "find . -name '*.yaml' -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sha256sum",
        ]
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let hash = String(decoding: printed, as: UTF8.self).prefix { $0 != " " }
        #expect(TableFiles.embedded.sha256 == hash)
    }
}
