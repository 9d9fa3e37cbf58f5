import DoseLedger
import Foundation
import GRDB
import PainDosing
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("A ledger in which something is damaged")
struct DamagedLedgerTests {
    private static func later(_ patient: String, _ regimen: String) -> String {
        SpoolLoopTests.diary(patient, regimen)
            .replacingOccurrences(of: "2026-03-02T08", with: "2026-03-02T20")
    }

    /// A service that took one entry of each of two patients, of which the first one's dose was changed in
    /// the file, tenfold.
    private static func folder() throws -> ServiceFolder {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary("P-1", "morphine MR 10 mg bd"), as: "1.json")
        try folder.drop(SpoolLoopTests.diary("P-2", "morphine MR 20 mg bd"), as: "2.json")
        let records = folder.records
        try folder.run { _ in records.of(.assessed).count == 2 }
        let url = folder.url("state/ledger.sqlite")
        var file = try Data(contentsOf: url)
        // The diary's own bytes: in the answer the regimen stands with other words around it.
        let place = try #require(file.range(of: Data("[\"morphine MR 10 mg bd\"]".utf8)))
        file.replaceSubrange(place, with: Data("[\"morphine MR 90 mg bd\"]".utf8))
        try file.write(to: url)
        return folder
    }

    private static func digest(_ folder: ServiceFolder) throws -> String {
        let record = try #require(
            folder.records.of(.assessed).first { $0.values(.file) == ["1.json"] })
        return try #require(record.values(.entry).first)
    }

    @Test("No answer is derived from it, its patient's file is held, and the others go on")
    func held() throws {
        let folder = try Self.folder()
        let records = folder.records
        try folder.drop(Self.later("P-1", "morphine MR 10 mg bd"), as: "held.json")
        try folder.drop(Self.later("P-2", "morphine MR 20 mg bd"), as: "answered.json")
        try folder.run { _ in
            records.of(.assessed).count == 3 && !records.of(.stuck).isEmpty
        }
        #expect(records.of(.assessed).last?.values(.file) == ["answered.json"])
        let stuck = try #require(records.of(.stuck).first)
        #expect(stuck.values(.file) == ["held.json"])
        #expect(stuck.message.contains(try Self.digest(folder)), "\(stuck.message)")
        #expect(stuck.message.contains("damaged"), "\(stuck.message)")
        #expect(records.of(.ledgerError).isEmpty)
        #expect(try folder.names("spool/work") == [Array("held.json".utf8)])
        // Made again from what was dropped, it has the answer that it would have had.
        let summary = try LedgerRebuild(folder.configuration, clock: .at(ServiceFolder.now)).run()
        #expect(summary.unread.map(\.name) == [] && summary.entries == 3)
        #expect(summary.asideAs?.hasSuffix("ledger.sqlite.damaged-1") == true)
        try folder.run { _ in folder.exists("spool/done/held.json") }
        let last = try #require(records.of(.assessed).last)
        #expect(last.values(.file) == ["held.json"] && last.values(.omedd) == ["20"])
        #expect(try LedgerReplayTests.replay(folder).0.status == 0)
    }

    @Test("The service's own look finds it, tells it once, and counts it")
    func watched() throws {
        let folder = try Self.folder()
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let announcer = Announcer(journal: folder.records)
        var watch = LedgerWatch(interval: .zero, restAfterAll: .zero)
        for _ in 0..<20 { watch.turn(ledger, announcer) }
        let told = folder.records.of(.damaged)
        #expect(told.map { $0.values(.entry) } == [[try Self.digest(folder)]])
        #expect(told.allSatisfy { $0.message.contains("paincalc ledger rebuild") })
        #expect(told.allSatisfy { $0.priority == .error })
        #expect(watch.damagedCount == 1)
        #expect(watch.rest == .zero)
    }

    @Test("A service that only waits looks for damage by itself")
    func idle() throws {
        let folder = try Self.folder()
        let records = folder.records
        try folder.run { _ in !records.of(.damaged).isEmpty }
        #expect(records.of(.damaged).count == 1)
    }

    @Test("Status, when asked to verify, names it; replay and backup do so unasked")
    func told() throws {
        let folder = try Self.folder()
        let digest = try Self.digest(folder)
        let plain = try ServiceStatus(of: folder.configuration, last: 5, journal: nil)
        #expect(plain.status == 0 && plain.faults == nil)
        #expect(plain.text.contains("damaged in the ledger, no figures are given\n"))
        let status = try ServiceStatus(
            of: folder.configuration, last: 5, isVerified: true, journal: nil)
        #expect(status.status == 65)
        #expect(status.faults?.count == 1 && status.faults?.first?.contains(digest) == true)
        #expect(status.text.contains("  entry 1 (\(digest)) is damaged"), "\(status.text)")
        let (summary, differences, _) = try LedgerReplayTests.replay(folder)
        #expect(summary.status == 65 && summary.damaged.count == 1 && differences.isEmpty)
        #expect(summary.equal == 1)
        let copy = folder.url("copy.sqlite").path()
        #expect(throws: ServiceFailure.self) { try folder.configuration.backUpLedger(to: copy) }
        #expect(!folder.exists("copy.sqlite"))
        let sound = try ServiceFolder()
        _ = try Ledger.open(path: sound.configuration.ledger.string)
        let verified = try ServiceStatus(
            of: sound.configuration, last: 5, isVerified: true, journal: nil)
        #expect(verified.status == 0 && verified.faults == [])
        #expect(verified.text.contains("verified: every row is what was recorded\n"))
    }

    @Test("Tables that are not those that were registered make no answer, and no backup")
    func tables() throws {
        let folder = try LedgerReplayTests.folder()
        let ledger = OlderLedger(path: folder.configuration.ledger.string)
        try ledger.raw { db in
            let archive = try #require(try Data.fetchOne(db, sql: "SELECT archive FROM tableSet"))
            var damaged = archive
            // A digit of a comment or of a factor; whichever it is, it is not what was registered.
            let digit = try #require(damaged.lastIndex { (0x31...0x38).contains($0) })
            damaged[digit] += 1
            try db.execute(sql: "DROP TRIGGER tableSetIsNeverChanged")
            try db.execute(sql: "UPDATE tableSet SET archive = ?", arguments: [damaged])
        }
        let (summary, differences, _) = try LedgerReplayTests.replay(folder)
        #expect(summary.equal == 0 && differences.isEmpty && summary.status == 69)
        let copy = folder.url("copy.sqlite").path()
        #expect(throws: ServiceFailure.self) { try folder.configuration.backUpLedger(to: copy) }
    }
}

extension ServiceClock {
    /// A clock that stands still.
    static func at(_ seconds: Int64) -> ServiceClock { ServiceClock { seconds } }
}
