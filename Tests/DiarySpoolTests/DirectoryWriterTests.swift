import Glibc
import SystemPackage
import Testing

@testable import DiarySpool

@Suite("Writing reports")
struct DirectoryWriterTests {
    let fixture: SpoolFixture
    let writer: DirectoryWriter

    init() throws {
        fixture = try SpoolFixture()
        writer = try DirectoryWriter(fixture.root)
    }

    private func text(_ path: String) throws -> String {
        let file = try FileDescriptor.open(fixture.root.appending(path), .readOnly)
        defer { try? file.close() }
        return String(decoding: try file.readWholly(upTo: 65_536, expecting: 0), as: UTF8.self)
    }

    private func names(_ path: String) throws -> [String] {
        let directory = try Directory(fixture.root.appending(path))
        var names: [String] = []
        try Syscall.names(in: directory.descriptor) { name in
            names.append(name.display)
            return true
        }
        return names.sorted()
    }

    @Test("A staged report is invisible until it is published")
    func published() throws {
        try writer.stage(Array("new".utf8), as: name("1.html"), in: name("p1"))
        #expect(try names("p1").allSatisfy { $0.hasPrefix(".paind-") })
        try writer.publish()
        #expect(try names("p1") == ["1.html"])
        #expect(try text("p1/1.html") == "new")
    }

    @Test("A report is replaced by its newer version, and writing it again does no harm")
    func replaced() throws {
        for text in ["old", "new", "new"] {
            try writer.stage(Array(text.utf8), as: name("1.html"), in: name("p1"))
            try writer.publish()
        }
        try writer.stage(Array("a".utf8), as: name("1.html"), in: name("p1"))
        try writer.stage(Array("b".utf8), as: name("1.html"), in: name("p1"))
        try writer.publish()
        #expect(try text("p1/1.html") == "b")
        #expect(try names("p1") == ["1.html"])
    }

    @Test("Small and large batches are published whole", arguments: [1, 15, 16, 40])
    func batches(count: Int) throws {
        for number in 0..<count {
            try writer.stage(Array("\(number)".utf8), as: name("\(number).html"))
        }
        try writer.publish()
        for number in 0..<count { #expect(try text("\(number).html") == "\(number)") }
        #expect(try names(".").count == count)
    }

    @Test("An abandoned batch leaves nothing behind")
    func abandoned() throws {
        try writer.stage([1], as: name("1.html"), in: name("p1"))
        writer.abandon()
        try writer.publish()
        #expect(try names("p1").isEmpty)
    }

    @Test("A subfolder that is a link is not followed")
    func linkedSubfolder() throws {
        try #require(symlink("/tmp", fixture.root.appending("p1").description) == 0)
        #expect(throws: DirectoryWriterError.self) {
            try writer.stage([1], as: name("1.html"), in: name("p1"))
        }
    }

    @Test("A report whose name is a folder's is refused, and the writer goes on")
    func nameTaken() throws {
        try #require(mkdir(fixture.root.appending("1.html").description, 0o755) == 0)
        let taken = try name("1.html")
        try writer.stage([1], as: taken)
        #expect(throws: DirectoryWriterError.notWritten(taken, underlying: .isDirectory)) {
            try writer.publish()
        }
        try writer.stage([2], as: name("2.html"))
        try writer.publish()
        #expect(try names(".") == ["1.html", "2.html"])
    }

    @Test("Temporary files of an interrupted process are swept when the folder is opened")
    func sweep() throws {
        try writer.stage([1], as: name("1.html"), in: name("p1"))
        #expect(try names(".").count == 2)
        _ = try DirectoryWriter(fixture.root)
        #expect(try names(".") == ["p1"])
        #expect(try names("p1").isEmpty)
    }

    @Test("A folder that is not there is an error, or is created on demand")
    func creating() throws {
        let path = fixture.root.appending("reports")
        let missing = DirectoryWriterError.unusable(
            path: path,
            underlying: .noSuchFileOrDirectory
        )
        #expect(throws: missing) { try DirectoryWriter(path) }
        _ = try DirectoryWriter(path, creating: true)
        #expect(try names("reports").isEmpty)
    }
}
