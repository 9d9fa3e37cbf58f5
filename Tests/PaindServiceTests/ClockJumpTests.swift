import DoseLedger
import Foundation
import Synchronization
import SystemPackage
import Testing

@testable import PaindService

@Suite("A wall clock that jumps while the service works")
struct ClockJumpTests {
    private static let year: Int64 = 31_536_000

    @Test(
        "After any jump the service goes on, and answers what is not from its future",
        arguments: [-50 * year, -year, -86_400, -3_600, -1, 1, 3_600, 86_400, year, 100 * year])
    func jump(by seconds: Int64) throws {
        let folder = try ServiceFolder()
        let (configuration, records) = (folder.configuration, folder.records)
        let wall = Mutex(ServiceFolder.now)
        // Older than every clock here.
        let old = { (patient: String) in
            SpoolLoopTests.diary(patient).replacing("2026-03-0", with: "1970-01-0")
        }
        var step = 0
        try folder.run(
            clock: ServiceClock { wall.withLock { $0 } },
            reload: { () throws(ServiceFailure) in configuration }
        ) { _ in
            switch (step, records.of(.assessed).count) {
            case (0, _):
                try? folder.drop(old("P-1"), as: "before.json")
            case (1, 1):
                wall.withLock { $0 += seconds }
                try? folder.drop(old("P-2"), as: "jumped.json")
            case (2, 2):
                wall.withLock { $0 -= seconds }
                try? folder.drop(old("P-1").replacing("60 mg", with: "30 mg"), as: "back.json")
            case (3, 3): return true
            default: return false
            }
            step += 1
            return false
        }
        #expect(records.of(.rejected).isEmpty && records.of(.ledgerError).isEmpty)
        let ledger = try Ledger.openReadOnly(path: configuration.ledger.string)
        #expect(try ledger.counts().entries == 3)
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("A diary refused because the clock was behind is answered once the clock is right")
    func behind() throws {
        let folder = try ServiceFolder()
        let (configuration, records) = (folder.configuration, folder.records)
        let wall = Mutex(ServiceFolder.now - Self.year)
        var step = 0
        try folder.run(
            clock: ServiceClock { wall.withLock { $0 } },
            reload: { () throws(ServiceFailure) in configuration }
        ) { _ in
            if step == 0 { try? folder.drop(SpoolLoopTests.diary(), as: "diary.json") }
            if step <= 1, folder.exists("spool/rejected/diary.json.reason.txt") {
                wall.withLock { $0 += Self.year }
                try? FileManager.default.moveItem(
                    at: folder.url("spool/rejected/diary.json"),
                    to: folder.url("spool/incoming/diary.json"))
                step = 2
            }
            step = max(step, 1)
            return !records.of(.assessed).isEmpty
        }
        #expect(records.of(.rejected).map { $0.values(.reason) } == [["from-the-future"]])
        let reason = try folder.text("spool/rejected/diary.json.reason.txt")
        #expect(
            reason.contains("later than the clock of this machine; correct the date, or the clock.")
        )
    }
}
