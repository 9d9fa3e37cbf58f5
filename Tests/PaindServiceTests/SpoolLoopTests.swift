import DiarySpool
import DoseLedger
import Foundation
import PainDosing
import Quantities
import SiteProfile
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("From a dropped file to record, report and ledger")
struct SpoolLoopTests {
    static func diary(_ patient: String = "P-001", _ regimen: String = "morphine MR 60 mg bd")
        -> String
    {
        """
        {"schema":"pain-diary/1","patient":"\(patient)","recordedAt":"2026-03-02T08:00:00+01:00",\
        "pain":{"background":2,"worst":8},"episodes":[{"at":"2026-03-01T15:20:00+01:00","peak":8}],\
        "regimen":["\(regimen)"]}
        """
    }

    @Test("An entry ends in the journal, as two reports, in the ledger and in done")
    func assessed() throws {
        let folder = try ServiceFolder()
        try folder.drop(Self.diary(), as: "diary.json")
        let records = folder.records
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let record = try #require(folder.records.of(.assessed).first)
        #expect(record.values(.omedd) == ["120"])
        #expect(record.values(.table) == ["fpm-2020"])
        #expect(record.values(.file) == ["diary.json"])
        #expect(record.values(.breakthrough).contains("morphine immediate-release 20 mg"))
        #expect(record.values(.breakthrough).contains("Effentora 200 micrograms"))
        #expect(record.priority == .warning)
        #expect(record.values(.patient) != ["P-001"])
        #expect(!record.message.contains("P-001"))
        let report = try #require(record.values(.report).first)
        #expect(report.hasPrefix("2026-03-02/070000Z-"))
        let text = try folder.text("state/reports/" + report)
        #expect(text.contains("Patient P-001"))
        #expect(text.contains("OMEDD 120 mg"))
        let json = try folder.text(
            "state/reports/" + report.replacingOccurrences(of: ".txt", with: ".json"))
        #expect(json.contains("\"paincalc/assessment/1\""))
        #expect(folder.exists("spool/done/diary.json"))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let counts = try ledger.counts()
        #expect(counts.entries == 1)
        #expect(counts.pending == 0)
    }

    @Test("A safety stop is critical; its record holds what is taken and no dose")
    func stopped() throws {
        let folder = try ServiceFolder()
        let diary = Self.diary().replacingOccurrences(
            of: "\"regimen\"", with: "\"observations\":{\"respiratoryRate\":6},\"regimen\"")
        try folder.drop(diary, as: "stop.json")
        let records = folder.records
        try folder.run { _ in
            !records.of(.assessed).isEmpty && folder.exists("spool/done/stop.json")
        }
        let record = try #require(folder.records.of(.assessed).first)
        #expect(record.priority == .critical)
        #expect(record.message.contains("STOP"))
        #expect(
            record.message.hasSuffix(". On board: morphine modified-release 60 mg every 12 hours."))
        #expect(record.values(.omedd).isEmpty)
        #expect(record.values(.breakthrough).isEmpty)
        #expect(!record.values(.alert).isEmpty)
        #expect(folder.records.alerts.flatMap { $0.values(.alert) } == record.values(.alert))
        #expect(folder.records.alerts.allSatisfy { $0.priority == .critical })
    }

    @Test("Each caution of the tables follows as a record of its own, under the number of its code")
    func alertRecords() throws {
        let folder = try ServiceFolder()
        let diary = Self.diary().replacingOccurrences(
            of: "\"regimen\"",
            with: "\"observations\":{\"respiratoryRate\":10},"
                + "\"context\":{\"comedications\":[\"Midazolam\",\"a secret\"]},\"regimen\"")
        try folder.drop(diary, as: "alerts.json")
        let records = folder.records
        try folder.run { _ in !records.alerts.isEmpty && folder.exists("spool/done/alerts.json") }
        let assessed = try #require(records.of(.assessed).first)
        let tables = try DosingSetup(folder.configuration).engine.tables
        let cautions = Set(tables.limits.filter { $0.care == .every }.map(\.code))
        let expected = assessed.values(.alert).filter { cautions.contains($0) }
        #expect(
            Set(expected) == [
                "respiratory-rate-low", "with-benzodiazepine", "no-laxative", "omedd-above-100",
            ])
        // Beside them stands the call for a clinician, which the breathing asks for.
        #expect(assessed.values(.decision) == ["review-now"])
        let review = AlertExplanation.reviewNow
        #expect(
            Set(records.alerts.flatMap { $0.values(.alert) }) == Set(expected).union([review]))
        #expect(records.alerts.first { $0.values(.alert) == [review] }?.priority == .warning)
        for record in records.alerts where record.values(.alert) != [review] {
            let code = try #require(record.values(.alert).first)
            let limit = try #require(tables.limits.first { $0.code == code })
            #expect(record.messageID == MessageID(alert: code))
            #expect(record.priority == .warning)
            #expect(record.message.hasSuffix(": \(limit.message) \(limit.action)"))
            #expect(record.values(.patient) == assessed.values(.patient))
            #expect(record.values(.entry) == assessed.values(.entry))
            #expect(record.values(.arrival) == assessed.values(.arrival))
            #expect(!record.message.contains("P-001"))
        }
        for record in records.all {
            #expect(!record.message.contains("secret"))
            #expect(!record.fields.contains { $0.value.contains("secret") })
        }
    }

    @Test("The same bytes again are a duplicate; nothing new is recorded, both files are in done")
    func duplicate() throws {
        let folder = try ServiceFolder()
        try folder.drop(Self.diary(), as: "a.json")
        try folder.drop(Self.diary(), as: "b.json")
        let records = folder.records
        try folder.run { _ in !records.of(.duplicate).isEmpty }
        #expect(folder.records.of(.assessed).count == 1)
        #expect(folder.exists("spool/done/a.json") && folder.exists("spool/done/b.json"))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.counts().entries == 1)
        #expect(try ledger.counts().duplicates == 1)
    }

    @Test("A bad file is set aside with its reason, and stops no other")
    func rejected() throws {
        let folder = try ServiceFolder()
        try folder.drop("{\"schema\":\"pain-diary/1\",\"patient\":\"../P\"}", as: "bad.json")
        try folder.drop(Self.diary(), as: "good.json")
        let records = folder.records
        try folder.run { _ in !records.of(.rejected).isEmpty && !records.of(.assessed).isEmpty }
        let record = try #require(folder.records.of(.rejected).first)
        #expect(record.priority == .error)
        #expect(record.values(.reason) == ["not-a-diary"])
        #expect(folder.exists("spool/rejected/bad.json"))
        let reason = try folder.text("spool/rejected/bad.json.reason.txt")
        #expect(reason.contains("patient"))
        #expect(reason.hasSuffix("drop it into incoming again.\n"))
    }

    @Test(
        "An entry is taken up to the allowed skew ahead of the injected clock, and not a second more",
        arguments: [(600, "00:10:00", "00:10:01"), (0, "00:00:00", "00:00:01")])
    func fromTheFuture(skew: Int, taken: String, refused: String) throws {
        let folder = try ServiceFolder()
        var configuration = folder.configuration
        if skew != 600 { configuration.futureSkewSeconds = skew }
        let settings = configuration
        #expect(settings.futureSkewSeconds == skew)
        for (name, time) in [("taken", taken), ("refused", refused)] {
            try folder.drop(
                Self.diary().replacingOccurrences(
                    of: "2026-03-02T08:00:00+01:00", with: "2026-03-03T\(time)Z"),
                as: "\(name).json")
        }
        let records = folder.records
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            !records.of(.rejected).isEmpty && !records.of(.assessed).isEmpty
        }
        #expect(folder.records.of(.assessed).map { $0.values(.file) } == [["taken.json"]])
        let rejected = try #require(folder.records.of(.rejected).first)
        #expect(rejected.values(.file) == ["refused.json"])
        #expect(rejected.values(.reason) == ["from-the-future"])
    }

    @Test("A reload takes a new allowance for clocks that are ahead")
    func reloadedSkew() throws {
        let folder = try ServiceFolder()
        var changed = folder.configuration
        changed.futureSkewSeconds = 86_400
        let new = changed
        let ahead = Self.diary().replacingOccurrences(
            of: "2026-03-02T08:00:00+01:00", with: "2026-03-03T12:00:00Z")
        let records = folder.records
        var step = 0
        try folder.run(reload: { () throws(ServiceFailure) in new }) { waker in
            if step == 0, !records.of(.ready).isEmpty {
                step = 1
                try? folder.drop(ahead, as: "early.json")
            }
            if step == 1, !records.of(.rejected).isEmpty {
                step = 2
                waker.reload()
            }
            if step == 2, !records.of(.reloaded).isEmpty {
                step = 3
                try? folder.drop(ahead, as: "again.json")
            }
            return !records.of(.assessed).isEmpty
        }
        #expect(folder.records.of(.assessed).first?.values(.file) == ["again.json"])
    }

    @Test("What a crash left after the commit is finished at the next start, once")
    func recovered() throws {
        let folder = try ServiceFolder()
        let configuration = folder.configuration
        // The state of a service killed right after its commit: file in work, outbox pending.
        let setup = try DosingSetup(configuration)
        let ledger = try Ledger.open(path: configuration.ledger.string)
        try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
        try ledger.registerPolicy(setup.policy, text: setup.policyText)
        let bytes = Array(Self.diary().utf8)
        let latest = Instant(secondsSince1970: ServiceFolder.now)
        let reader = EntryReader(setup: setup)
        try FileManager.default.createDirectory(
            at: folder.url("spool/work"), withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.url("spool/work/left.json"))
        let left = try #require(try folder.leftovers().first)
        let recorded = try #require(reader.arrivals([left], latest: latest).first?.entry)
        let diary = try reader.setup.assessed(recorded, in: .empty)
        _ = try ledger.commit([
            NewArrival(
                fileName: Array("left.json".utf8), identity: "\(left.identity)",
                receivedAt: ServiceFolder.now,
                finding: .entry(
                    diary.newEntry(bytes: bytes, setup: setup, at: ServiceFolder.now)))
        ])
        try ledger.close()
        let records = folder.records
        try folder.run { _ in !records.of(.ready).isEmpty }
        #expect(folder.records.of(.assessed).count == 1)
        #expect(folder.exists("spool/done/left.json"))
        #expect(!folder.exists("spool/work/left.json"))
        let report = try #require(folder.records.of(.assessed).first?.values(.report).first)
        #expect(try folder.text("state/reports/" + report).contains("OMEDD 120 mg"))
        try folder.run { _ in records.of(.ready).count == 2 }
        #expect(folder.records.of(.assessed).count == 1)
    }

    @Test("While reports can't be written nothing is lost; once they can, all is finished once")
    func reportsBlocked() throws {
        let folder = try ServiceFolder()
        try FileManager.default.createDirectory(
            at: folder.url("state/reports"), withIntermediateDirectories: true)
        let obstacle = folder.url("state/reports/2026-03-02")
        try Data().write(to: obstacle)
        try folder.drop(Self.diary(), as: "blocked.json")
        let records = folder.records
        var isBlocked = true
        try folder.run { _ in
            if isBlocked, !records.of(.stuck).isEmpty {
                isBlocked = false
                try? FileManager.default.removeItem(at: obstacle)
            }
            return !records.of(.assessed).isEmpty
        }
        #expect(folder.records.of(.assessed).count == 1)
        #expect(folder.exists("spool/done/blocked.json"))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.counts().entries == 1)
        #expect(try ledger.counts().pending == 0)
    }

    @Test("While the journal refuses a record the batch waits; no other record is sent twice")
    func journalRefused() throws {
        let folder = try ServiceFolder()
        try folder.drop(Self.diary(), as: "a.json")
        try folder.drop("{\"schema\":\"pain-diary/1\",\"patient\":}", as: "b.json")
        let records = folder.records
        records.refuseOnce(.rejected)
        let path = folder.configuration.ledger.string
        try folder.run { _ in
            guard !records.of(.rejected).isEmpty else { return false }
            return (try? Ledger.openReadOnly(path: path).counts().pending) == 0
        }
        #expect(records.of(.assessed).count == 1)
        #expect(records.of(.rejected).count == 1)
        #expect(records.of(.stuck).count == 1)
        #expect(folder.exists("spool/done/a.json") && folder.exists("spool/rejected/b.json"))
    }

    @Test("A file claimed before a crash and never committed is assessed at the next start")
    func leftover() throws {
        let folder = try ServiceFolder()
        try FileManager.default.createDirectory(
            at: folder.url("spool/work"), withIntermediateDirectories: true)
        try Data(Self.diary().utf8).write(to: folder.url("spool/work/left.json"))
        let records = folder.records
        try folder.run { _ in !records.of(.assessed).isEmpty }
        #expect(folder.exists("spool/done/left.json"))
    }

    @Test("A reload takes a new policy; a faulty one leaves the old in force")
    func reloads() throws {
        let folder = try ServiceFolder()
        var changed = folder.configuration
        changed.policy.order = [ConversionSetID("scottish-2024"), ConversionSetID("fpm-2020")]
        let new = changed
        let records = folder.records
        try folder.run(reload: { () throws(ServiceFailure) in new }) { waker in
            if records.of(.ready).isEmpty { return false }
            if records.of(.reloaded).isEmpty { waker.reload() }
            return !records.of(.reloaded).isEmpty
        }
        #expect(folder.records.of(.reloaded).first?.values(.table) == ["scottish-2024"])
        changed.policy.order = [ConversionSetID("no-such-set")]
        let wrong = changed
        try folder.run(reload: { () throws(ServiceFailure) in wrong }) { waker in
            if records.of(.ready).count < 2 { return false }
            if records.of(.reloadFailed).isEmpty { waker.reload() }
            return !records.of(.reloadFailed).isEmpty
        }
        #expect(folder.records.of(.reloadFailed).first?.message.contains("no-such-set") == true)
    }
}
