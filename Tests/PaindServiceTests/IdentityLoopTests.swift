import DiarySpool
import DoseLedger
import Foundation
import GRDB
import PainDosing
import Quantities
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

/// Names come back: `diary.json` today and tomorrow.
@Suite("Nothing is lost when names repeat")
struct IdentityLoopTests {
    private static let stop = SpoolLoopTests.diary("P-stop").replacingOccurrences(
        of: "\"regimen\"", with: "\"observations\":{\"respiratoryRate\":5},\"regimen\"")

    /// A service that has answered `diary.json` and was killed before that was marked as done, with
    /// another file of this name in work.
    private func killed(
        leaving text: String, knowing: (FileIdentity) -> String?
    ) throws -> ServiceFolder {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(SpoolLoopTests.diary("P-first"), as: "diary.json")
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let done = try Spool(
            layout: SpoolLayout(
                incoming: FilePath(folder.url("spool/incoming").path()),
                work: FilePath(folder.url("spool/done").path()),
                done: FilePath(folder.url("spool/rejected").path()),
                rejected: FilePath(folder.url("spool/incoming").path()))
        ).leftovers()
        let first = try #require(done.first?.identity)
        try OlderLedger(path: folder.configuration.ledger.string).raw { db in
            try db.execute(
                sql: "INSERT INTO outbox (arrival, identity) VALUES (1, ?)",
                arguments: [knowing(first)])
        }
        try Data(text.utf8).write(to: folder.url("spool/work/diary.json"))
        return folder
    }

    @Test(
        "A stranger of the name in work is read as what it is, whoever recorded the first",
        arguments: [true, false])
    func stranger(isKnown: Bool) throws {
        let folder = try killed(leaving: Self.stop) { isKnown ? "\($0)" : nil }
        let records = folder.records
        try folder.run { _ in records.of(.ready).count == 2 }
        let stops = records.of(.assessed).filter { $0.priority == .critical }
        #expect(stops.count == 1)
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.counts().entries == 2)
        #expect(try ledger.counts().pending == 0)
        #expect(try folder.names("spool/work").isEmpty)
        #expect(try folder.text("spool/done/diary.json").contains("P-first"))
        #expect(try folder.text("spool/done/diary.2.json") == Self.stop)
    }

    @Test("The very bytes once more under the name are a duplicate, and told")
    func sameBytes() throws {
        let folder = try killed(leaving: SpoolLoopTests.diary("P-first")) { "\($0)" }
        let records = folder.records
        try folder.run { _ in records.of(.ready).count == 2 }
        #expect(records.of(.duplicate).count == 1)
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.counts().duplicates == 1)
        #expect(try folder.names("spool/done").count == 2)
        #expect(try folder.names("spool/work").isEmpty)
    }

    @Test("A file that is written to between claim and commit is not answered, and read anew")
    func changedBeforeCommit() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        let path = folder.configuration.ledger.string
        var settings = Configuration()
        settings.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: settings)
        var handle: FileHandle?
        var step = 0
        try folder.run { _ in
            switch step {
            case 0 where !records.of(.ready).isEmpty:
                // Who has the ledger makes the commit wait, up to five seconds.
                try? other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
                try? folder.drop(SpoolLoopTests.diary("P-1"), as: "open.json")
                handle = try? FileHandle(forWritingTo: folder.url("spool/incoming/open.json"))
                if handle == nil {
                    handle = try? FileHandle(forWritingTo: folder.url("spool/work/open.json"))
                }
                step = 1
            case 1 where folder.exists("spool/work/open.json"):
                usleep(20_000)
                try? handle?.truncate(atOffset: 0)
                try? handle?.write(contentsOf: Data(SpoolLoopTests.diary("P-2").utf8))
                try? handle?.close()
                try? other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
                step = 2
            default: break
            }
            return folder.exists("spool/done/open.json")
        }
        try other.close()
        let ledger = try Ledger.openReadOnly(path: path)
        #expect(try ledger.counts().entries == 1)
        #expect(try ledger.lastEntries(limit: 5).map(\.entry.patient) == ["P-2"])
        #expect(records.of(.assessed).count == 1)
        let told = try #require(records.of(.deferred).first)
        #expect(told.values(.file) == ["open.json"])
        #expect(told.values(.reason).first?.contains("Nothing was derived from it") == true)
    }

    @Test("A second service over the same spool or the same state is refused, and says who has it")
    func twoServices() throws {
        let folder = try ServiceFolder()
        let first = try loop(folder.configuration, folder)
        var ownSpool = folder.configuration
        ownSpool.spool = SpoolLayout(root: FilePath(folder.root.path()).appending("other"))
        var ownState = folder.configuration
        let state = FilePath(folder.root.path()).appending("other")
        try FileManager.default.createDirectory(
            at: folder.url("other"), withIntermediateDirectories: true)
        ownState.ledger = state.appending("ledger.sqlite")
        ownState.reports = state.appending("reports")
        for (name, configuration) in [
            ("both", folder.configuration), ("the state", ownSpool), ("the spool", ownState),
        ] {
            do {
                _ = try loop(configuration, folder)
                Issue.record("two have \(name)")
            } catch {
                #expect(error.status == 75, "\(name): \(error)")
                #expect("\(error)".contains("process \(getpid())"), "\(name): \(error)")
            }
        }
        withExtendedLifetime(first) {}
    }

    private func loop(
        _ configuration: ServiceConfiguration, _ folder: ServiceFolder
    ) throws(ServiceFailure) -> SpoolLoop {
        try SpoolLoop(configuration, journal: folder.records) { () throws(ServiceFailure) in
            configuration
        }
    }

    @Test("By default the journal shows no name of a file, and the same hash each time")
    func hashedNames() throws {
        let folder = try ServiceFolder()
        var configuration = folder.configuration
        configuration.journal = JournalSettings()
        let settings = configuration
        let names = ["Meier-Anna-1950.json", "Meier-Anna-bad.json", "Meier-Anna-again.json"]
        try folder.drop(SpoolLoopTests.diary(), as: names[0])
        try folder.drop("{\"schema\":1}", as: names[1])
        try folder.drop(SpoolLoopTests.diary(), as: names[2])
        let records = folder.records
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            !records.of(.assessed).isEmpty && !records.of(.rejected).isEmpty
                && !records.of(.duplicate).isEmpty
        }
        for record in records.all {
            #expect(!record.message.contains("Meier"), "\(record.message)")
            #expect(!record.fields.contains { $0.value.contains("Meier") }, "\(record.message)")
        }
        let shown = [ServiceEvent.assessed, .rejected, .duplicate].compactMap {
            records.of($0).first?.values(.file).first
        }
        #expect(Set(shown).count == 3)
        #expect(shown.allSatisfy { $0.hasPrefix("file-") && $0.utf8.count == 21 }, "\(shown)")
        let pseudonym = try PatientPseudonym(settings.journal, ledger: settings.ledger, isNew: true)
        #expect(pseudonym.file(try #require(SpoolName(names[0]))) == shown[0])
    }
}
