import GRDB
public import PainDosing

/// What a journal record tells of.
public struct RecordSubject: Hashable, Sendable {
    /// The name under which the file was dropped, as raw bytes; nil for a new assessment.
    public let fileName: [UInt8]?
    /// The entry; nil for a file that brought none.
    public let entry: ContentDigest?
}

/// Which numbers the journal's records have.
public struct AssignedRecords: Hashable, Sendable {
    /// The ledger's name.
    public let ledger: String
    /// The last number that was assigned; 0 for none.
    public let last: Int64
    /// Numbers of records that may not be sent yet.
    public let pending: [ClosedRange<Int64>]

    /// What a ledger assigned.
    public init(ledger: String, last: Int64, pending: [ClosedRange<Int64>]) {
        self.ledger = ledger
        self.last = last
        self.pending = pending
    }
}

extension Ledger {
    /// Which numbers of journal records were assigned, and which may not be sent yet.
    ///
    /// - Throws: `LedgerError`.
    public func assignedRecords() throws(LedgerError) -> AssignedRecords {
        try reading { db in
            let last = try Int64.fetchOne(
                db, sql: "SELECT first + count - 1 FROM journalRecords ORDER BY first DESC LIMIT 1")
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.first, r.count FROM outbox AS o
                    JOIN journalRecords AS r ON r.arrival = o.arrival
                    UNION ALL SELECT r.first, r.count FROM reassessmentOutbox AS o
                    JOIN journalRecords AS r ON r.assessment = o.assessment
                    """)
            let pending = try rows.map { row in
                var reader = RowReader(row)
                let first = try reader.next(Int64.self)
                return first...(first + (try reader.next(Int64.self)) - 1)
            }
            guard let name = try String.fetchOne(db, sql: "SELECT name FROM origin") else {
                throw LedgerError.unreadable(column: "name")
            }
            return AssignedRecords(ledger: name, last: last ?? 0, pending: pending)
        }
    }

    /// What the record of a number tells of; nil for a number that was not assigned.
    ///
    /// - Throws: `LedgerError`.
    public func subject(ofRecord number: Int64) throws(LedgerError) -> RecordSubject? {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT v.fileName, e.digest FROM (
                        SELECT first, count, arrival, assessment FROM journalRecords
                        WHERE first <= ? ORDER BY first DESC LIMIT 1) AS r
                    LEFT JOIN arrival AS v ON v.seq = r.arrival
                    LEFT JOIN assessment AS a ON a.seq = r.assessment
                    LEFT JOIN entry AS e ON e.seq = coalesce(v.entry, a.entry)
                    WHERE r.first + r.count > ?
                    """)
            guard let row = try Row.fetchOne(statement, arguments: [number, number]) else {
                return nil
            }
            var reader = RowReader(row)
            return RecordSubject(
                fileName: try reader.bytesIfPresent(), entry: try reader.digestIfPresent())
        }
    }
}
