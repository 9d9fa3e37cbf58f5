public import PainDosing

internal import GRDB
internal import Glibc

/// Why the ledger could not do what it was asked.
public enum LedgerError: Error, Hashable, Sendable {
    /// SQLite failed.
    case storage(StorageFailure)
    /// The ledger's file could not be made.
    case cannotCreate(path: String)
    /// There is no ledger at the path.
    case missing(path: String)
    /// This user may not read the ledger.
    case forbidden(path: String)
    /// The files that the ledger shares with its readers can't be opened beside it.
    case cannotShare(path: String, StorageFailure)
    /// A setting without which a commit is not durable did not take hold.
    case setting(name: String, found: String, needed: String)
    /// The file is a database of something else.
    case notALedger(path: String)
    /// The ledger was written by a newer version.
    case newerSchema(path: String)
    /// The ledger was written by an older version and this access may not bring it up to date.
    case olderSchema(path: String)
    /// After an I/O error in a commit nothing is certain until the ledger is opened anew.
    case mustReopen
    /// An assessment names a table set that is not registered.
    case unknownTableSet(ContentDigest)
    /// An assessment names a policy that is not registered.
    case unknownPolicy(ContentDigest)
    /// A reassessment names an entry that is not there.
    case unknownEntry(Int64)
    /// Other content is registered under the digest of a table set or a policy.
    case conflictingContent(ContentDigest)
    /// A window holds more entries than were allowed.
    case historyTooLong(limit: Int)
    /// A stored value does not have the type that the schema promises.
    case unreadable(column: String)
    /// A row is not what was recorded; nothing is derived from it.
    case damagedRow(LedgerDamage)
    /// The ledger's file, or the log beside it, is not the one that was opened any more.
    case vanished(path: String)
    /// Something stands where a backup was to go.
    case backupExists(path: String)
    /// A backup could not be written; the number is an errno.
    case backupFailed(path: String, errno: Int32)
    /// The ledger is damaged, and so would be its copy.
    case damaged([String])
    /// A failure that is neither SQLite's nor the ledger's, by its type.
    case unforeseen(type: String)
}

extension LedgerError {
    /// Whether the disk is full: stop accepting, resume when there is space.
    public var isDiskFull: Bool {
        guard case .storage(let failure) = self else { return false }
        return failure.code == ResultCode.SQLITE_FULL.rawValue
    }

    /// Whether the device failed: stop accepting and open the ledger anew.
    public var isInputOutput: Bool {
        switch self {
        case .storage(let failure):
            [ResultCode.SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY]
                .contains { $0.rawValue == failure.code }
        case .mustReopen: true
        default: false
        }
    }

    /// Whether the file is damaged.
    public var isCorruption: Bool {
        switch self {
        case .storage(let failure):
            [ResultCode.SQLITE_CORRUPT, .SQLITE_NOTADB].contains { $0.rawValue == failure.code }
        case .unreadable, .damaged, .damagedRow: true
        default: false
        }
    }

    /// Whether it is about what was to be recorded, or what was recorded of the same patient: the ledger
    /// itself works, and other entries can be recorded.
    public var isOfContent: Bool {
        switch self {
        case .storage(let failure):
            [ResultCode.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH]
                .contains { $0.rawValue == failure.code }
        case .unknownEntry, .historyTooLong, .unreadable, .damagedRow: true
        default: false
        }
    }

    /// Whether another process holds the ledger for longer than was waited.
    public var isBusy: Bool {
        guard case .storage(let failure) = self else { return false }
        return failure.code == ResultCode.SQLITE_BUSY.rawValue
    }

    /// The ledger's error behind any error that its functions throw.
    public init(_ error: any Error) {
        switch error {
        case let error as LedgerError: self = error
        case let error as DatabaseError: self = .storage(StorageFailure(error))
        // GRDB's other errors and a cancelled task end here; none holds a value of a row.
        default: self = .unforeseen(type: String(describing: type(of: error)))
        }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .storage where isDiskFull: "the disk that holds the ledger is full"
        case .storage(let failure):
            "SQLite failed with code \(failure.extendedCode): \(failure.message)"
        case .cannotCreate(let path): "the ledger \"\(path)\" could not be made"
        case .missing(let path):
            "there is no ledger \"\(path)\"; paind makes it at its first start"
        case .forbidden(let path):
            "the ledger \"\(path)\" holds diaries and this user may not read it; ask as the user "
                + "of the service, such as: sudo -u paind paincalc status"
        case .cannotShare(let path, let failure):
            "the ledger \"\(path)\" can't be read by this user: SQLite needs the file "
                + "\"\(path)-shm\" beside it and can't open or make it (code "
                + "\(failure.extendedCode)); ask as the user of the service, such as: "
                + "sudo -u paind paincalc status"
        case .setting(let name, let found, let needed):
            "the ledger's setting \(name) is \(found), and a durable commit needs \(needed)"
        case .notALedger(let path): "\"\(path)\" is not a ledger but another database"
        case .newerSchema(let path):
            "the ledger \"\(path)\" was written by a newer version and goes back to no earlier one; "
                + "install that version again, or restore a backup of before the upgrade"
        case .olderSchema(let path):
            "the ledger \"\(path)\" was written by an older version; start the daemon once"
        case .mustReopen: "the ledger must be opened anew after an I/O error"
        case .unknownTableSet(let digest): "the table set \(digest) is not in the ledger"
        case .unknownPolicy(let digest): "the policy \(digest) is not in the ledger"
        case .unknownEntry(let number): "the entry \(number) is not in the ledger"
        case .conflictingContent(let digest): "the ledger holds other content under \(digest)"
        case .historyTooLong(let limit): "the window holds more than \(limit) entries"
        case .unreadable(let column): "the ledger's column \(column) holds an unreadable value"
        case .damagedRow(let damage): "\(damage)"
        case .vanished(let path):
            "the ledger \"\(path)\" was removed or replaced while paind had it open; put it back"
        case .backupExists(let path):
            "\"\(path)\" is there already, and nothing is overwritten; name a file that is not there"
        case .backupFailed(let path, let number):
            "the backup \"\(path)\" could not be written: \(String(cString: strerror(number)))"
        case .damaged(let faults):
            "the ledger is damaged and no backup was made: \(faults.joined(separator: "; "))"
        case .unforeseen(let type): "an unforeseen failure of the type \(type)"
        }
    }
}
