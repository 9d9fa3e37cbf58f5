import Foundation
import GRDB
import Testing

/// A ledger as an earlier version left it: made by the steps that were shipped then, with the rows of a
/// ledger of today.
struct OlderLedger {
    /// The versions that were shipped before that of today.
    static let versions = 1...8

    private struct Step {
        let name: String
        let sql: String
    }

    let path: String

    /// Puts a ledger of the version in the place of one of today, with its rows.
    init(_ version: Int, inPlaceOf path: String) throws {
        self.path = path
        let newer = path + ".newer"
        // Nobody has it open, so all of it is in the one file.
        try FileManager.default.moveItem(atPath: path, toPath: newer)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try Self.build(version, db)
            try Self.copyRows(from: newer, version, db)
        }
        try queue.close()
    }

    /// Everything that the schema consists of, without the white space that means nothing.
    func schema() throws -> Set<String> {
        try raw { db in
            let sources = try String.fetchAll(
                db, sql: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema"
            )
            return Set(
                sources.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
        }
    }

    /// The file as another program would see it.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path)
        let value = try queue.writeWithoutTransaction(body)
        try queue.close()
        return value
    }

    init(path: String) {
        self.path = path
    }

    private static func build(_ version: Int, _ db: Database) throws {
        let steps = try steps().prefix(version)
        try #require(steps.count == version)
        // "Pain".
        try db.execute(
            sql: """
                PRAGMA foreign_keys = OFF;
                PRAGMA application_id = 0x5061696E;
                CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                """)
        for step in steps {
            try db.execute(sql: step.sql)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [step.name])
        }
    }

    private static func copyRows(from newer: String, _ version: Int, _ db: Database) throws {
        try db.execute(sql: "ATTACH ? AS newer", arguments: [newer])
        // Who stopped in order left nothing in the outbox.
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM main.sqlite_schema
                WHERE type = 'table' AND name NOT IN ('grdb_migrations', 'outbox')
                """)
        for table in tables {
            let columns = try db.columns(in: table, in: "main").map(\.name).joined(separator: ", ")
            // Of queries no version before the seventh knew.
            let known = table == "answerTally" && version < 7 ? "WHERE severity <> 'query'" : ""
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO main.\(table) (\(columns))
                    SELECT \(columns) FROM newer.\(table) \(known)
                    """)
        }
    }

    private static func steps() throws -> [Step] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/ledger-steps.sql")
        let parts = try String(contentsOf: file, encoding: .utf8).components(
            separatedBy: "-- STEP ")
        return parts.dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1)
            return Step(name: String(lines[0]), sql: String(lines[1]))
        }
    }
}
