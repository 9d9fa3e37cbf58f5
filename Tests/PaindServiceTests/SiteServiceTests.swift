import DoseLedger
import Foundation
import PainDosing
import Quantities
import SiteProfile
import StrictJSON
import SystemPackage
import Testing

@testable import PaindService

@Suite("The service works by a site profile")
struct SiteServiceTests {
    /// A configuration of the folder with a site file of this text.
    private func configuration(
        of folder: ServiceFolder, _ yaml: String
    ) throws -> ServiceConfiguration {
        let file = folder.url("ward.yaml")
        try Data(yaml.utf8).write(to: file)
        var configuration = folder.configuration
        configuration.site = file.path()
        return configuration
    }

    @Test("Its answers name the profile, and are computed again to the byte after it has changed")
    func replayed() throws {
        let folder = try ServiceFolder()
        let configuration = try configuration(of: folder, "extends: uk\nrescue: {share: 1/10}\n")
        try folder.drop(SpoolLoopTests.diary("P-1"), as: "1.json")
        let records = folder.records
        try folder.run(configuration, reload: { () throws(ServiceFailure) in configuration }) { _ in
            records.of(.assessed).count == 1
        }
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let stored = try #require(try ledger.lastEntries(limit: 1).first).assessment
        #expect(String(decoding: stored.json, as: UTF8.self).contains("\"id\": \"ward\""))
        #expect(try ledger.policy(stored.policy)?.contains("\"rescueShare\":\"1/10\"") == true)
        let report = try #require(records.of(.assessed).first?.values(.report).first)
        #expect(
            try folder.text("state/reports/" + report).contains("\nSite profile ward, SHA-256 "))

        _ = try self.configuration(of: folder, "extends: us\n")
        let (summary, differences, _) = try LedgerReplayTests.replay(folder)
        #expect(summary.equal == 1 && differences.isEmpty && summary.impossible.isEmpty)
    }

    @Test("A profile with faults stops the start, each fault with its line")
    func faults() throws {
        let folder = try ServiceFolder()
        var configuration = try configuration(
            of: folder, "extends: uk\ntitration: mine\nwards: 3\n")
        let failure = try #require(throws: ServiceFailure.self) {
            try DosingSetup(configuration)
        }
        #expect(failure.status == 78)
        #expect("\(failure)".contains("ward.yaml:2: 'titration' can't be 'mine'"))
        #expect("\(failure)".contains("ward.yaml:3: the key 'wards' is unknown"))
        configuration.site?.append(".absent")
        let missing = try #require(throws: ServiceFailure.self) {
            try DosingSetup(configuration)
        }
        #expect("\(missing)".contains("no such site profile"))
    }

    @Test("What the configuration chooses wins over the profile")
    func choices() throws {
        let folder = try ServiceFolder()
        var configuration = folder.configuration
        configuration.site = "uk"
        configuration.policy.titration = TitrationPolicyID("tga")
        let policy = try DosingSetup(configuration).engine.policy
        #expect(policy.titration == TitrationPolicyID("tga"))
        #expect(policy.newRouteReduction == .zero)
        #expect(policy.site?.id == "uk")
    }
}
