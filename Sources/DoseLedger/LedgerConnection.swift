import Foundation
import GRDB

/// Opens the ledger's file with the settings that its promises rest on.
enum LedgerConnection {
    /// How long another process's lock is waited for.
    private static let patience: TimeInterval = 5
    /// `PRAGMA synchronous = FULL`: every commit is on the disk when it returns.
    private static let full = 2

    /// The one connection that writes; the file and its tables are made if need be.
    static func writer(path: String) throws -> DatabaseQueue {
        try createFile(path)
        let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: false))
        try queue.writeWithoutTransaction { db in
            try refuseForeign(db, path: path)
            try makeDurable(db)
            let migrator = LedgerSchema.migrator
            guard try !migrator.hasBeenSuperseded(db) else {
                throw LedgerError.newerSchema(path: path)
            }
        }
        try LedgerSchema.migrator.migrate(queue)
        return queue
    }

    /// A connection that only reads, beside a writer in this or another process.
    static func reader(path: String) throws -> DatabaseQueue {
        try checkReadable(path)
        let queue = try DatabaseQueue(path: path, configuration: configuration(isReadOnly: true))
        try queue.read { db in
            try refuseForeign(db, path: path)
            let migrator = LedgerSchema.migrator
            guard try !migrator.hasBeenSuperseded(db) else {
                throw LedgerError.newerSchema(path: path)
            }
            guard try migrator.hasCompletedMigrations(db) else {
                throw LedgerError.olderSchema(path: path)
            }
        }
        return queue
    }

    private static func configuration(isReadOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(patience)
        configuration.label = "ledger"
        return configuration
    }

    /// Makes the file for its owner alone, since it holds patients' diaries; SQLite's own files
    /// beside it take over these rights.
    private static func createFile(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LedgerError.cannotCreate(path: path) }
        close(descriptor)
    }

    /// SQLite's own error tells neither which file nor why.
    private static func checkReadable(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return
        }
        switch errno {
        case ENOENT, ENOTDIR: throw LedgerError.missing(path: path)
        case EACCES, EPERM: throw LedgerError.forbidden(path: path)
        // Whatever else it is, opening it again tells.
        default: return
        }
    }

    private static func refuseForeign(_ db: Database, path: String) throws {
        let found = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard found != LedgerSchema.applicationID else { return }
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
        guard found == 0, isEmpty, !db.configuration.readonly else {
            throw LedgerError.notALedger(path: path)
        }
        try db.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
    }

    /// Sets up the write-ahead log, then full synchronisation, and believes neither unread: GRDB's own
    /// WAL set-up would lower the latter to NORMAL, under which a power cut loses commits.
    private static func makeDurable(_ db: Database) throws {
        try expect("journal_mode", "wal", of: String.fetchOne(db, sql: "PRAGMA journal_mode = WAL"))
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try expect("synchronous", "\(full)", of: String.fetchOne(db, sql: "PRAGMA synchronous"))
        try expect("foreign_keys", "1", of: String.fetchOne(db, sql: "PRAGMA foreign_keys"))
        // The log is cut back to this size when it has been written into the main file.
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        try db.execute(sql: "PRAGMA cache_size = -16384")
    }

    private static func expect(_ name: String, _ needed: String, of found: String?) throws {
        guard found == needed else {
            throw LedgerError.setting(name: name, found: found ?? "unknown", needed: needed)
        }
    }
}
