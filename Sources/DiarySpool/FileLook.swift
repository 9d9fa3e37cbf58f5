import Glibc
import SystemPackage

/// What one guarded look at a name in a folder showed.
enum FileLook {
    /// Nothing stands under the name.
    case gone
    /// It changed while it was looked at.
    case changing
    /// A regular file, read whole, which did not change meanwhile.
    case read(FileIdentity, [UInt8])
    /// It is not to be read. `mayPass`: its writer may be about to put that right.
    case refused(FileIdentity, SpoolRefusal, mayPass: Bool)

    /// Looks at a file without following, blocking on, or trusting anything in the folder.
    static func look(
        at name: SpoolName,
        in directory: Directory,
        maximumBytes: Int
    ) throws(Errno) -> FileLook {
        let status: FileStatus
        do throws(Errno) {
            status = try Syscall.fstatat(directory.descriptor, name)
        } catch .noSuchFileOrDirectory {
            return .gone
        }
        if let refusal = SpoolRefusal(status.kind) {
            return .refused(status.identity, refusal, mayPass: false)
        }
        let file: FileDescriptor
        do throws(Errno) {
            file = try Syscall.openat(
                directory.descriptor,
                name,
                flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
            )
        } catch .noSuchFileOrDirectory {
            return .gone
        } catch .permissionDenied {
            return .refused(status.identity, .unreadable, mayPass: true)
        } catch .tooManySymbolicLinkLevels {
            return .changing
        } catch .noSuchAddressOrDevice {
            return .changing
        }
        // Nothing was written through it.
        defer { try? file.close() }
        return try read(file, expecting: status, maximumBytes: maximumBytes)
    }

    /// Whether somebody writes to a file, as far as this process may know.
    static func writing(to name: SpoolName, in directory: Directory) -> FileWriting {
        guard
            let file = try? Syscall.openat(
                directory.descriptor, name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        else { return .unknown }
        // Nothing was written through it.
        defer { try? file.close() }
        return Syscall.writing(to: file)
    }

    /// Reads an open file, if it stays the same from the first look to the last.
    ///
    /// - Parameters:
    ///   - file: The open file.
    ///   - expected: What its name showed before it was opened.
    ///   - maximumBytes: The most bytes that are read.
    ///   - meanwhile: What others do between the reading and the last look, for tests.
    /// - Returns: The bytes, or why there are none.
    /// - Throws: The `Errno` of looking or reading.
    static func read(
        _ file: FileDescriptor,
        expecting expected: FileStatus,
        maximumBytes: Int,
        meanwhile: () -> Void = {}
    ) throws(Errno) -> FileLook {
        // The name may have been given to another file since; only the open one counts.
        let before = try Syscall.fstat(file)
        guard before.kind == .regular, before.identity == expected.identity else {
            return .changing
        }
        guard before.linkCount == 1 else {
            return .refused(
                before.identity,
                .hardLinked(count: before.linkCount),
                mayPass: true
            )
        }
        let tooLarge = FileLook.refused(
            before.identity,
            .tooLarge(maximumBytes: maximumBytes),
            mayPass: false
        )
        guard before.identity.size <= maximumBytes else { return tooLarge }
        let bytes = try file.readWholly(
            upTo: maximumBytes + 1,
            expecting: Int(before.identity.size)
        )
        guard bytes.count <= maximumBytes else { return tooLarge }
        meanwhile()
        let after = try Syscall.fstat(file)
        guard after.identity == before.identity, bytes.count == after.identity.size else {
            return .changing
        }
        return .read(before.identity, bytes)
    }
}
