import Glibc
import SystemPackage
import Testing

@testable import DiarySpool

@Suite("Opening a spool")
struct OpeningTests {
    let fixture: SpoolFixture

    init() throws {
        fixture = try SpoolFixture()
    }

    private func error(_ layout: SpoolLayout) -> SpoolError? {
        do {
            _ = try Spool(layout: layout)
            return nil
        } catch {
            return error
        }
    }

    @Test("What a killed process left is removed, and nothing that others put there")
    func killedEarlier() throws {
        _ = try fixture.open()
        let probe = try name(".paind-7-1.tmp")
        for folder in SpoolFolder.allCases { try fixture.write("", probe, in: folder) }
        try fixture.write("{}", name(".paind-7-2.tmp"))
        try #require(mkdir(fixture.path(.incoming, name(".paind-7-3.tmp")), 0o755) == 0)
        _ = try fixture.open()
        #expect(
            try Set(fixture.names(.incoming)) == [".paind-7-2.tmp", ".paind-7-3.tmp"])
        for folder in [SpoolFolder.work, .done, .rejected] {
            #expect(try fixture.names(folder) == [], "\(folder)")
        }
    }

    @Test("Each missing folder is named", arguments: SpoolFolder.allCases)
    func missing(folder: SpoolFolder) throws {
        _ = try fixture.open()
        let path = fixture.layout.path(of: folder)
        try #require(path.withPlatformString { rmdir($0) } == 0)
        #expect(error(fixture.layout) == .missing(folder, path: path))
    }

    @Test("A file in the place of a folder is named", arguments: SpoolFolder.allCases)
    func notDirectory(folder: SpoolFolder) throws {
        _ = try fixture.open()
        let path = fixture.layout.path(of: folder)
        try #require(path.withPlatformString { rmdir($0) } == 0)
        try #require(path.withPlatformString { creat($0, 0o644) } >= 0)
        #expect(error(fixture.layout) == .notDirectory(folder, path: path))
    }

    @Test(
        "A folder on another file system is named",
        arguments: [SpoolFolder.work, .done, .rejected]
    )
    func otherFileSystem(folder: SpoolFolder) throws {
        _ = try fixture.open()
        var layout = fixture.layout
        // Shared memory is a file system of its own everywhere.
        var template = Array("/dev/shm/paind-spool-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        defer { rmdir(template) }
        let other = FilePath(
            String(decoding: template.dropLast().map { UInt8($0) }, as: UTF8.self)
        )
        switch folder {
        case .incoming: layout.incoming = other
        case .work: layout.work = other
        case .done: layout.done = other
        case .rejected: layout.rejected = other
        }
        #expect(error(layout) == .notOneFileSystem(folder, path: other))
    }

    @Test(
        "A folder that may not be written in is named",
        .enabled(if: geteuid() != 0, "root may"),
        arguments: SpoolFolder.allCases
    )
    func notWritable(folder: SpoolFolder) throws {
        _ = try fixture.open()
        let path = fixture.layout.path(of: folder)
        try #require(path.withPlatformString { chmod($0, 0o500) } == 0)
        defer { _ = path.withPlatformString { chmod($0, 0o700) } }
        #expect(
            error(fixture.layout)
                == .notWritable(folder, path: path, underlying: .permissionDenied)
        )
    }

    @Test("Opening leaves nothing behind in the folders")
    func leavesNothing() throws {
        _ = try fixture.open()
        for folder in SpoolFolder.allCases { #expect(try fixture.names(folder).isEmpty) }
    }

    @Test("The drop folder's removal ends the wait with an error")
    func vanished() throws {
        let spool = try fixture.open()
        let path = fixture.layout.incoming
        try #require(path.withPlatformString { rmdir($0) } == 0)
        #expect(throws: SpoolError.incomingVanished(path: path)) {
            try spool.wait(timeout: .seconds(10))
        }
    }

    @Test("The drop folder's renaming ends the wait with an error")
    func moved() throws {
        let spool = try fixture.open()
        let path = fixture.layout.incoming
        let other = fixture.root.appending("elsewhere")
        try #require(rename(path.description, other.description) == 0)
        #expect(throws: SpoolError.incomingVanished(path: path)) {
            try spool.wait(timeout: .seconds(10))
        }
    }
}
