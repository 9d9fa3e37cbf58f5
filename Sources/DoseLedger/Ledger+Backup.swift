import Glibc
import GRDB

extension Ledger {
    /// Copies the ledger into a new file, as it is at one moment, while a writer goes on.
    ///
    /// The copy has its name only once it was checked as a whole and is on the disk. It is one file, for
    /// its owner alone. What a copy that was killed left behind is taken over.
    ///
    /// - Parameter path: Where the copy goes; nothing may stand there.
    /// - Throws: `LedgerError`; then nothing of the copy is left.
    public func backUp(to path: String) throws(LedgerError) {
        guard access(path, F_OK) != 0 else { throw .backupExists(path: path) }
        let unfinished = path + ".part"
        let descriptor = try Self.openUnfinished(unfinished)
        defer {
            unlink(unfinished + "-journal")
            unlink(unfinished)
            Glibc.close(descriptor)
        }
        try copy(into: unfinished)
        let faults = try Self.faults(ofCopy: unfinished)
        guard faults.isEmpty else { throw .damaged(faults) }
        // A link, since a rename would replace what came to stand there meanwhile.
        guard fsync(descriptor) == 0, link(unfinished, path) == 0 else {
            throw errno == EEXIST
                ? .backupExists(path: path) : .backupFailed(path: path, errno: errno)
        }
        try Self.syncFolder(of: path)
    }

    /// An empty file that nobody else writes: a new one, or what is left of a copy that was killed.
    ///
    /// Whoever makes a copy holds a lock on it, which goes with the process.
    private static func openUnfinished(_ path: String) throws(LedgerError) -> Int32 {
        let descriptor = Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .backupFailed(path: path, errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isOurs(descriptor) else {
            Glibc.close(descriptor)
            throw .backupExists(path: path)
        }
        unlink(path + "-journal")
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
            let failure = LedgerError.backupFailed(path: path, errno: errno)
            Glibc.close(descriptor)
            throw failure
        }
        return descriptor
    }

    /// Whether a file is empty or the beginning of a database, and nobody else's.
    private static func isOurs(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid(), status.st_nlink == 1
        else { return false }
        guard status.st_size > 0 else { return true }
        let mark = Array("SQLite format 3\0".utf8)
        var start = [UInt8](repeating: 0, count: mark.count)
        return pread(descriptor, &start, start.count, 0) == start.count
            && (start == mark || start.allSatisfy { $0 == 0 })
    }

    private func copy(into path: String) throws(LedgerError) {
        try reading { db in
            let destination = try DatabaseQueue(path: path)
            try destination.writeWithoutTransaction { copy in
                try db.backup(to: copy)
                // One file, without a log beside it.
                try copy.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            try destination.close()
        }
    }

    private static func faults(ofCopy path: String) throws(LedgerError) -> [String] {
        let copy = try openReadOnly(path: path)
        let faults = try copy.integrityCheck()
        try copy.close()
        return faults
    }

    private static func syncFolder(of path: String) throws(LedgerError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .backupFailed(path: folder, errno: errno) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .backupFailed(path: folder, errno: errno) }
    }
}
