import Glibc
import GRDB

extension Ledger {
    /// Copies the ledger into a new file, as it is at one moment, while a writer goes on.
    ///
    /// The copy has its name only once it was checked as a whole and is on the disk. It is one file, for
    /// its owner alone.
    ///
    /// - Parameter path: Where the copy goes; nothing may stand there.
    /// - Throws: `LedgerError`; then nothing of the copy is left.
    public func backUp(to path: String) throws(LedgerError) {
        guard access(path, F_OK) != 0 else { throw .backupExists(path: path) }
        let unfinished = path + ".part"
        let descriptor = Glibc.open(unfinished, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .backupFailed(path: unfinished, errno: errno) }
        defer {
            Glibc.close(descriptor)
            unlink(unfinished)
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
