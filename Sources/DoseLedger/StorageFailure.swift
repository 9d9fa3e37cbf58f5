internal import GRDB

/// What SQLite said when it failed.
public struct StorageFailure: Hashable, Sendable {
    /// SQLite's primary result code, such as 13 for a full disk.
    public let code: Int32
    /// SQLite's extended result code, such as 1034 for a failed fsync.
    public let extendedCode: Int32
    /// SQLite's own words.
    public let message: String
    /// The statement, without its values.
    public let statement: String?

    init(_ error: DatabaseError) {
        code = error.resultCode.rawValue
        extendedCode = error.extendedResultCode.rawValue
        message = error.message ?? "SQLite result code \(error.extendedResultCode.rawValue)"
        statement = error.sql
    }

    /// Whether a file could not be opened, or not as it has to be.
    var isRefusedFile: Bool {
        [ResultCode.SQLITE_CANTOPEN, .SQLITE_READONLY].contains { $0.rawValue == code }
    }
}
