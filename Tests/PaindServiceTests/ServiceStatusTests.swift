import DiarySpool
import DoseLedger
import DoseReport
import Foundation
import PainDosing
import Quantities
import SystemPackage
import Testing

@testable import PaindService

@Suite("The service at a glance")
struct ServiceStatusTests {
    /// A folder whose service has taken a good file, a duplicate, a stop and a bad file.
    static func folder() throws -> ServiceFolder {
        let folder = try ServiceFolder()
        let diary = SpoolLoopTests.diary()
        try folder.drop(diary, as: "good.json")
        try folder.drop(diary, as: "same.json")
        try folder.drop(
            SpoolLoopTests.diary("P-002").replacingOccurrences(
                of: "\"regimen\"", with: "\"observations\":{\"respiratoryRate\":6},\"regimen\""),
            as: "stop.json")
        try folder.drop("{\"schema\":\"pain-diary/1\",\"patient\":\"../P\"}", as: "bad\n.json")
        let records = folder.records
        try folder.run { _ in
            records.of(.assessed).count == 2 && !records.of(.rejected).isEmpty
                && !records.of(.duplicate).isEmpty
        }
        return folder
    }

    static func status(
        of folder: ServiceFolder, last: Int = 5, after seconds: Int64 = 0
    ) throws -> ServiceStatus {
        try ServiceStatus(
            of: folder.configuration, last: last,
            clock: ServiceClock { ServiceFolder.now + seconds })
    }

    @Test("Counts, the last entries, rejected files with their reasons, and the tables")
    func words() throws {
        let folder = try Self.folder()
        let status = try Self.status(of: folder, after: 3_725)
        let text = status.text
        let tables = try DosingSetup(folder.configuration).engine.tables.sha256
        for line in [
            "Entries    2, answered 2 times; now with a safety stop 1, with an open question 0, "
                + "with a caution 1",
            "Files      2 accepted, 1 duplicate, 1 rejected",
            "Last file  2026-03-03T00:00:00Z (1 h 2 min ago)",
            "Incoming   nothing waits", "In work    nothing waits",
            "Outbox     nothing is left to do", "Tables     \(tables)",
            "           from the program itself",
            "  2026-03-03T00:00:00Z  bad\\u{A}.json  (not-a-diary)",
        ] {
            #expect(text.contains(line + "\n"), "\(line)\n\(text)")
        }
        #expect(text.contains("OMEDD 120 mg/day, with a caution\n"))
        #expect(text.contains("STOP, no dose is given\n"))
        #expect(!text.contains("P-00"))
        let reason = try #require(status.rejectedFiles.first).reason
        for line in reason.split(separator: "\n") { #expect(text.contains("    \(line)\n")) }
    }

    @Test("So many entries and rejected files are named as are asked for", arguments: [0, 1, 2])
    func last(number: Int) throws {
        let status = try Self.status(of: try Self.folder(), last: number)
        #expect(status.lastEntries.count == number)
        #expect(status.rejectedFiles.count == min(number, 1))
        #expect(status.text.contains("Last entries") == (number > 0))
    }

    @Test("A file that waits is told with its age, and one that is being written is not counted")
    func waiting() throws {
        let folder = try Self.folder()
        try folder.drop("{}", as: "waits.json")
        try Data().write(to: folder.url("spool/incoming/half.json.part"))
        let status = try Self.status(of: folder)
        #expect(status.text.contains("Incoming   1 waiting, the oldest since "))
        guard case .files(let files) = status.incoming else {
            Issue.record("\(status.incoming)")
            return
        }
        #expect(files.count == 1)
        let age = Date.now.timeIntervalSince1970 - TimeInterval(try #require(files.oldest))
        #expect(age >= 0 && age < 60)
    }

    @Test("A folder that is not there is told, and the rest is answered")
    func noFolder() throws {
        let folder = try Self.folder()
        try FileManager.default.removeItem(at: folder.url("spool/work"))
        let text = try Self.status(of: folder).text
        #expect(text.contains("In work    unknown: The spool folder work ("))
    }

    @Test("What is left to do is told with the last failure")
    func pending() throws {
        let folder = try Self.folder()
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let arrival = NewArrival(
            fileName: Array("late.json".utf8), identity: "late.json", receivedAt: ServiceFolder.now,
            finding: .rejection(code: "empty", reason: "nothing in it", digest: nil))
        let number = try #require(try ledger.commit([arrival]).arrivals.first).arrival
        try ledger.noteFailure(of: .arrival(number), at: ServiceFolder.now, "the disk\nis full")
        let text = try Self.status(of: folder).text
        #expect(
            text.contains(
                "Outbox     1 reports, records or moves are left to do; failed "
                    + "2026-03-03T00:00:00Z (now): the disk is full\n"), "\(text)")
    }

    @Test("Tables that the last answer was not made with are named beside those of now")
    func otherTables() throws {
        let folder = try Self.folder()
        let used = try #require(
            try Ledger.openReadOnly(path: folder.configuration.ledger.string).lastTableSet())
        let repository = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../..").standardizedFileURL
        let tables = folder.url("Tables")
        try FileManager.default.copyItem(
            at: repository.appending(path: "Tables"), to: tables)
        let file = tables.appending(path: "defaults.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data((text + "\n# another edition\n").utf8).write(to: file)
        var configuration = folder.configuration
        configuration.tables = .init(tables.path())
        let status = try ServiceStatus(
            of: configuration, last: 0, clock: ServiceClock { ServiceFolder.now })
        #expect(status.lastUsedTables == used)
        #expect(status.configuredTables != used)
        #expect(status.text.contains("the last answer was made with \(used); "))
    }

    @Test("Without a ledger there is no status, and none is made")
    func noLedger() throws {
        let folder = try ServiceFolder()
        let failure = try #require(throws: ServiceFailure.self) { try Self.status(of: folder) }
        #expect(failure.status == 66)
        #expect("\(failure)".hasSuffix("paind makes it at its first start"))
        #expect(!folder.exists("state/ledger.sqlite"))
    }

    @Test(
        "How long ago something was, in its two largest units",
        arguments: [
            (-1, "ahead of this clock"), (0, "now"), (59, "59 s ago"), (60, "1 min ago"),
            (61, "1 min 1 s ago"), (3_600, "1 h ago"), (3_659, "1 h ago"), (90_061, "1 d 1 h ago"),
            (172_860, "2 d ago"),
        ])
    func elapsed(seconds: Int64, words: String) {
        let now = Instant(secondsSince1970: ServiceFolder.now)
        let then = Instant(secondsSince1970: ServiceFolder.now - seconds)
        #expect(ElapsedTime(from: then, to: now).words == words)
    }

    @Test(
        "A fraction of the ledger is read, and nothing else",
        arguments: [("60", "60"), ("285/2", "142.5"), ("1/0", nil), ("1/2/3", nil), ("", nil)])
    func fraction(text: String, decimal: String?) {
        #expect(Rational(fraction: text)?.decimal().text == decimal)
    }
}
