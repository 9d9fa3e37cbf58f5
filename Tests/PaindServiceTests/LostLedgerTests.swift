import DoseLedger
import Foundation
import GRDB
import PainDiary
import PainDosing
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("A ledger that is gone, empty, older or another")
struct LostLedgerTests {
    /// A folder whose service answered entries in batches of two, rival corrections, one that withdraws and
    /// one that came late among them.
    private static func folder() throws -> ServiceFolder {
        let folder = try ServiceFolder()
        let first = SpoolLoopTests.diary("P-1", "morphine MR 10 mg bd")
        func correction(_ regimen: String) -> String {
            SpoolLoopTests.diary("P-1", regimen).replacingOccurrences(
                of: "\"regimen\"",
                with: "\"replaces\":\"\(ContentDigest(of: Array(first.utf8)))\",\"regimen\"")
        }
        let late = SpoolLoopTests.diary("P-2").replacingOccurrences(
            of: "2026-03-02T08", with: "2026-03-02T06")
        let records = folder.records
        for (number, text) in [
            first, correction("morphine MR 15 mg bd"), SpoolLoopTests.diary("P-2"),
            correction("morphine MR 20 mg bd"), late, correction("morphine MR 25 mg bd"),
        ].enumerated() {
            // One name again and again, as a program that exports a file may do it.
            try folder.drop(text, as: "diary.json")
            try folder.run { _ in records.of(.assessed).count == number + 1 }
        }
        return folder
    }

    private static func answers(_ folder: ServiceFolder) throws -> [ContentDigest: [UInt8]] {
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        var answers: [ContentDigest: [UInt8]] = [:]
        try ledger.forEachEntry { answers[$0.entry.digest] = try $0.assessment.intactJSON() }
        try ledger.close()
        return answers
    }

    private static func start(_ folder: ServiceFolder) throws(ServiceFailure) -> SpoolLoop {
        let configuration = folder.configuration
        return try SpoolLoop(
            configuration, journal: folder.records, clock: .at(ServiceFolder.now)
        ) { () throws(ServiceFailure) in configuration }
    }

    enum Loss: String, CaseIterable {
        case removed
        case emptied
        case begunAnew
        case onlyReportsLeft
        case onlyKeyLeft
        case older
        case another

        func happen(to folder: ServiceFolder) throws {
            let path = folder.configuration.ledger.string
            let files = FileManager.default
            switch self {
            case .removed: try files.removeItem(atPath: path)
            case .emptied: try Data().write(to: URL(filePath: path))
            case .begunAnew:
                try files.removeItem(atPath: path)
                try Ledger.open(path: path).close()
            case .onlyReportsLeft, .onlyKeyLeft:
                try files.removeItem(atPath: path)
                try files.removeItem(at: folder.url("spool/done"))
                let rest = self == .onlyKeyLeft ? "state/reports" : "state/pseudonym.key"
                try files.removeItem(at: folder.url(rest))
            case .older:
                let older = try ServiceFolder()
                let records = older.records
                try older.drop(
                    SpoolLoopTests.diary("P-1", "morphine MR 10 mg bd"), as: "diary.json")
                try older.run { _ in !records.of(.assessed).isEmpty }
                try files.removeItem(atPath: path)
                try files.copyItem(
                    atPath: older.configuration.ledger.string, toPath: path)
            case .another:
                let other = try ServiceFolder()
                let records = other.records
                try other.drop(SpoolLoopTests.diary("P-9"), as: "other.json")
                try other.run { _ in !records.of(.assessed).isEmpty }
                try files.removeItem(atPath: path)
                try files.copyItem(
                    atPath: other.configuration.ledger.string, toPath: path)
            }
        }
    }

    @Test("The service refuses to go on with it, and says what to do", arguments: Loss.allCases)
    func refused(_ loss: Loss) throws {
        let folder = try Self.folder()
        try loss.happen(to: folder)
        let before = try? Data(contentsOf: folder.url("state/ledger.sqlite"))
        let failure = try #require(throws: ServiceFailure.self, "\(loss)") {
            _ = try Self.start(folder)
        }
        for words in ["paincalc ledger rebuild", "paind --new-ledger"] {
            #expect("\(failure)".contains(words), "\(loss): \(failure)")
        }
        #expect(failure.status == 65, "\(loss)")
        if loss != .begunAnew, loss != .older, loss != .another {
            #expect(
                (try? Data(contentsOf: folder.url("state/ledger.sqlite"))) == before, "\(loss)")
        }
    }

    @Test("Once somebody says so, it goes on with it, and stays so", arguments: Loss.allCases)
    func begun(_ loss: Loss) throws {
        let folder = try Self.folder()
        try loss.happen(to: folder)
        let later = ServiceClock.at(Int64(Date.now.timeIntervalSince1970))
        _ = try folder.configuration.beginLedger(clock: later)
        let records = folder.records
        for _ in 0..<2 {
            let ready = records.of(.ready).count
            try folder.run { _ in records.of(.ready).count == ready + 1 }
        }
    }

    @Test(
        "It is made again from the finished files with the answers that it had",
        arguments: Loss.allCases.filter { $0 != .onlyReportsLeft && $0 != .onlyKeyLeft })
    func rebuilt(_ loss: Loss) throws {
        let folder = try Self.folder()
        let before = try Self.answers(folder)
        try loss.happen(to: folder)
        let summary = try LedgerRebuild(folder.configuration, clock: .at(ServiceFolder.now)).run()
        #expect(summary.status == 0 && summary.unread.isEmpty, "\(loss): \(summary)")
        #expect(summary.asideAs == nil, "\(loss): \(summary)")
        let after = try Self.answers(folder)
        #expect(before.count == 6, "\(loss)")
        for (digest, answer) in before {
            #expect(after[digest] == answer, "\(loss): \(digest)")
        }
        // Of another service's ledger nothing is taken away.
        #expect(after.count == before.count + (loss == .another ? 1 : 0), "\(loss)")
        #expect(try LedgerReplayTests.replay(folder).0.status == 0, "\(loss)")
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.faults() == [], "\(loss)")
        #expect(try ledger.counts().pending == 0, "\(loss)")
        try ledger.close()
        // Nothing is told again, and what comes then is answered.
        let records = folder.records
        let told = records.of(.assessed).count
        try folder.drop(SpoolLoopTests.diary("P-7"), as: "diary.json")
        try folder.run { _ in records.of(.assessed).count == told + 1 }
        #expect(records.of(.assessed).last?.values(.patient) != [], "\(loss)")
    }

    @Test("A sound ledger that lacks nothing is left as it is")
    func sound() throws {
        let folder = try Self.folder()
        let before = try Self.answers(folder)
        let name = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
            .assignedRecords()
        let summary = try LedgerRebuild(folder.configuration, clock: .at(ServiceFolder.now)).run()
        #expect(summary.isComplete && summary.entries == 6)
        #expect(try Self.answers(folder) == before)
        let after = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try after.assignedRecords() == name)
    }

    @Test("What can't be read is named, and the rest is taken in")
    func unread() throws {
        let folder = try Self.folder()
        try FileManager.default.removeItem(at: folder.url("state/ledger.sqlite"))
        try Data("{".utf8).write(to: folder.url("spool/done/broken.json"))
        try FileManager.default.createSymbolicLink(
            at: folder.url("spool/done/link.json"), withDestinationURL: folder.url("elsewhere"))
        let summary = try LedgerRebuild(folder.configuration, clock: .at(ServiceFolder.now)).run()
        #expect(summary.entries == 6 && summary.status == 65)
        #expect(summary.unread.map(\.name) == ["broken.json"])
    }

    @Test("A database of something else, and a ledger of a newer version, are not touched")
    func foreign() throws {
        let folder = try ServiceFolder()
        let path = folder.configuration.ledger.string
        try OlderLedger(path: path).raw { db in try db.execute(sql: "CREATE TABLE other (a)") }
        let before = try Data(contentsOf: URL(filePath: path))
        let failure = try #require(throws: ServiceFailure.self) {
            try LedgerRebuild(folder.configuration).run()
        }
        #expect("\(failure)".contains("not a ledger but another database"))
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        try FileManager.default.removeItem(atPath: path)
        try Ledger.open(path: path).close()
        try OlderLedger(path: path).raw { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')")
        }
        let newer = try #require(throws: ServiceFailure.self) {
            try LedgerRebuild(folder.configuration).run()
        }
        #expect("\(newer)".contains("goes back to no earlier one"))
        let refused = try #require(throws: ServiceFailure.self) { _ = try Self.start(folder) }
        #expect("\(refused)".contains("install that version again"))
    }

    @Test("A file that was written into after it was finished is no sign of a lost ledger")
    func changedFile() throws {
        let folder = try Self.folder()
        let file = folder.url("spool/done/diary.json")
        try (Data(contentsOf: file) + Data("\n".utf8)).write(to: file)
        let records = folder.records
        let ready = records.of(.ready).count
        try folder.run { _ in records.of(.ready).count == ready + 1 }
        let summary = try LedgerRebuild(folder.configuration, clock: .at(ServiceFolder.now)).run()
        #expect(summary.isComplete)
    }

    @Test("A ledger that is taken away while the service works takes nothing in until it is back")
    func whileRunning() throws {
        let folder = try Self.folder()
        let records = folder.records
        let path = folder.configuration.ledger.string
        let told = records.of(.assessed).count
        let suffixes = ["", "-wal", "-shm"]
        var step = 0
        try folder.run { _ in
            let files = FileManager.default
            switch step {
            case 0 where records.of(.ready).count > 6:
                for suffix in suffixes where files.fileExists(atPath: path + suffix) {
                    try? files.moveItem(atPath: path + suffix, toPath: path + ".away" + suffix)
                }
                try? folder.drop(SpoolLoopTests.diary("P-5"), as: "meanwhile.json")
                step = 1
            case 1 where !records.of(.ledgerError).isEmpty:
                if folder.exists("spool/done/meanwhile.json") { return true }
                for suffix in suffixes where files.fileExists(atPath: path + ".away" + suffix) {
                    try? files.moveItem(atPath: path + ".away" + suffix, toPath: path + suffix)
                }
                step = 2
            case 2: return folder.exists("spool/done/meanwhile.json")
            default: break
            }
            return false
        }
        #expect(step == 2)
        #expect(records.of(.assessed).count == told + 1)
        #expect(records.of(.ledgerError).allSatisfy { $0.message.contains("removed or replaced") })
        let ledger = try Ledger.openReadOnly(path: path)
        #expect(try ledger.counts().entries == 7)
        #expect(try ledger.integrityCheck() == [])
    }
}
