import GRDB

/// Assigns the running numbers of journal records within one transaction.
struct RecordCounter {
    private let db: Database
    /// The ledger's name and the number that is next, once they were needed.
    private var known: (ledger: String, next: Int64)?

    init(_ db: Database) {
        self.db = db
    }

    /// Takes the next numbers for what the journal is told of an arrival or a new assessment; none where it
    /// is told nothing.
    mutating func take(_ count: Int64, for key: OutboxKey) throws -> RecordNumbers? {
        guard count > 0 else { return nil }
        let (ledger, first) = try known ?? (RecordCounter.name(in: db), next())
        known = (ledger, first + count)
        try db.cachedStatement(
            sql: "INSERT INTO journalRecords (first, count, \(key.column)) VALUES (?, ?, ?)"
        ).execute(arguments: [first, count, key.number])
        return RecordNumbers(ledger: ledger, first: first, count: count)
    }

    private func next() throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT first + count FROM journalRecords ORDER BY first DESC LIMIT 1")) ?? 1
    }

    /// The numbers that an earlier commit assigned; nil for what came before records had numbers.
    static func numbers(of key: OutboxKey, in db: Database) throws -> RecordNumbers? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT first, count FROM journalRecords WHERE \(key.column) = ?"),
            arguments: [key.number])
        guard let row else { return nil }
        var reader = RowReader(row)
        return RecordNumbers(
            ledger: try name(in: db), first: try reader.next(Int64.self),
            count: try reader.next(Int64.self))
    }

    private static func name(in db: Database) throws -> String {
        let name = try String.fetchOne(db.cachedStatement(sql: "SELECT name FROM origin"))
        guard let name else { throw LedgerError.unreadable(column: "name") }
        return name
    }
}
