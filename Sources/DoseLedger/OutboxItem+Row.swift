import GRDB

extension OutboxItem {
    /// What `init(_:in:)` reads.
    static let selection = """
        SELECT o.arrival, v.fileName, o.identity, v.digest, v.outcome, v.reasonCode, v.reason,
            v.receivedAt, o.attempts, o.lastAttemptAt, o.lastFailure, v.entry
        FROM outbox AS o JOIN arrival AS v ON v.seq = o.arrival
        """

    init(_ row: Row, in db: Database) throws {
        var reader = RowReader(row)
        arrival = try reader.next(Int64.self)
        fileName = try reader.bytes()
        identity = try reader.nextIfPresent(String.self)
        digest = try reader.digestIfPresent()
        outcome = try reader.word(ArrivalOutcome.self)
        reasonCode = try reader.nextIfPresent(String.self)
        reason = try reader.nextIfPresent(String.self)
        receivedAt = try reader.next(Int64.self)
        attempts = try reader.next(Int.self)
        lastAttemptAt = try reader.nextIfPresent(Int64.self)
        lastFailure = try reader.nextIfPresent(String.self)
        records = try RecordCounter.numbers(of: .arrival(arrival), in: db)
        guard let number = try reader.nextIfPresent(Int64.self) else {
            assessed = nil
            return
        }
        let statement = try db.cachedStatement(sql: "\(AssessedEntry.selection) WHERE e.seq = ?")
        guard let entry = try Row.fetchOne(statement, arguments: [number]) else {
            throw LedgerError.unknownEntry(number)
        }
        assessed = try AssessedEntry(entry)
    }
}
