import Testing

@testable import DosingTables

@Suite("Archived tables")
struct TableArchiveTests {
    @Test("An archive gives back the same files, hash and tables")
    func roundTrip() throws {
        let archive = TableFiles.embedded.archive()
        let files = try TableFiles(archive: archive)
        #expect(files.paths == TableFiles.embedded.paths)
        #expect(files.sha256 == TableFiles.embedded.sha256)
        #expect(files.archive() == archive)
        #expect(try files.tableSet() == TableFiles.embedded.tableSet())
    }

    @Test("The order in which files are found does not matter")
    func isDeterministic() {
        let shuffled = TableFiles(TableFiles.embedded.files.reversed())
        #expect(shuffled.archive() == TableFiles.embedded.archive())
        #expect(shuffled.sha256 == TableFiles.embedded.sha256)
    }

    @Test("The form is the one that is documented")
    func documentedForm() {
        let files = TableFiles([
            TableFile(path: "b.yaml", content: .read(Array("x: 1\n".utf8))),
            TableFile(path: "a.yaml", content: .read([])),
        ])
        let text = String(decoding: files.archive(), as: UTF8.self)
        #expect(text == "paincalc tables 1\n6 0\na.yaml6 5\nb.yamlx: 1\n")
    }

    @Test(
        "A damaged archive is refused",
        arguments: [
            "",
            "paincalc tables 2\n",
            "paincalc tables 1\n6 5\na.yamlx: 1",
            "paincalc tables 1\n6 -5\na.yaml",
            "paincalc tables 1\n6 99999999999999999999\na.yaml",
            "paincalc tables 1\n0 0\n",
            "paincalc tables 1\n6 0 0\na.yaml",
            "paincalc tables 1\n6 0\nb.yaml6 0\na.yaml",
            "paincalc tables 1\n6 0\na.yaml6 0\na.yaml",
            "paincalc tables 1\n6 0\na.yaml6",
        ])
    func refusesDamage(text: String) {
        #expect(throws: TableFaults.self) { try TableFiles(archive: Array(text.utf8)) }
    }
}
