import GRDB
import Testing

@testable import DoseLedger

@Suite("What the schema itself refuses")
struct LedgerSchemaTests {
    private static let digest = "zeroblob(32)"

    @Test(
        "A row that can't be true is refused by the database",
        arguments: [
            "INSERT INTO entry VALUES (9, zeroblob(31), 'p', 0, 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, NULL, 'p', 0, 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), '', 0, 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'a/b', 0, 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 1440, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 8000000000, 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 'now', 0, 'f', x'01', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 0, 'f', x'', NULL, 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 0, 'f', x'01', zeroblob(32), 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 0, 'f', x'01', x'01', 0, NULL)",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 0, 'f', x'01', NULL, 0, x'01')",
            "INSERT INTO entry VALUES (9, zeroblob(32), 'p', 0, 0, 'f', x'01', NULL, 0, zeroblob(32))",
            "INSERT INTO entry SELECT 9, zeroblob(32), 'p', 0, 0, 'f', x'01', digest, 0, digest FROM entry",
            "INSERT INTO entry SELECT 9, digest, 'p', 0, 0, 'f', x'01', NULL, 0, NULL FROM entry",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '1', NULL, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 7, 1, 1, 'e', x'01', 'computed', '1', NULL, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 7, 1, 'e', x'01', 'computed', '1', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'stopped', '1', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'perhaps', '1', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '1.5', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '-1', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '1/2/3', 10, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '1', 9, 0, NULL)",
            "INSERT INTO assessment VALUES (9, 1, 1, 1, 'e', x'01', 'computed', '1', 10, 0, 'bad')",
            "INSERT INTO arrival VALUES (9, x'61', zeroblob(32), 'accepted', NULL, NULL, NULL, 0)",
            "INSERT INTO arrival VALUES (9, x'61', zeroblob(32), 'accepted', 7, NULL, NULL, 0)",
            "INSERT INTO arrival VALUES (9, x'61', NULL, 'duplicate', 1, NULL, NULL, 0)",
            "INSERT INTO arrival VALUES (9, x'61', NULL, 'rejected', NULL, NULL, NULL, 0)",
            "INSERT INTO arrival VALUES (9, x'61', NULL, 'rejected', 1, 'c', 'r', 0)",
            "INSERT INTO arrival VALUES (9, x'61', NULL, 'lost', NULL, 'c', 'r', 0)",
            "INSERT INTO arrival VALUES (9, x'', NULL, 'rejected', NULL, 'c', 'r', 0)",
            "INSERT INTO outbox (arrival, identity) VALUES (7, 'c7')",
            "INSERT INTO outbox (arrival, identity) VALUES (1, 'c1')",
            "INSERT INTO outbox (arrival, identity) VALUES (2, '')",
            "INSERT INTO outbox (arrival, identity, attempts) VALUES (2, 'c2', 1)",
            "INSERT INTO reassessmentOutbox (assessment) VALUES (7)",
            "INSERT INTO reassessmentOutbox (assessment, attempts) VALUES (1, 1)",
            "INSERT INTO reassessmentOutbox VALUES (1, 0, NULL, 'why')",
            "INSERT INTO tableSet VALUES (9, zeroblob(32), x'')",
            "INSERT INTO coursePage VALUES (1, 'a/b', '0123456789abcdef0123456789abcdef', 1, 0, 0, '{}')",
            "INSERT INTO coursePage VALUES (1, 'p', '../3456789abcdef0123456789abcdef', 1, 0, 0, '{}')",
            "INSERT INTO coursePage VALUES (1, 'p', '0123456789abcdef0123456789abcdef', 1, 0, 6, '{}')",
            "INSERT INTO coursePageMark VALUES (2, 0)",
            "INSERT INTO entrySeal VALUES (7, zeroblob(32))",
            "INSERT INTO answerSeal VALUES (7, zeroblob(32))",
            "INSERT INTO journalRecords VALUES (9, 0, 1, NULL)",
            "INSERT INTO journalRecords VALUES (9, 1, 1, NULL)",
            "INSERT INTO journalRecords VALUES (9, 1, NULL, NULL)",
            "INSERT INTO journalRecords VALUES (1, 1, NULL, 1)",
            "INSERT INTO origin VALUES (2, '0123456789abcdef', 0)",
            "UPDATE origin SET name = 'x'",
            "UPDATE coursePageMark SET assessment = -1",
            "UPDATE arrivalTally SET arrivals = -1", "UPDATE answerTally SET answers = -1",
        ])
    func refusedRow(_ sql: String) throws {
        try expectConstraint(sql)
    }

    @Test(
        "What was recorded can be neither changed nor deleted",
        arguments: [
            "UPDATE entry SET patient = 'p2'", "DELETE FROM entry", "UPDATE arrival SET entry = 1",
            "DELETE FROM arrival", "UPDATE tableSet SET archive = x'00'", "DELETE FROM tableSet",
            "UPDATE policy SET text = 'other'", "DELETE FROM policy", "DELETE FROM assessment",
            "UPDATE assessment SET omedd = '1'", "UPDATE assessment SET severity = 'stop'",
            "UPDATE assessment SET severity = 'stop', supersededBy = 5",
            "UPDATE assessment SET omedd = '1', supersededBy = 5",
            "UPDATE entrySeal SET sha256 = zeroblob(32)", "DELETE FROM entrySeal",
            "UPDATE answerSeal SET sha256 = zeroblob(32)", "DELETE FROM answerSeal",
            "UPDATE journalRecords SET count = 9", "DELETE FROM journalRecords",
        ])
    func appendOnly(_ sql: String) throws {
        try expectConstraint(sql)
    }

    private func expectConstraint(_ sql: String) throws {
        let ledger = try LedgerFile().open()
        try ledger.commit(
            [Sample.arrival("c1", Sample.entry(Sample.digest(1))), Sample.rejection("c2")])
        try ledger.markDone([.arrival(2)])
        let error = try #require(throws: LedgerError.self) {
            try ledger.writing { db in try db.execute(sql: sql) }
        }
        guard case .storage(let failure) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(failure.code == ResultCode.SQLITE_CONSTRAINT.rawValue, "\(failure)")
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("All tables hold their types strictly")
    func strict() throws {
        let ledger = try LedgerFile().open()
        let loose = try ledger.reading { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                    AND strict = 0 AND name NOT LIKE 'sqlite%' AND name <> 'grdb_migrations'
                    """)
        }
        #expect(loose == [])
    }

    /// The query is the one that SQLite makes for a reference to a row that comes later.
    @Test("What a new assessment supersedes is found without reading all assessments")
    func superseding() throws {
        let ledger = try LedgerFile().open()
        let plan = try ledger.reading { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN SELECT rowid FROM assessment WHERE supersededBy = ?",
                arguments: [1])
        }
        let steps = plan.map { $0["detail"] as String }
        #expect(steps.count == 1)
        #expect(steps.allSatisfy { $0.contains("INDEX assessmentBySuperseding") }, "\(steps)")
    }

    @Test("A foreign hand's changes are found by the integrity check")
    func tampered() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.commit([Sample.arrival("c1", Sample.entry(Sample.digest(1)))])
        try ledger.close()
        try file.raw { db in
            try db.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    DROP TRIGGER assessmentIsNeverDeleted;
                    DROP TRIGGER answerSealIsNeverDeleted;
                    DELETE FROM assessment;
                    DELETE FROM answerSeal;
                    UPDATE arrivalTally SET arrivals = 5 WHERE outcome = 'rejected';
                    """)
        }
        #expect(
            try file.open().integrityCheck() == [
                "entries without a valid assessment: 1", "tallies that differ from the arrivals: 1",
                "tallies that differ from the answers: 1",
            ])
    }
}
