import CLinux
import Glibc
import SystemPackage

/// An open directory; every file in it is named relative to this, so that a path whose parents
/// are swapped cannot lead elsewhere.
final class Directory: Sendable {
    let descriptor: FileDescriptor

    init(_ path: FilePath) throws(Errno) {
        descriptor = try Syscall.openDirectory(path)
    }

    /// A directory in which files are made and renamed, and which need not be readable.
    init(unlisted path: FilePath) throws(Errno) {
        descriptor = try Syscall.openDirectory(path, flags: O_PATH)
    }

    /// A directory inside another one, never through a symbolic link.
    init(_ name: SpoolName, in parent: Directory) throws(Errno) {
        descriptor = try Syscall.openat(
            parent.descriptor,
            name,
            flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW
        )
    }

    deinit {
        // A directory opened for reading has nothing to lose at close.
        try? descriptor.close()
    }

    /// Whether the folder has a name at all; without one it was removed.
    var isLinked: Bool {
        // What can't be looked at has gone.
        ((try? Syscall.fstat(descriptor))?.linkCount ?? 0) > 0
    }

    /// Whether this is the folder that stands at a path.
    func stands(at path: FilePath) -> Bool {
        // What can't be looked at is not there.
        guard let own = try? Syscall.fstat(descriptor), let there = try? Syscall.status(at: path)
        else {
            return false
        }
        return own.device == there.device && own.identity.isSameObject(as: there.identity)
    }

    /// Creates a file that did not exist, hands it to `body` and closes it.
    func withNewFile(
        _ name: SpoolName,
        mode: mode_t,
        _ body: (FileDescriptor) throws(Errno) -> Void
    ) throws(Errno) {
        let file = try Syscall.openat(
            descriptor,
            name,
            flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
            mode: mode
        )
        do throws(Errno) {
            try body(file)
        } catch {
            // The first failure is the one to tell; the file is useless anyway.
            try? file.close()
            throw error
        }
        try file.closeReportingErrno()
    }

    /// Writes a new file under a fresh temporary name and returns that name; not yet durable.
    ///
    /// A file that is readable by all is so whatever the umask.
    func writeTemporary(
        _ bytes: [UInt8],
        mode: mode_t,
        durably: Bool,
        readableByAll: Bool = false
    ) throws(Errno) -> SpoolName {
        while true {
            let name = TemporaryName.next()
            do throws(Errno) {
                try withNewFile(name, mode: mode) { file throws(Errno) in
                    try file.writeWholly(bytes)
                    if readableByAll { try Syscall.fchmod(file, mode: mode | 0o444) }
                    if durably { try Syscall.fsync(file) }
                }
                return name
            } catch .fileExists {
                // Left by an earlier process of the same number.
                continue
            } catch {
                // A partial file would only take up room; if it stays, it is swept at next start.
                try? Syscall.unlinkat(descriptor, name)
                throw error
            }
        }
    }

    /// Removes temporary files that an interrupted process left.
    ///
    /// - Parameter areProbes: Whether only empty ones are: in a folder where others write, a name alone
    ///   proves nothing.
    func sweepTemporaryFiles(areProbes: Bool = false) throws(Errno) {
        var stale: [SpoolName] = []
        try Syscall.names(in: descriptor) { name in
            if TemporaryName.isOurs(name) { stale.append(name) }
            return true
        }
        for name in stale {
            do throws(Errno) {
                let status = try Syscall.fstatat(descriptor, name)
                guard status.kind == .regular, !areProbes || status.identity.size == 0 else {
                    continue
                }
                try Syscall.unlinkat(descriptor, name)
            } catch .noSuchFileOrDirectory {
                // Whoever put it there has taken it away.
            }
        }
    }
}
