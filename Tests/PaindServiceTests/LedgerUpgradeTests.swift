import DoseLedger
import Foundation
import GRDB
import PainDosing
import SystemPackage
import Testing

@testable import PaindService

@Suite("Ledgers of earlier versions")
struct LedgerUpgradeTests {
    /// A folder whose service has answered four entries, one of them anew, with an older ledger.
    private static func folder(_ version: Int) throws -> (ServiceFolder, OlderLedger) {
        let folder = try LedgerReplayTests.folder()
        let path = folder.configuration.ledger.string
        return (folder, try OlderLedger(version, inPlaceOf: path))
    }

    @Test(
        "The service brings it up to date, keeps every answer to the byte, and goes on",
        arguments: OlderLedger.versions)
    func upgraded(version: Int) throws {
        let (folder, older) = try Self.folder(version)
        #expect(throws: LedgerError.olderSchema(path: older.path)) {
            try Ledger.openReadOnly(path: older.path)
        }
        let records = folder.records
        try folder.drop(SpoolLoopTests.diary("P-new"), as: "new.json")
        // Its answer is a question, which no earlier version could keep.
        try folder.drop(SpoolLoopTests.diary("P-asked", "morphine MR 30 g bd"), as: "asked.json")
        try folder.run { _ in records.of(.assessed).count == 6 }
        #expect(records.of(.ledgerError).isEmpty)
        let (summary, differences, _) = try LedgerReplayTests.replay(folder)
        #expect(summary.equal == 6)
        #expect(differences.isEmpty && summary.impossible.isEmpty)
        let ledger = try Ledger.openReadOnly(path: older.path)
        #expect(try ledger.integrityCheck() == [])
        let counts = try ledger.counts()
        #expect(counts.entries == 6 && counts.assessments == 7 && counts.pending == 0)
        let severities = try ledger.lastEntries(limit: 6).map(\.assessment.severity)
        #expect(counts.cautions == severities.count { $0 == .caution })
    }

    @Test("A patient's page keeps its name and its place, with a change of dose before a caution")
    func pages() throws {
        let folder = try ServiceFolder()
        let path = folder.configuration.ledger.string
        try Ledger.open(path: path).close()
        let older = try OlderLedger(6, inPlaceOf: path)
        let (raise, hold) = ("{\"decision\":\"raise\"}", "{\"decision\":\"hold\"}")
        let pages = [
            ("stop", 3, "{}", 5), ("review", 2, "{\"decision\":\"review-now\"}", 3),
            ("raised", 1, raise, 2), ("careful", 1, hold, 1), ("raised-calm", 0, raise, 2),
            ("calm", 0, hold, 0), ("foreign", 0, "no JSON", 0),
        ]
        try older.raw { db in
            for (index, (patient, urgency, line, _)) in pages.enumerated() {
                try db.execute(
                    sql: "INSERT INTO coursePage VALUES (?, ?, ?, 7, ?, ?, ?)",
                    arguments: [
                        index + 1, patient, String(repeating: "\(index)", count: 32), 1_000,
                        urgency,
                        line,
                    ])
            }
        }
        let found = try Ledger.open(path: path).coursePages(since: 0, limit: 9)
        #expect(found.count == pages.count)
        for (index, (patient, _, line, urgency)) in pages.enumerated() {
            let page = try #require(found.first { $0.patient == patient })
            #expect(page.urgency == urgency && page.line == line, "\(patient): \(page)")
            #expect(page.name == String(repeating: "\(index)", count: 32))
        }
    }

    @Test("Afterwards nothing tells it from one made today", arguments: OlderLedger.versions)
    func sameSchema(version: Int) throws {
        let (folder, older) = try Self.folder(version)
        // It goes with its files.
        defer { withExtendedLifetime(folder) {} }
        try Ledger.open(path: older.path).close()
        let today = older.path + ".today"
        try Ledger.open(path: today).close()
        let schema = try older.schema()
        #expect(schema == (try OlderLedger(path: today).schema()))
        // What has no statement of its own to fail must be seen to have happened.
        #expect(schema.contains { $0.contains("IN ('info', 'caution', 'query', 'stop')") })
    }

    @Test("What was recorded stays append-only", arguments: OlderLedger.versions)
    func appendOnly(version: Int) throws {
        let (folder, older) = try Self.folder(version)
        // It goes with its files.
        defer { withExtendedLifetime(folder) {} }
        try Ledger.open(path: older.path).close()
        for sql in [
            "UPDATE entry SET patient = 'p2'", "DELETE FROM entry", "DELETE FROM arrival",
            "UPDATE arrival SET receivedAt = 0", "UPDATE policy SET text = ''",
            "DELETE FROM tableSet", "DELETE FROM assessment", "UPDATE assessment SET omedd = '1'",
            "UPDATE assessment SET severity = 'stop'",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") {
                try older.raw { db in try db.execute(sql: sql) }
            }
        }
        #expect(try Ledger.openReadOnly(path: older.path).integrityCheck() == [])
    }
}
