import CLinux
import Glibc
import SystemPackage

/// The system calls of this target that swift-system lacks, each wrapped once.
///
/// Failures are thrown as `Errno`; calls interrupted by a signal are repeated in ``retrying(_:)``.
/// `read`, `write` and `close` are swift-system's own.
enum Syscall {
    /// Repeats a call while a signal interrupts it: the one place where EINTR is handled.
    private static func retrying(_ call: () -> Int32) throws(Errno) -> Int32 {
        while true {
            let result = call()
            guard result == -1 else { return result }
            let error = Errno(rawValue: errno)
            guard error == .interrupted else { throw error }
        }
    }

    /// The C function `openat`.
    static func openat(
        _ directory: FileDescriptor,
        _ name: SpoolName,
        flags: Int32,
        mode: mode_t = 0
    ) throws(Errno) -> FileDescriptor {
        try name.withCString { path throws(Errno) in
            let number = try retrying {
                Glibc.openat(directory.rawValue, path, flags | O_CLOEXEC, mode)
            }
            return FileDescriptor(rawValue: number)
        }
    }

    /// The C function `fstatat`, never following a symbolic link.
    static func fstatat(
        _ directory: FileDescriptor,
        _ name: SpoolName
    ) throws(Errno) -> FileStatus {
        var status = stat()
        try name.withCString { path throws(Errno) in
            _ = try retrying {
                Glibc.fstatat(directory.rawValue, path, &status, AT_SYMLINK_NOFOLLOW)
            }
        }
        return FileStatus(status)
    }

    /// The C function `fstatat` for a whole path, which follows a symbolic link.
    static func status(at path: FilePath) throws(Errno) -> FileStatus {
        var status = stat()
        let result = path.withPlatformString { text in
            Result { () throws(Errno) in try retrying { Glibc.fstatat(AT_FDCWD, text, &status, 0) }
            }
        }
        _ = try result.get()
        return FileStatus(status)
    }

    /// The C function `fstat`.
    static func fstat(_ descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        _ = try retrying { Glibc.fstat(descriptor.rawValue, &status) }
        return FileStatus(status)
    }

    /// The C function `renameat2` with `RENAME_NOREPLACE`: never overwrites.
    static func renameWithoutReplacing(
        _ from: FileDescriptor,
        _ old: SpoolName,
        _ to: FileDescriptor,
        _ new: SpoolName
    ) throws(Errno) {
        try old.withCString { oldPath throws(Errno) in
            try new.withCString { newPath throws(Errno) in
                _ = try retrying {
                    renameat2(
                        from.rawValue,
                        oldPath,
                        to.rawValue,
                        newPath,
                        UInt32(RENAME_NOREPLACE)
                    )
                }
            }
        }
    }

    /// The C function `renameat`: replaces what stands under the new name, in one step.
    static func renameReplacing(
        _ source: FileDescriptor,
        _ old: SpoolName,
        _ destination: FileDescriptor,
        _ new: SpoolName
    ) throws(Errno) {
        try old.withCString { oldPath throws(Errno) in
            try new.withCString { newPath throws(Errno) in
                _ = try retrying {
                    renameat(source.rawValue, oldPath, destination.rawValue, newPath)
                }
            }
        }
    }

    /// The C function `unlinkat` for anything but a directory.
    static func unlinkat(_ directory: FileDescriptor, _ name: SpoolName) throws(Errno) {
        try name.withCString { path throws(Errno) in
            _ = try retrying { Glibc.unlinkat(directory.rawValue, path, 0) }
        }
    }

    /// The C function `mkdirat`.
    static func mkdirat(
        _ directory: FileDescriptor,
        _ name: SpoolName,
        mode: mode_t
    ) throws(Errno) {
        try name.withCString { path throws(Errno) in
            _ = try retrying { Glibc.mkdirat(directory.rawValue, path, mode) }
        }
    }

    /// The C function `mkdir`.
    static func mkdir(_ path: FilePath, mode: mode_t) throws(Errno) {
        let result = path.withPlatformString { text in
            Result { () throws(Errno) in try retrying { Glibc.mkdir(text, mode) } }
        }
        _ = try result.get()
    }

    /// The C function `open` for a directory.
    static func openDirectory(
        _ path: FilePath, flags: Int32 = O_RDONLY
    ) throws(Errno) -> FileDescriptor {
        let result = path.withPlatformString { text in
            Result { () throws(Errno) in
                try retrying { Glibc.open(text, flags | O_DIRECTORY | O_CLOEXEC) }
            }
        }
        return FileDescriptor(rawValue: try result.get())
    }

    /// The C function `fchmod`.
    static func fchmod(_ descriptor: FileDescriptor, mode: mode_t) throws(Errno) {
        _ = try retrying { Glibc.fchmod(descriptor.rawValue, mode) }
    }

    /// The C function `flock`, exclusive and without waiting.
    static func flock(_ descriptor: FileDescriptor) throws(Errno) {
        _ = try retrying { paind_flock(descriptor.rawValue, LOCK_EX | LOCK_NB) }
    }

    /// Whether somebody has a file open for writing, as far as a read lease by the C function `fcntl`
    /// tells: it is given to the file's owner and to who may lease, and only while nobody writes.
    static func writing(to file: FileDescriptor) -> FileWriting {
        // A writer who opens the file meanwhile is told to wait, and we by a signal: one that nobody
        // minds instead of SIGIO, which ends the process.
        guard fcntl(file.rawValue, Lease.setSignal, SIGURG) == 0 else { return .unknown }
        guard fcntl(file.rawValue, Lease.set, F_RDLCK) == 0 else {
            return Errno(rawValue: errno) == .wouldBlock ? .open : .unknown
        }
        _ = fcntl(file.rawValue, Lease.set, F_UNLCK)
        return .closed
    }

    /// Commands of `fcntl` that Glibc's module leaves out.
    private enum Lease {
        /// F_SETSIG.
        static let setSignal: Int32 = 10
        /// F_SETLEASE.
        static let set: Int32 = 1024
    }

    /// The C function `fsync`.
    static func fsync(_ descriptor: FileDescriptor) throws(Errno) {
        _ = try retrying { Glibc.fsync(descriptor.rawValue) }
    }

    /// The C function `syncfs`: makes everything on the descriptor's file system durable.
    static func syncfs(_ descriptor: FileDescriptor) throws(Errno) {
        _ = try retrying { CLinux.syncfs(descriptor.rawValue) }
    }

    /// The C function `eventfd`, non-blocking.
    static func eventfd() throws(Errno) -> FileDescriptor {
        let number = try retrying { CLinux.eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)) }
        return FileDescriptor(rawValue: number)
    }

    /// The C function `inotify_init1`, non-blocking.
    static func inotify() throws(Errno) -> FileDescriptor {
        let number = try retrying { inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)) }
        return FileDescriptor(rawValue: number)
    }

    /// The C function `inotify_add_watch`.
    static func inotifyAddWatch(
        _ inotify: FileDescriptor,
        _ path: FilePath,
        mask: UInt32
    ) throws(Errno) {
        let result = path.withPlatformString { text in
            Result { () throws(Errno) in
                try retrying { inotify_add_watch(inotify.rawValue, text, mask) }
            }
        }
        _ = try result.get()
    }

    /// The C function `poll` for reading; an interruption counts as an early return.
    ///
    /// The caller computes the time left anew and waits again, so a signal cannot prolong a wait.
    static func poll(_ descriptors: [FileDescriptor], milliseconds: Int32) throws(Errno) {
        var requests = descriptors.map {
            pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0)
        }
        let result = Glibc.poll(&requests, nfds_t(requests.count), milliseconds)
        guard result == -1 else { return }
        let error = Errno(rawValue: errno)
        guard error == .interrupted else { throw error }
    }

    /// The names in a directory but "." and "..", by `fdopendir` and `readdir`.
    ///
    /// - Parameters:
    ///   - directory: The directory.
    ///   - visit: Receives each name; returns false to stop early.
    /// - Throws: The `Errno` of opening or reading.
    static func names(
        in directory: FileDescriptor,
        visit: (SpoolName) -> Bool
    ) throws(Errno) {
        // A fresh open description: readdir would move the offset of the one we keep.
        let number = try retrying {
            Glibc.openat(directory.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        guard let stream = fdopendir(number) else {
            let error = Errno(rawValue: errno)
            Glibc.close(number)
            throw error
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw Errno(rawValue: errno) }
                return
            }
            guard let name = SpoolName(entry) else { continue }
            guard visit(name) else { return }
        }
    }
}
