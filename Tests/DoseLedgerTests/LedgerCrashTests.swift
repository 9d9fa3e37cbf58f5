import DoseLedger
import Foundation
import Testing

/// A step after which a daemon may die.
enum CrashPoint: CaseIterable, Sendable {
    case beforeCommit
    case afterCommit
    case afterSteps
    case afterDone
}

@Suite("Dying between the steps")
struct LedgerCrashTests {
    /// Runs the way of one file up to a point, on a copy of the file as a dead process leaves it:
    /// the log is neither closed nor written into the main file.
    private func die(at point: CrashPoint, _ arrival: NewArrival) throws -> LedgerFile {
        let file = try LedgerFile()
        let ledger = try file.open()
        if point != .beforeCommit {
            let committed = try ledger.commit([arrival])
            if point == .afterDone {
                try ledger.markDone(committed.arrivals.map { .arrival($0.arrival) })
            }
        }
        let left = try LedgerFile()
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: file.path + suffix, toPath: left.path + suffix)
        }
        try ledger.close()
        return left
    }

    @Test(
        "Wherever the daemon dies, starting again ends with one entry and nothing pending",
        arguments: CrashPoint.allCases)
    func recovered(_ point: CrashPoint) throws {
        let arrival = Sample.arrival("c1", Sample.entry(Sample.digest(1)))
        let ledger = try die(at: point, arrival).open()
        let pending = try ledger.pendingOutbox()
        #expect(
            pending.map(\.identity) == (point == .afterCommit || point == .afterSteps ? ["c1"] : [])
        )
        if point == .beforeCommit {
            #expect(try ledger.commit([arrival]).arrivals.map(\.outcome) == [.accepted])
        }
        try ledger.markDone(ledger.pendingOutbox().map { .arrival($0.arrival) })
        // The same file dropped again, as by a sender that saw no answer.
        let again = Sample.arrival("c2", Sample.entry(Sample.digest(1)))
        #expect(try ledger.commit([again]).arrivals.map(\.outcome) == [.duplicate])
        let counts = try ledger.counts()
        #expect(counts.entries == 1)
        #expect(counts.accepted == 1)
        #expect(counts.pending == 1)
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("A log that was cut short loses whole batches only, from the end")
    func tornLog() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        for number in UInt8(1)...5 {
            try ledger.commit([
                Sample.arrival("a\(number)", Sample.entry(Sample.digest(number))),
                Sample.arrival("b\(number)", Sample.entry(Sample.digest(number + 100))),
            ])
        }
        let log = try Data(contentsOf: URL(fileURLWithPath: file.path + "-wal"))
        var seen: Set<Int64> = []
        for length in stride(from: 0, through: log.count, by: 4_096 / 2 + 24) {
            let torn = try LedgerFile()
            try FileManager.default.copyItem(atPath: file.path, toPath: torn.path)
            try log.prefix(length).write(to: URL(fileURLWithPath: torn.path + "-wal"))
            let counts = try torn.open().counts()
            #expect(counts.entries % 2 == 0, "\(length) bytes")
            #expect(counts.accepted == counts.entries, "\(length) bytes")
            #expect(counts.pending == counts.entries, "\(length) bytes")
            seen.insert(counts.entries)
        }
        #expect(seen.isSuperset(of: [0, 2, 4, 6, 8]))
        try ledger.close()
    }
}
