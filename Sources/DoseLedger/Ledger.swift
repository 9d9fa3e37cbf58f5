import GRDB
import Synchronization

/// Everything that was ever accepted, with the answer that was given: one SQLite file.
///
/// A commit is on the disk when it returns. Rows are only added; the schema itself refuses changes
/// and rows that contradict each other. The ledger reads no clock: times are passed in.
public final class Ledger: Sendable {
    private let queue: DatabaseQueue
    private let place: LedgerPlace
    private let isSpoiled = Mutex(false)

    private init(_ queue: DatabaseQueue, path: String) {
        self.queue = queue
        place = LedgerPlace(path)
    }

    /// Opens the ledger for writing; makes it, or brings it up to date, if need be.
    ///
    /// - Throws: `LedgerError`.
    public static func open(path: String) throws(LedgerError) -> Ledger {
        do {
            return Ledger(try LedgerConnection.writer(path: path), path: path)
        } catch {
            throw LedgerError(error)
        }
    }

    /// Opens the ledger for reading only, while another connection may be writing.
    ///
    /// Nothing of it stays locked between two reads. Reading takes part in SQLite's write-ahead log,
    /// so this user has to be able to open or make the `-shm` file beside the ledger.
    ///
    /// - Throws: `LedgerError`.
    public static func openReadOnly(path: String) throws(LedgerError) -> Ledger {
        do {
            return Ledger(try LedgerConnection.reader(path: path), path: path)
        } catch {
            let error = LedgerError(error)
            // The file itself was opened before, so it is one of those beside it.
            guard case .storage(let failure) = error, failure.isRefusedFile else { throw error }
            throw .cannotShare(path: path, failure)
        }
    }

    /// Closes the file; every later call fails.
    ///
    /// - Throws: `LedgerError`.
    public func close() throws(LedgerError) {
        do {
            try queue.close()
        } catch {
            throw LedgerError(error)
        }
    }

    /// Makes sure that the files which are open are those that stand at the path.
    ///
    /// - Throws: `LedgerError.vanished`.
    public func checkPlace() throws(LedgerError) {
        try place.check()
    }

    /// Reads within one snapshot.
    func reading<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw LedgerError(error)
        }
    }

    /// Reads with a single statement, which is a snapshot by itself; spares the four statements that
    /// GRDB wraps around a read.
    func readingOnce<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            // Also from within a transaction: what is read there is what is written to.
            return try queue.unsafeReentrantRead(body)
        } catch {
            throw LedgerError(error)
        }
    }

    /// Writes in one transaction, durable on return, or not at all.
    func writing<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        guard !isSpoiled.withLock({ $0 }) else { throw .mustReopen }
        try checkPlace()
        do {
            return try queue.writeWithoutTransaction { db in
                var result: Value?
                try db.inTransaction(.immediate) {
                    result = try body(db)
                    return .commit
                }
                guard let result else { throw LedgerError.mustReopen }
                return result
            }
        } catch {
            let error = LedgerError(error)
            // A failed fsync is reported once only: a later one that succeeds proves nothing.
            if error.isInputOutput { isSpoiled.withLock { $0 = true } }
            throw error
        }
    }
}
