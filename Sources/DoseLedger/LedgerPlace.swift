import Glibc
import Synchronization

/// Which files a ledger was opened as, so that it is noticed when others stand in their place.
///
/// SQLite goes on with files that were removed or replaced, and what is committed then is lost.
final class LedgerPlace: Sendable {
    private struct FileID: Equatable {
        let device: UInt64
        let inode: UInt64

        /// Nil where nothing stands, or nothing that holds a page.
        init?(_ path: String, isEmptyAllowed: Bool) {
            var status = stat()
            guard stat(path, &status) == 0, isEmptyAllowed || status.st_size > 0 else {
                return nil
            }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private let path: String
    private let file: FileID?
    /// The write-ahead log, once it was seen.
    private let log = Mutex<FileID?>(nil)

    init(_ path: String) {
        self.path = path
        file = FileID(path, isEmptyAllowed: false)
    }

    /// - Throws: `LedgerError.vanished`.
    func check() throws(LedgerError) {
        let now = FileID(path + "-wal", isEmptyAllowed: true)
        let isSame = log.withLock { log in
            if log == nil { log = now }
            return log == now
        }
        guard isSame, file != nil, FileID(path, isEmptyAllowed: false) == file else {
            throw .vanished(path: path)
        }
    }
}
