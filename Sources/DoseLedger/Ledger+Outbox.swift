import GRDB
public import PainDosing

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

    /// New assessments whose report or journal record may still be missing, in the order in which
    /// they were made.
    ///
    /// - Parameters:
    ///   - number: only assessments with a higher number are read.
    ///   - limit: the most that are read at once.
    /// - Throws: `LedgerError`.
    public func pendingReassessments(
        after number: Int64 = 0, limit: Int = 256
    ) throws(LedgerError) -> [PendingReassessment] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "\(PendingReassessment.selection) WHERE o.assessment > ? "
                    + "ORDER BY o.assessment LIMIT ?")
            return try Row.fetchAll(statement, arguments: [number, limit]).map { row in
                try PendingReassessment(row, in: db)
            }
        }
    }

    /// What was recorded of a claimed file whose steps may not be done; nil where it never was, or is
    /// done.
    ///
    /// - Throws: `LedgerError`.
    public func pendingArrival(
        fileName: [UInt8], identity: String, digest: ContentDigest?
    ) throws(LedgerError) -> CommittedArrival? {
        try readingOnce { db in
            try BatchWriter(db).known(fileName: fileName, identity: identity, digest: digest)
        }
    }

    /// Marks what is done, in one transaction; what is done already is left.
    ///
    /// While batches keep coming, `commit(alsoDone:_:)` does the same for nothing.
    ///
    /// - Throws: `LedgerError`.
    public func markDone(_ done: [OutboxKey]) throws(LedgerError) {
        guard !done.isEmpty else { return }
        try writing { db in try BatchWriter(db).forget(done) }
    }

    /// Notes that a step after the commit failed; it stays pending.
    ///
    /// - Parameters:
    ///   - key: what it was a step for.
    ///   - time: when, in seconds since 1970 in UTC.
    ///   - failure: why, in words.
    /// - Throws: `LedgerError`.
    public func noteFailure(
        of key: OutboxKey, at time: Int64, _ failure: String
    ) throws(LedgerError) {
        try writing { db in
            try db.cachedStatement(
                sql: """
                    UPDATE \(key.table) SET attempts = attempts + 1, lastAttemptAt = ?,
                        lastFailure = ?
                    WHERE \(key.column) = ?
                    """
            ).execute(arguments: [time, failure, key.number])
        }
    }
}

extension OutboxKey {
    /// The table that holds what waits.
    var table: String {
        switch self {
        case .arrival: "outbox"
        case .reassessment: "reassessmentOutbox"
        }
    }

    /// The table's column for the number.
    var column: String {
        switch self {
        case .arrival: "arrival"
        case .reassessment: "assessment"
        }
    }
}
