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
        try folder.run { _ in records.of(.assessed).count == 5 }
        #expect(records.of(.ledgerError).isEmpty)
        let (summary, differences, _) = try LedgerReplayTests.replay(folder)
        #expect(summary.equal == 5)
        #expect(differences.isEmpty && summary.impossible.isEmpty)
        let ledger = try Ledger.openReadOnly(path: older.path)
        #expect(try ledger.integrityCheck() == [])
        let counts = try ledger.counts()
        #expect(counts.entries == 5 && counts.assessments == 6 && counts.pending == 0)
        let severities = try ledger.lastEntries(limit: 5).map(\.assessment.severity)
        #expect(counts.cautions == severities.count { $0 == .caution })
    }

    @Test("Afterwards nothing tells it from one made today", arguments: OlderLedger.versions)
    func sameSchema(version: Int) throws {
        let (folder, older) = try Self.folder(version)
        // It goes with its files.
        defer { withExtendedLifetime(folder) {} }
        try Ledger.open(path: older.path).close()
        let today = older.path + ".today"
        try Ledger.open(path: today).close()
        #expect(try older.schema() == OlderLedger(path: today).schema())
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
