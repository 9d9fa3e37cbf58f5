import Glibc
import Synchronization
import SystemPackage

/// The four folders, opened and checked.
final class SpoolDirectories: Sendable {
    private struct Opened: Sendable {
        let incoming: Directory
        let work: Directory
        let done: Directory
        let rejected: Directory
        /// Two processes in one spool would take each other's files for their own.
        let lock: FolderLock

        init(_ layout: SpoolLayout, creating: Bool) throws(SpoolError) {
            incoming = try SpoolDirectories.open(.incoming, layout, creating: creating)
            work = try SpoolDirectories.open(.work, layout, creating: creating)
            done = try SpoolDirectories.open(.done, layout, creating: creating)
            rejected = try SpoolDirectories.open(.rejected, layout, creating: creating)
            do throws(FolderLockError) {
                // Of the four it is the one that nobody else uses.
                lock = try FolderLock(work, layout.work)
            } catch {
                throw .locked(error)
            }
        }

        /// The same folders opened anew; the lock goes on where its folder is still there.
        init(_ layout: SpoolLayout, after old: Opened) throws(SpoolError) {
            incoming = try SpoolDirectories.open(.incoming, layout, creating: true)
            done = try SpoolDirectories.open(.done, layout, creating: true)
            rejected = try SpoolDirectories.open(.rejected, layout, creating: true)
            if old.work.stands(at: layout.work) {
                (work, lock) = (old.work, old.lock)
                return
            }
            work = try SpoolDirectories.open(.work, layout, creating: true)
            do throws(FolderLockError) {
                lock = try FolderLock(work, layout.work)
            } catch {
                throw .locked(error)
            }
        }
    }

    private let opened: Mutex<Opened>

    init(_ layout: SpoolLayout, creating: Bool) throws(SpoolError) {
        opened = Mutex(try Opened(layout, creating: creating))
        try check(layout)
    }

    /// The folders that are not those which were opened any more, since somebody removed or replaced
    /// them.
    func vanished(_ layout: SpoolLayout) -> [SpoolFolder] {
        SpoolFolder.allCases.filter { !self[$0].stands(at: layout.path(of: $0)) }
    }

    /// Opens all folders anew, and makes those that are missing, as at the start.
    func reopen(_ layout: SpoolLayout) throws(SpoolError) {
        let old = opened.withLock { $0 }
        let new = try Opened(layout, after: old)
        opened.withLock { $0 = new }
        try check(layout)
    }

    private func check(_ layout: SpoolLayout) throws(SpoolError) {
        try checkDevice(layout)
        try checkMoving(layout)
        try sweep(layout)
    }

    /// Removes what an earlier process was writing, or sending through the folders, when it was killed.
    private func sweep(_ layout: SpoolLayout) throws(SpoolError) {
        for folder in SpoolFolder.allCases {
            do throws(Errno) {
                try self[folder].sweepTemporaryFiles(areProbes: folder != .rejected)
            } catch {
                throw .notWritable(folder, path: layout.path(of: folder), underlying: error)
            }
        }
    }

    subscript(folder: SpoolFolder) -> Directory {
        opened.withLock { opened in
            switch folder {
            case .incoming: opened.incoming
            case .work: opened.work
            case .done: opened.done
            case .rejected: opened.rejected
            }
        }
    }

    private static func open(
        _ folder: SpoolFolder,
        _ layout: SpoolLayout,
        creating: Bool
    ) throws(SpoolError) -> Directory {
        let path = layout.path(of: folder)
        if creating { try create(folder, path) }
        do throws(Errno) {
            return try Directory(path)
        } catch .noSuchFileOrDirectory {
            throw .missing(folder, path: path)
        } catch .notDirectory {
            throw .notDirectory(folder, path: path)
        } catch {
            throw .notWritable(folder, path: path, underlying: error)
        }
    }

    private static func create(_ folder: SpoolFolder, _ path: FilePath) throws(SpoolError) {
        do throws(Errno) {
            try Syscall.mkdir(path, mode: 0o700)
        } catch .fileExists {
            return
        } catch {
            throw .system(.create, folder, name: nil, underlying: error)
        }
    }

    private func checkDevice(_ layout: SpoolLayout) throws(SpoolError) {
        let device = try status(of: .incoming, layout).device
        for folder in SpoolFolder.allCases
        where try status(of: folder, layout).device != device {
            throw .notOneFileSystem(folder, path: layout.path(of: folder))
        }
    }

    private func status(
        of folder: SpoolFolder,
        _ layout: SpoolLayout
    ) throws(SpoolError) -> FileStatus {
        do throws(Errno) {
            return try Syscall.fstat(self[folder].descriptor)
        } catch {
            throw .system(.read, folder, name: nil, underlying: error)
        }
    }

    /// Sends an empty file through all folders: permissions, a read-only file system and two
    /// mounts of one device are told by nothing else as surely.
    private func checkMoving(_ layout: SpoolLayout) throws(SpoolError) {
        let probe = TemporaryName.next()
        var place = SpoolFolder.incoming
        do throws(Errno) {
            try self[.incoming].withNewFile(probe, mode: 0o600) { _ in }
        } catch {
            throw .notWritable(.incoming, path: layout.incoming, underlying: error)
        }
        // The probe is empty and its name is ignored everywhere, should it stay.
        defer { try? Syscall.unlinkat(self[place].descriptor, probe) }
        for next in [SpoolFolder.work, .done, .rejected] {
            do throws(Errno) {
                try Syscall.renameWithoutReplacing(
                    self[place].descriptor,
                    probe,
                    self[next].descriptor,
                    probe
                )
            } catch .improperLink {
                throw .notOneFileSystem(next, path: layout.path(of: next))
            } catch {
                throw .notWritable(next, path: layout.path(of: next), underlying: error)
            }
            place = next
        }
    }
}
