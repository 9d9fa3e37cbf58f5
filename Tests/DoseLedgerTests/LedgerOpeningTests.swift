import Foundation
import GRDB
import PainDosing
import Testing

@testable import DoseLedger

@Suite("Opening the ledger")
struct LedgerOpeningTests {
    @Test("Every commit is synchronised in full, in a write-ahead log, with references checked")
    func durable() throws {
        let file = try LedgerFile()
        for _ in 0..<2 {
            let ledger = try file.open()
            let settings = try ledger.readingOnce { db in
                try ["synchronous", "journal_mode", "foreign_keys"].map { name in
                    try String.fetchOne(db, sql: "PRAGMA \(name)")
                }
            }
            #expect(settings == ["2", "wal", "1"])
            try ledger.close()
        }
    }

    @Test("The file is for its owner alone")
    func rights() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
        try ledger.close()
    }

    @Test("What was committed is there after opening anew")
    func reopened() throws {
        let file = try LedgerFile()
        let first = try file.open()
        let committed = try first.commit([
            Sample.arrival("c1", Sample.entry(Sample.digest(1))), Sample.rejection("c2"),
        ])
        let before = try first.counts()
        try first.close()
        let second = try file.open()
        #expect(try second.counts() == before)
        #expect(try second.pendingOutbox().map(\.arrival) == committed.arrivals.map(\.arrival))
        #expect(try second.entry(Sample.digest(1))?.entry.number == committed.arrivals.first?.entry)
        #expect(try second.integrityCheck() == [])
    }

    @Test("A reader sees what a writer commits beside it, and can't write")
    func readOnly() throws {
        let file = try LedgerFile()
        let writer = try file.open()
        let reader = try Ledger.openReadOnly(path: file.path)
        #expect(try reader.counts().entries == 0)
        for number in UInt8(1)...3 {
            try writer.commit([Sample.arrival("c\(number)", Sample.entry(Sample.digest(number)))])
            #expect(try reader.counts().entries == Int64(number))
            #expect(try reader.history(patient: "p1", from: 0, to: 2_000).count == Int(number))
        }
        let error = try #require(throws: LedgerError.self) { try reader.markDone([.arrival(1)]) }
        guard case .storage(let failure) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(failure.code == 8, "SQLITE_READONLY")
    }

    @Test("A database of something else is refused and left as it is")
    func foreign() throws {
        let file = try LedgerFile()
        try file.raw { db in try db.execute(sql: "CREATE TABLE other (a)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
        #expect(throws: LedgerError.notALedger(path: file.path)) {
            try Ledger.open(path: file.path)
        }
        #expect(throws: LedgerError.notALedger(path: file.path)) {
            try Ledger.openReadOnly(path: file.path)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
    }

    @Test("A file that is no database is refused as damaged")
    func noDatabase() throws {
        let file = try LedgerFile()
        try Data("a diary, not a ledger, and long enough to be told apart".utf8)
            .write(to: URL(fileURLWithPath: file.path))
        let error = try #require(throws: LedgerError.self) { try Ledger.open(path: file.path) }
        #expect(error.isCorruption)
    }

    @Test("A ledger of a newer version is refused, an empty one can't be read")
    func versions() throws {
        let file = try LedgerFile()
        try file.open().close()
        try file.raw { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 of the future')")
        }
        #expect(throws: LedgerError.newerSchema(path: file.path)) {
            try Ledger.open(path: file.path)
        }
        #expect(throws: LedgerError.newerSchema(path: file.path)) {
            try Ledger.openReadOnly(path: file.path)
        }
        #expect(
            "\(LedgerError.newerSchema(path: "l"))".hasSuffix(
                "install that version again, or restore a backup of before the upgrade"))
        try file.raw { db in try db.execute(sql: "DELETE FROM grdb_migrations") }
        #expect(throws: LedgerError.olderSchema(path: file.path)) {
            try Ledger.openReadOnly(path: file.path)
        }
    }

    @Test("A ledger of the first version is brought up to date and keeps what it holds")
    func upgraded() throws {
        let file = try LedgerFile()
        try file.raw { db in
            try db.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
        }
        let queue = try DatabaseQueue(path: file.path)
        try LedgerSchema.migrator.migrate(queue, upTo: "1 entries, assessments, arrivals, outbox")
        try queue.close()
        let answer = #"{"alerts":[{"severity":"info"},{"severity":"caution"}]}"#
        try file.raw { db in
            try db.execute(
                sql: """
                    INSERT INTO tableSet VALUES (1, ?, x'010203');
                    INSERT INTO policy VALUES (1, ?, 'policy');
                    INSERT INTO entry VALUES (1, ?, 'p1', 900, 0, 'f', ?, NULL, 1000);
                    INSERT INTO assessment VALUES (1, 1, 1, 1, 'e', ?, 'computed', '60', NULL, 1);
                    INSERT INTO arrival VALUES (1, x'61', ?, 'accepted', 1, NULL, NULL, 1000);
                    INSERT INTO outbox (arrival, claim) VALUES (1, 'c1');
                    UPDATE arrivalTally SET arrivals = 1 WHERE outcome = 'accepted';
                    """,
                arguments: [
                    Data(Sample.tableSet.bytes), Data(Sample.policy.bytes),
                    Data(Sample.digest(1).bytes), Data(Sample.bytes(of: Sample.digest(1))),
                    Data(answer.utf8), Data(Sample.digest(1).bytes),
                ])
        }
        #expect(throws: LedgerError.olderSchema(path: file.path)) {
            try Ledger.openReadOnly(path: file.path)
        }
        let ledger = try file.open()
        #expect(try ledger.entry(Sample.digest(1))?.assessment.omedd == "60")
        #expect(try ledger.entry(Sample.digest(1))?.assessment.severity == .caution)
        #expect(try ledger.counts().cautions == 1)
        // It was known by its name; what the file was nobody kept.
        #expect(try ledger.pendingOutbox().map(\.identity) == [nil])
        for (digest, isPending) in [(Sample.digest(1), true), (Sample.digest(2), false)] {
            let found = try ledger.pendingArrival(
                fileName: [0x61], identity: "1 2 3 4", digest: digest)
            #expect((found != nil) == isPending)
        }
        let again = Reassessment(entry: 1, assessment: Sample.assessment())
        #expect(try ledger.commit([], reassessing: [again]).reassessments.map(\.assessment) == [2])
        #expect(try ledger.pendingReassessments().map(\.assessment) == [2])
        #expect(try ledger.entry(Sample.digest(1))?.assessment.omedd == "285/2")
        #expect(try ledger.counts().cautions == 0)
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("A reader leaves no lock, and nothing that a writer could stumble over")
    func readerLeavesNothing() throws {
        let file = try LedgerFile()
        let writer = try file.open()
        let reader = try Ledger.openReadOnly(path: file.path)
        _ = try reader.counts()
        try writer.commit([Sample.rejection("c1")])
        try reader.close()
        try writer.close()
        // Nobody has it open: the reader has to make what the two share, and the next writer takes it.
        let later = try Ledger.openReadOnly(path: file.path)
        #expect(try later.counts().rejected == 1)
        try later.close()
        let next = try file.open()
        try next.commit([Sample.rejection("c2")])
        #expect(try next.counts().rejected == 2)
    }

    @Test("A ledger that is not there can't be read, and none is made")
    func missing() throws {
        let path = try LedgerFile().path
        #expect(throws: LedgerError.missing(path: path)) { try Ledger.openReadOnly(path: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A folder that is not there is told by the path")
    func noFolder() {
        let path = "/nonexistent/ledger.sqlite"
        #expect(throws: LedgerError.cannotCreate(path: path)) { try Ledger.open(path: path) }
    }

    @Test("A closed ledger fails and does not trap")
    func closed() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.close()
        #expect(throws: LedgerError.self) { try ledger.counts() }
        #expect(throws: LedgerError.self) { try ledger.commit([Sample.rejection("c1")]) }
    }
}
