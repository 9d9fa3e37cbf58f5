import GRDB

extension Ledger {
    /// Arrivals whose report, journal record or move may still be missing, earliest first.
    ///
    /// - Parameters:
    ///   - number: only arrivals with a higher number are read.
    ///   - limit: the most that are read at once.
    /// - Throws: `LedgerError`.
    public func pendingOutbox(
        after number: Int64 = 0, limit: Int = 256
    ) throws(LedgerError) -> [OutboxItem] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "\(OutboxItem.selection) WHERE o.arrival > ? ORDER BY o.arrival LIMIT ?")
            return try Row.fetchAll(statement, arguments: [number, limit]).map { row in
                try OutboxItem(row, in: db)
            }
        }
    }

    /// The pending arrival of a claimed file; nil when its claim was never committed, or is done.
    ///
    /// - Throws: `LedgerError`.
    public func pendingArrival(claim: String) throws(LedgerError) -> Int64? {
        try readingOnce { db in
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT arrival FROM outbox WHERE claim = ?"),
                arguments: [claim])
        }
    }

    /// Marks arrivals as done, in one transaction; those already done are left.
    ///
    /// While batches keep coming, `commit(_:reassessing:alsoDone:)` does the same for nothing.
    ///
    /// - Throws: `LedgerError`.
    public func markDone(_ arrivals: [Int64]) throws(LedgerError) {
        guard !arrivals.isEmpty else { return }
        try writing { db in try BatchWriter(db).forget(arrivals) }
    }

    /// Notes that a step after the commit failed; the arrival stays pending.
    ///
    /// - Parameters:
    ///   - arrival: the arrival's number.
    ///   - time: when, in seconds since 1970 in UTC.
    ///   - failure: why, in words.
    /// - Throws: `LedgerError`.
    public func noteFailure(
        of arrival: Int64, at time: Int64, _ failure: String
    ) throws(LedgerError) {
        try writing { db in
            try db.cachedStatement(
                sql: """
                    UPDATE outbox SET attempts = attempts + 1, lastAttemptAt = ?, lastFailure = ?
                    WHERE arrival = ?
                    """
            ).execute(arguments: [time, failure, arrival])
        }
    }
}
