import Glibc
import Testing

@testable import DiarySpool

@Suite("What is refused unread")
struct RefusalTests {
    let fixture: SpoolFixture

    init() throws {
        fixture = try SpoolFixture()
    }

    /// Makes something in the drop folder, and expects it to be refused and quarantined.
    private func expectRefusal(
        _ refusal: SpoolRefusal,
        limits: SpoolLimits = SpoolLimits(settle: .milliseconds(50)),
        of make: ([CChar]) throws -> Void
    ) throws {
        let spool = try fixture.open(limits)
        let trap = try name("trap")
        try make(fixture.path(.incoming, trap))
        let file = try #require(try spool.nextFiles().first)
        #expect(file.refusal == refusal)
        #expect(file.bytes == nil)
        #expect(try spool.claim(file) == .claimed)
        #expect(try spool.leftovers().map(\.refusal) == [refusal])
        #expect(
            try spool.outlet.finish(trap, file.identity, to: .rejected, tag: "t") == .finished(trap)
        )
        #expect(try fixture.names(.rejected) == ["trap"])
        #expect(try fixture.names(.work).isEmpty)
    }

    @Test("A symbolic link is refused, and its target is left alone")
    func symbolicLink() throws {
        try expectRefusal(.symbolicLink) { path in
            try #require(symlink("/etc/hostname", path) == 0)
        }
    }

    @Test("A named pipe is refused without blocking")
    func fifo() throws {
        try expectRefusal(.fifo) { try #require(mkfifo($0, 0o644) == 0) }
    }

    @Test("A folder is refused")
    func directory() throws {
        try expectRefusal(.directory) { try #require(mkdir($0, 0o755) == 0) }
    }

    @Test("A socket is refused")
    func socket() throws {
        try expectRefusal(.socket) { try #require(mknod($0, S_IFSOCK | 0o644, 0) == 0) }
    }

    @Test("A device is refused", .enabled(if: geteuid() == 0, "only root makes devices"))
    func device() throws {
        // Number 1:3 is /dev/null.
        try expectRefusal(.device) { try #require(mknod($0, S_IFCHR | 0o644, 0x103) == 0) }
    }

    @Test("A file with a second name is refused once it has had the time to lose it")
    func hardLink() throws {
        try expectRefusal(.hardLinked(count: 2)) { path in
            let other = fixture.path(.incoming, try name(".other"))
            try fixture.write("{}", name(".other"))
            try #require(link(other, path) == 0)
        }
    }

    @Test("A file delivered by link and unlink is accepted")
    func linkedDelivery() throws {
        let spool = try fixture.open()
        let temporary = fixture.path(.incoming, try name(".new"))
        try fixture.write("{}", name(".new"))
        try #require(link(temporary, fixture.path(.incoming, try name("a.json"))) == 0)
        try #require(unlink(temporary) == 0)
        #expect(try spool.nextFiles().first?.bytes == Array("{}".utf8))
    }

    @Test("A file of the largest size is read, one of a byte more is refused")
    func tooLarge() throws {
        let limits = SpoolLimits(maximumBytes: 8, settle: .milliseconds(50))
        let spool = try fixture.open(limits)
        try fixture.deliver("12345678", name("fits"))
        try fixture.deliver("123456789", name("too-large"))
        let files = try spool.nextFiles()
        #expect(files.map(\.bytes) == [Array("12345678".utf8), nil])
        #expect(files.map(\.refusal) == [nil, .tooLarge(maximumBytes: 8)])
    }

    @Test("A sparse file of a terabyte is refused unread")
    func sparse() throws {
        try expectRefusal(.tooLarge(maximumBytes: 1_048_576)) { path in
            let file = open(path, O_WRONLY | O_CREAT, 0o644)
            try #require(file >= 0)
            defer { close(file) }
            try #require(ftruncate(file, 1 << 40) == 0)
        }
    }

    @Test(
        "A file that the service may not read is refused once it has settled",
        .enabled(if: geteuid() != 0, "root may read everything")
    )
    func unreadable() throws {
        try expectRefusal(.unreadable) { path in
            try fixture.write("{}", name("trap"))
            try #require(chmod(path, 0) == 0)
        }
    }

    @Test(
        "Every refusal says what the thing is and what is accepted",
        arguments: [
            SpoolRefusal.symbolicLink, .fifo, .socket, .device, .directory, .unknownKind,
            .hardLinked(count: 2), .tooLarge(maximumBytes: 5), .unreadable,
        ]
    )
    func descriptions(refusal: SpoolRefusal) {
        #expect(refusal.description.contains("accepted"))
        #expect(refusal.description.hasSuffix("."))
        #expect(!refusal.code.isEmpty)
    }
}
