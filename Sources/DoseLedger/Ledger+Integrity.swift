import GRDB

extension Ledger {
    /// Everything that is wrong with the file and its rows, one sentence each; none when it is sound.
    ///
    /// Reads the whole file, and compares every row with its digests.
    ///
    /// - Throws: `LedgerError`.
    public func integrityCheck() throws(LedgerError) -> [String] {
        var faults = try reading { db in
            let structure = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
                .filter { $0 != "ok" }
            let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20)
                .map { row in "a row refers to one that is not there: \(row)" }
            return try structure + references + Ledger.contradictions(in: db)
        }
        try forEachDamage { faults.append("\($0)") }
        return faults
    }

    /// What the schema can't refuse by itself.
    private static func contradictions(in db: Database) throws -> [String] {
        let questions = [
            (
                "entries without a valid assessment",
                """
                SELECT count(*) FROM entry AS e WHERE NOT EXISTS (
                    SELECT 1 FROM assessment AS a WHERE a.entry = e.seq AND a.supersededBy IS NULL)
                """
            ),
            (
                "assessments superseded by that of another entry",
                """
                SELECT count(*) FROM assessment AS a JOIN assessment AS b ON b.seq = a.supersededBy
                WHERE b.entry <> a.entry
                """
            ),
            (
                "tallies that differ from the arrivals",
                """
                SELECT count(*) FROM arrivalTally AS t WHERE t.arrivals <> (
                    SELECT count(*) FROM arrival AS v WHERE v.outcome = t.outcome)
                """
            ),
            (
                "tallies that differ from the answers",
                """
                SELECT count(*) FROM answerTally AS t WHERE t.answers <> (
                    SELECT count(*) FROM assessment AS a WHERE a.supersededBy IS NULL
                        AND coalesce(a.severity, 'none') = t.severity)
                """
            ),
            (
                "journal records whose numbers leave a gap or overlap",
                """
                SELECT count(*) FROM (SELECT first,
                    lag(first + count, 1, 1) OVER (ORDER BY first) AS due FROM journalRecords)
                WHERE first <> due
                """
            ),
            (
                "gaps in the numbers of the entries",
                "SELECT coalesce(max(seq), 0) - count(*) FROM entry"
            ),
        ]
        return try questions.compactMap { name, sql in
            let count = try Int64.fetchOne(db, sql: sql) ?? 0
            return count == 0 ? nil : "\(name): \(count)"
        }
    }
}
