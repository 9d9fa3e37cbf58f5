import DoseLedger
import Foundation
import PainDosing
import Quantities
import SystemPackage
import Testing

@testable import PaindService

@Suite("Every stored answer is computed again")
struct LedgerReplayTests {
    /// A folder whose service has answered some entries, a late one and a correction among them.
    static func folder() throws -> ServiceFolder {
        let folder = try ServiceFolder()
        for number in 1...3 {
            try folder.drop(
                SpoolLoopTests.diary("P-\(number)", "oxycodone MR \(number * 10) mg bd"),
                as: "\(number).json")
        }
        let records = folder.records
        try folder.run { _ in records.of(.assessed).count == 3 }
        // Earlier than the first, which is assessed anew.
        let late = SpoolLoopTests.diary("P-1", "oxycodone MR 5 mg bd")
            .replacingOccurrences(of: "2026-03-02T08", with: "2026-03-02T06")
        try folder.drop(late, as: "late.json")
        try folder.run { _ in
            records.of(.assessed).count == 4 && !records.of(.reassessed).isEmpty
        }
        return folder
    }

    static func replay(
        _ folder: ServiceFolder
    ) throws -> (LedgerReplay.Summary, [LedgerReplay.Difference], [Int]) {
        var replay = try LedgerReplay(of: folder.configuration)
        var differences: [LedgerReplay.Difference] = []
        var steps: [Int] = []
        let summary = try replay.run {
            steps.append($0)
        } difference: {
            differences.append($0)
        }
        return (summary, differences, steps)
    }

    /// Keeps another answer for an entry, as another version or a foreign hand might.
    static func supersede(
        _ folder: ServiceFolder, _ change: (StoredAssessment) -> NewAssessment
    ) throws -> ContentDigest {
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let assessed = try #require(try ledger.lastEntries(limit: 1).first)
        try ledger.commit(
            [],
            reassessing: [
                Reassessment(entry: assessed.entry.number, assessment: change(assessed.assessment))
            ])
        return assessed.entry.digest
    }

    static func assessment(
        like stored: StoredAssessment, engine: String? = nil, json: [UInt8]? = nil,
        tableSet: ContentDigest? = nil
    ) -> NewAssessment {
        NewAssessment(
            tableSet: tableSet ?? stored.tableSet, policy: stored.policy,
            engine: engine ?? stored.engine, outcome: stored.outcome, json: json ?? stored.json,
            omedd: stored.omedd, severity: stored.severity, madeAt: stored.madeAt + 1)
    }

    @Test("With the stored inputs every answer has the same bytes")
    func equal() throws {
        let (summary, differences, steps) = try Self.replay(try Self.folder())
        #expect(summary.equal == 4)
        #expect(summary.different == 0 && differences.isEmpty && summary.impossible.isEmpty)
        #expect(steps == [1, 2, 3, 4])
        #expect(summary.status == 0)
    }

    @Test("A single other byte is found, with its line")
    func different() throws {
        let folder = try Self.folder()
        let digest = try Self.supersede(folder) { stored in
            var json = stored.json
            // The last byte of the third line.
            let ends = json.indices.filter { json[$0] == UInt8(ascii: "\n") }
            json[ends[2] - 1] = UInt8(ascii: " ")
            return Self.assessment(like: stored, json: json)
        }
        let (summary, differences, _) = try Self.replay(folder)
        #expect(summary.equal == 3 && summary.different == 1)
        #expect(differences.map(\.entry) == [digest])
        #expect(differences.map(\.line) == [3])
        #expect(summary.status == 65)
    }

    @Test("An answer of another version is counted apart, and differs from nothing")
    func otherVersion() throws {
        let folder = try Self.folder()
        _ = try Self.supersede(folder) { Self.assessment(like: $0, engine: "paincalc-0") }
        let (summary, differences, _) = try Self.replay(folder)
        #expect(summary.equal == 3 && summary.different == 0 && differences.isEmpty)
        #expect(summary.impossible.map(\.count) == [1])
        #expect(
            summary.impossible.map(\.reason)
                == ["answered by paincalc-0, and this is \(DosingSetup.engineVersion)"])
        #expect(summary.status == 69)
    }

    @Test("Tables that no longer load are told")
    func unusableTables() throws {
        let folder = try Self.folder()
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let digest = try #require(ContentDigest(Array(repeating: 7, count: 32)))
        try ledger.registerTableSet(digest, archive: [1, 2, 3])
        _ = try Self.supersede(folder) { Self.assessment(like: $0, tableSet: digest) }
        let (summary, _, _) = try Self.replay(folder)
        #expect(summary.impossible.map(\.count) == [1])
        #expect(summary.impossible.first?.reason.hasPrefix("the tables or the policy") == true)
    }
}
