import GRDB

extension Ledger {
    /// How much the ledger holds; as fast with ten million entries as with ten.
    ///
    /// Rows are never deleted, so the highest number is the count.
    ///
    /// - Throws: `LedgerError`.
    public func counts() throws(LedgerError) -> LedgerCounts {
        try readingOnce { db in
            let sql = """
                SELECT (SELECT coalesce(max(seq), 0) FROM entry),
                    (SELECT coalesce(max(seq), 0) FROM assessment),
                    (SELECT answers FROM answerTally WHERE severity = 'stop'),
                    (SELECT answers FROM answerTally WHERE severity = 'query'),
                    (SELECT answers FROM answerTally WHERE severity = 'caution'),
                    (SELECT arrivals FROM arrivalTally WHERE outcome = 'accepted'),
                    (SELECT arrivals FROM arrivalTally WHERE outcome = 'duplicate'),
                    (SELECT arrivals FROM arrivalTally WHERE outcome = 'rejected'),
                    (SELECT count(*) FROM outbox) + (SELECT count(*) FROM reassessmentOutbox),
                    (SELECT receivedAt FROM arrival ORDER BY seq DESC LIMIT 1)
                """
            guard let row = try Row.fetchOne(db.cachedStatement(sql: sql)) else {
                throw LedgerError.unreadable(column: "counts")
            }
            var reader = RowReader(row)
            return LedgerCounts(
                entries: try reader.next(Int64.self), assessments: try reader.next(Int64.self),
                stops: try reader.next(Int64.self), queries: try reader.next(Int64.self),
                cautions: try reader.next(Int64.self),
                accepted: try reader.next(Int64.self), duplicates: try reader.next(Int64.self),
                rejected: try reader.next(Int64.self), pending: try reader.next(Int64.self),
                lastArrivalAt: try reader.nextIfPresent(Int64.self))
        }
    }
}
