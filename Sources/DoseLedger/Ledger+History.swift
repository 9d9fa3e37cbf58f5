import Foundation
import GRDB
internal import PainDiary
public import PainDosing

extension Ledger {
    /// A patient's entries within a window of time, and those of any patient that replace or withdraw
    /// one of them, in turn; earliest first, of the same second in the order in which they came.
    ///
    /// - Parameters:
    ///   - patient: the patient's pseudonym.
    ///   - start: the first second of the window, since 1970 in UTC.
    ///   - end: the last second of the window, included.
    ///   - limit: the most entries that are read.
    /// - Throws: `LedgerError`, as `.historyTooLong` rather than a history with a gap.
    public func history(
        patient: String, from start: Int64, to end: Int64, limit: Int = 5_000
    ) throws(LedgerError) -> [EntryPlace] {
        try places(Ledger.historyQuery, [patient, start, end, limit + 1], limit: limit)
    }

    /// The entries of any patient that replace or withdraw an entry, in turn, whether or not that entry
    /// has come; earliest first.
    ///
    /// - Throws: `LedgerError`, as `.historyTooLong` rather than a chain with a gap.
    public func corrections(
        of digest: ContentDigest, limit: Int = 5_000
    ) throws(LedgerError) -> [EntryPlace] {
        let digest = Data(digest.bytes)
        return try places(Ledger.correctionsQuery, [digest, digest, limit + 1], limit: limit)
    }

    /// Where the entry of a digest stands; nil if it has not come.
    ///
    /// - Throws: `LedgerError`.
    public func place(of digest: ContentDigest) throws(LedgerError) -> EntryPlace? {
        try places(
            "SELECT seq, digest FROM entry WHERE digest = ?", [Data(digest.bytes)], limit: 1
        ).first
    }

    static let historyQuery = query(
        startingWith:
            "SELECT seq, digest FROM entry WHERE patient = ? AND recordedAt BETWEEN ? AND ?")

    static let correctionsQuery = query(
        startingWith: """
            SELECT seq, digest FROM entry WHERE replaces = ?
            UNION SELECT seq, digest FROM entry WHERE withdraws = ?
            """)

    /// The entries of a query, and in turn those that correct one that was found.
    private static func query(startingWith first: String) -> String {
        """
        WITH RECURSIVE found (seq, digest) AS (
            \(first)
            UNION
            SELECT r.seq, r.digest FROM found AS f CROSS JOIN entry AS r ON r.replaces = f.digest
            UNION
            SELECT w.seq, w.digest FROM found AS f CROSS JOIN entry AS w ON w.withdraws = f.digest
            LIMIT ?)
        SELECT e.seq, e.digest FROM found CROSS JOIN entry AS e ON e.seq = found.seq
        ORDER BY e.recordedAt, e.seq
        """
    }

    private func places(
        _ sql: String, _ arguments: StatementArguments, limit: Int
    ) throws(LedgerError) -> [EntryPlace] {
        let places = try readingOnce { db in
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
            var places: [EntryPlace] = []
            while let row = try rows.next() {
                var reader = RowReader(row)
                places.append(
                    EntryPlace(number: try reader.next(Int64.self), digest: try reader.digest()))
            }
            return places
        }
        guard places.count <= limit else { throw .historyTooLong(limit: limit) }
        return places
    }

    /// An entry as it came.
    ///
    /// - Throws: `LedgerError`, as `.unknownEntry` for a number that is not there, and `.damagedRow`
    ///   where what is stored is not what came.
    public func content(of entry: EntryPlace) throws(LedgerError) -> EntryContent {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: "SELECT format, bytes FROM entry WHERE seq = ?")
            guard let row = try Row.fetchOne(statement, arguments: [entry.number]) else {
                throw LedgerError.unknownEntry(entry.number)
            }
            var reader = RowReader(row)
            let content = EntryContent(
                format: try reader.next(String.self), bytes: try reader.bytes())
            guard ContentDigest(of: content.bytes) == entry.digest else {
                throw LedgerError.damagedRow(.entry(entry.number, entry.digest))
            }
            return content
        }
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

    /// A patient's latest entry by the time of recording, replaced or not, with its valid assessment;
    /// nil without entries.
    ///
    /// - Throws: `LedgerError`.
    public func latestEntry(of patient: String) throws(LedgerError) -> AssessedEntry? {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: """
                    \(AssessedEntry.selection)
                    WHERE e.patient = ? ORDER BY e.recordedAt DESC, e.seq DESC LIMIT 1
                    """)
            return try Row.fetchOne(statement, arguments: [patient]).map { try AssessedEntry($0) }
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
