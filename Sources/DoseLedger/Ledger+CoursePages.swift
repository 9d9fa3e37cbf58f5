import GRDB
import PainDosing

extension Ledger {
    /// How far the pages are; as fast with ten million entries as with ten.
    ///
    /// - Throws: `LedgerError`.
    public func coursePageCounts() throws(LedgerError) -> CoursePageCounts {
        try readingOnce { db in
            let sql = """
                SELECT m.assessment, (SELECT coalesce(max(seq), 0) FROM assessment) - m.assessment,
                    (SELECT coalesce(max(seq), 0) FROM coursePage) FROM coursePageMark AS m
                """
            guard let row = try Row.fetchOne(db.cachedStatement(sql: sql)) else {
                throw LedgerError.unreadable(column: "coursePageMark")
            }
            var reader = RowReader(row)
            return CoursePageCounts(
                mark: try reader.next(Int64.self), behind: try reader.next(Int64.self),
                patients: try reader.next(Int64.self))
        }
    }

    /// Looks at answers for those that are on no page yet.
    ///
    /// - Parameters:
    ///   - number: only answers with a higher number are looked at.
    ///   - limit: the most that are looked at.
    /// - Throws: `LedgerError`.
    public func unshownAnswers(
        after number: Int64, limit: Int
    ) throws(LedgerError) -> UnshownAnswers {
        try readingOnce { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: Ledger.unshownQuery), arguments: [number, limit])
            var (patients, seen): ([String], Set<String>) = ([], [])
            var (count, end) = (0, number)
            while let row = try rows.next() {
                var reader = RowReader(row)
                end = try reader.next(Int64.self)
                let patient = try reader.next(String.self)
                let isShown = try reader.next(Int64.self) >= end
                if !isShown, seen.insert(patient).inserted { patients.append(patient) }
                count += 1
            }
            return UnshownAnswers(patients: patients, end: end, isLast: count < limit)
        }
    }

    static let unshownQuery = """
        SELECT a.seq, e.patient, coalesce(p.shown, 0) FROM assessment AS a
        CROSS JOIN entry AS e ON e.seq = a.entry
        LEFT JOIN coursePage AS p ON p.patient = e.patient
        WHERE a.seq > ? ORDER BY a.seq LIMIT ?
        """

    /// The name of a patient's page, whether or not it was written: taken from the digest of the entry
    /// that came first.
    ///
    /// - Throws: `LedgerError`, as `.unreadable` for a patient without entries.
    public func coursePageName(of patient: String) throws(LedgerError) -> String {
        try readingOnce { db in
            let written = try String.fetchOne(
                db.cachedStatement(sql: "SELECT name FROM coursePage WHERE patient = ?"),
                arguments: [patient])
            if let written { return written }
            let first = try Row.fetchOne(
                db.cachedStatement(sql: Ledger.firstEntryQuery), arguments: [patient])
            guard let first else { throw LedgerError.unreadable(column: "patient") }
            var reader = RowReader(first)
            return String(try reader.digest().description.prefix(32))
        }
    }

    /// The sign keeps SQLite from walking through all entries by their numbers.
    static let firstEntryQuery =
        "SELECT digest FROM entry WHERE patient = ? ORDER BY +seq LIMIT 1"

    /// Notes pages that were written from all that the ledger holds now.
    ///
    /// - Parameters:
    ///   - pages: the pages.
    ///   - mark: every answer up to this number is on its patient's page.
    /// - Throws: `LedgerError`.
    public func recordShown(_ pages: [CoursePage], through mark: Int64) throws(LedgerError) {
        try writing { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO coursePage (patient, name, shown, recordedAt, urgency, line)
                    VALUES (?, ?, (SELECT coalesce(max(seq), 0) FROM assessment), ?, ?, ?)
                    ON CONFLICT (patient) DO UPDATE SET shown = excluded.shown,
                        recordedAt = excluded.recordedAt, urgency = excluded.urgency,
                        line = excluded.line
                    """)
            for page in pages {
                try statement.execute(arguments: [
                    page.patient, page.name, page.recordedAt, page.urgency, page.line,
                ])
            }
            try db.cachedStatement(sql: "UPDATE coursePageMark SET assessment = ?")
                .execute(arguments: [mark])
        }
    }

    /// Notes that no page can be relied on, so that all are written anew.
    ///
    /// - Throws: `LedgerError`.
    public func forgetShown() throws(LedgerError) {
        try writing { db in
            try db.execute(sql: "UPDATE coursePage SET shown = 0")
            try db.execute(sql: "UPDATE coursePageMark SET assessment = 0")
        }
    }

    /// Pages whose latest entry is recent, the most urgent first, then the others by time alone.
    ///
    /// Of equal ones the newest comes first. As fast with a million pages as with `limit`.
    ///
    /// - Parameters:
    ///   - start: from when on an entry is recent, in seconds since 1970 in UTC.
    ///   - limit: the most that are read.
    /// - Throws: `LedgerError`.
    public func coursePages(
        since start: Int64, limit: Int
    ) throws(LedgerError) -> [CoursePage] {
        try reading { db in
            let urgencies = CoursePage.urgencies.reversed()
            var pages: [CoursePage] = []
            for urgency in urgencies where pages.count < limit {
                pages += try Ledger.coursePages(
                    db, urgency, in: start...Int64.max, limit: limit - pages.count)
            }
            let rest = limit - pages.count
            guard rest > 0 else { return pages }
            let older = try urgencies.flatMap { urgency in
                try Ledger.coursePages(db, urgency, in: Int64.min...(start - 1), limit: rest)
            }
            // Sorting keeps the order of equal ones.
            return pages + older.sorted { $0.recordedAt > $1.recordedAt }.prefix(rest)
        }
    }

    private static func coursePages(
        _ db: Database, _ urgency: Int, in times: ClosedRange<Int64>, limit: Int
    ) throws -> [CoursePage] {
        try Row.fetchAll(
            db.cachedStatement(sql: coursePageQuery),
            arguments: [urgency, times.lowerBound, times.upperBound, limit]
        ).map { row in
            var reader = RowReader(row)
            return CoursePage(
                patient: try reader.next(String.self), name: try reader.next(String.self),
                recordedAt: try reader.next(Int64.self), urgency: try reader.next(Int.self),
                line: try reader.next(String.self))
        }
    }

    static let coursePageQuery = """
        SELECT patient, name, recordedAt, urgency, line FROM coursePage
        WHERE urgency = ? AND recordedAt BETWEEN ? AND ?
        ORDER BY recordedAt DESC, patient LIMIT ?
        """
}
