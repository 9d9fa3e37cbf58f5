import Glibc
import SystemPackage
import Testing

@testable import DiarySpool

@Suite("Reading a file that others may write to")
struct ReadingTests {
    let fixture: SpoolFixture
    let diary: SpoolName

    init() throws {
        fixture = try SpoolFixture()
        _ = try fixture.open()
        diary = try name("a.json")
        try fixture.write("{\"dose\":10}", diary)
    }

    private func look(
        maximumBytes: Int = 1024,
        meanwhile: () -> Void = {}
    ) throws -> FileLook {
        let directory = try Directory(fixture.layout.incoming)
        let status = try Syscall.fstatat(directory.descriptor, diary)
        let file = try Syscall.openat(directory.descriptor, diary, flags: O_RDONLY)
        defer { try? file.close() }
        return try FileLook.read(
            file,
            expecting: status,
            maximumBytes: maximumBytes,
            meanwhile: meanwhile
        )
    }

    private func isChanging(_ look: FileLook) -> Bool {
        guard case .changing = look else { return false }
        return true
    }

    /// Writes at a place in the file, as a program does that has it open.
    private func overwrite(_ text: String, at offset: Int) {
        let file = open(fixture.path(.incoming, diary), O_WRONLY)
        defer { close(file) }
        let bytes = Array(text.utf8)
        #expect(pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count)
    }

    @Test("A file that nobody touches is read")
    func quiet() throws {
        guard case .read(_, let bytes) = try look() else {
            Issue.record("it was not read")
            return
        }
        #expect(bytes == Array("{\"dose\":10}".utf8))
    }

    @Test("A file that grows while it is read is not taken")
    func grows() throws {
        #expect(isChanging(try look { overwrite(" ", at: 11) }))
    }

    @Test("A file overwritten at the same length while it is read is not taken")
    func overwritten() throws {
        let look = try look {
            overwrite("{\"dose\":99}", at: 0)
            // Set by hand, since two writes within one tick of the clock may look the same.
            let later = timespec(tv_sec: 2_000_000_000, tv_nsec: 0)
            #expect(
                utimensat(AT_FDCWD, fixture.path(.incoming, diary), [later, later], 0) == 0
            )
        }
        #expect(isChanging(look))
    }

    @Test("A file that is cut off while it is read is not taken")
    func cutOff() throws {
        let look = try look {
            #expect(truncate(fixture.path(.incoming, diary), 3) == 0)
        }
        #expect(isChanging(look))
    }

    @Test("A name given to another file before it was opened is not taken for the first")
    func otherFile() throws {
        let directory = try Directory(fixture.layout.incoming)
        let status = try Syscall.fstatat(directory.descriptor, diary)
        try fixture.deliver("{\"dose\":99}", diary)
        let file = try Syscall.openat(directory.descriptor, diary, flags: O_RDONLY)
        defer { try? file.close() }
        #expect(isChanging(try FileLook.read(file, expecting: status, maximumBytes: 1024)))
    }
}
