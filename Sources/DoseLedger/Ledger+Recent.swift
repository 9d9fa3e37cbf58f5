import GRDB
public import PainDosing

extension Ledger {
    /// The entries that came last, the last one first, each with its valid assessment.
    ///
    /// - Throws: `LedgerError`.
    public func lastEntries(limit: Int) throws(LedgerError) -> [AssessedEntry] {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: "\(AssessedEntry.selection) ORDER BY e.seq DESC LIMIT ?")
            return try Row.fetchAll(statement, arguments: [limit]).map { try AssessedEntry($0) }
        }
    }

    /// The files that were rejected last, the last one first.
    ///
    /// - Throws: `LedgerError`.
    public func lastRejections(limit: Int) throws(LedgerError) -> [RejectedFile] {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT fileName, reasonCode, reason, receivedAt FROM arrival
                    WHERE outcome = 'rejected' ORDER BY seq DESC LIMIT ?
                    """)
            return try Row.fetchAll(statement, arguments: [limit]).map { row in
                var reader = RowReader(row)
                return RejectedFile(
                    fileName: try reader.bytes(), reasonCode: try reader.next(String.self),
                    reason: try reader.next(String.self), receivedAt: try reader.next(Int64.self))
            }
        }
    }

    /// The table set that the newest assessment was made with; nil while there is none.
    ///
    /// - Throws: `LedgerError`.
    public func lastTableSet() throws(LedgerError) -> ContentDigest? {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT t.sha256 FROM assessment AS a JOIN tableSet AS t ON t.id = a.tableSet
                    ORDER BY a.seq DESC LIMIT 1
                    """)
            guard let row = try Row.fetchOne(statement) else { return nil }
            var reader = RowReader(row)
            return try reader.digest()
        }
    }

    /// Why a step after the commit failed last, of those that are still pending; nil if none did.
    ///
    /// - Throws: `LedgerError`.
    public func lastPendingFailure() throws(LedgerError) -> PendingFailure? {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT lastFailure, lastAttemptAt FROM (
                        SELECT lastFailure, lastAttemptAt FROM outbox UNION ALL
                        SELECT lastFailure, lastAttemptAt FROM reassessmentOutbox)
                    WHERE lastAttemptAt IS NOT NULL ORDER BY lastAttemptAt DESC LIMIT 1
                    """)
            guard let row = try Row.fetchOne(statement) else { return nil }
            var reader = RowReader(row)
            return PendingFailure(
                reason: try reader.next(String.self), at: try reader.next(Int64.self))
        }
    }
}
