import Foundation
import GRDB
public import PainDosing

extension Ledger {
    /// A patient's entries within a window of time, earliest first; of the same second in the order
    /// in which they came.
    ///
    /// - Parameters:
    ///   - patient: the patient's pseudonym.
    ///   - start: the first second of the window, since 1970 in UTC.
    ///   - end: the last second of the window, included.
    ///   - limit: the most entries that are read.
    /// - Throws: `LedgerError`, as `.historyTooLong` rather than a history with a gap.
    public func history(
        patient: String, from start: Int64, to end: Int64, limit: Int = 5_000
    ) throws(LedgerError) -> [StoredEntry] {
        let entries = try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(StoredEntry.columns) FROM entry AS e
                    WHERE e.patient = ? AND e.recordedAt BETWEEN ? AND ?
                    ORDER BY e.recordedAt, e.seq LIMIT ?
                    """)
            let rows = try Row.fetchCursor(statement, arguments: [patient, start, end, limit + 1])
            var entries: [StoredEntry] = []
            while let row = try rows.next() {
                var reader = RowReader(row)
                entries.append(try StoredEntry(&reader))
            }
            return entries
        }
        guard entries.count <= limit else { throw .historyTooLong(limit: limit) }
        return entries
    }

    /// The entry of a digest with its valid assessment.
    ///
    /// - Throws: `LedgerError`.
    public func entry(_ digest: ContentDigest) throws(LedgerError) -> AssessedEntry? {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: "\(AssessedEntry.selection) WHERE e.digest = ?")
            return try Row.fetchOne(statement, arguments: [Data(digest.bytes)])
                .map { try AssessedEntry($0) }
        }
    }

    /// Hands over every entry with its valid assessment, in the order in which they came.
    ///
    /// Reads page by page, so that memory stays small and `body` may use the ledger itself. Entries
    /// that arrive meanwhile are handed over too.
    ///
    /// - Parameters:
    ///   - number: only entries with a higher number are handed over.
    ///   - body: what is to be done with each.
    /// - Throws: `LedgerError`, and what `body` throws.
    public func forEachEntry(
        after number: Int64 = 0, _ body: (AssessedEntry) throws -> Void
    ) throws {
        var last = number
        while true {
            let page = try page(after: last)
            for assessed in page { try body(assessed) }
            guard let end = page.last else { return }
            last = end.entry.number
        }
    }

    private func page(after number: Int64) throws(LedgerError) -> [AssessedEntry] {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: "\(AssessedEntry.selection) WHERE e.seq > ? ORDER BY e.seq LIMIT 128")
            return try Row.fetchAll(statement, arguments: [number]).map { try AssessedEntry($0) }
        }
    }
}
