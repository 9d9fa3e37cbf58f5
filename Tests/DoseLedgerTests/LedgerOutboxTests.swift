import DoseLedger
import Testing

@Suite("The outbox")
struct LedgerOutboxTests {
    @Test("A pending file comes with all that its report, record and move need")
    func complete() throws {
        let ledger = try LedgerFile().open()
        let entry = Sample.entry(Sample.digest(1))
        try ledger.commit([
            Sample.arrival("c1", entry), Sample.rejection("c2"), Sample.arrival("c3", entry),
        ])
        let items = try ledger.pendingOutbox()
        #expect(items.map(\.outcome) == [.accepted, .rejected, .duplicate])
        #expect(items.map(\.identity) == ["c1", "c2", "c3"])
        #expect(
            items.map(\.fileName) == [
                Array("c1.json".utf8), [0x66, 0xFF, 0x0A], Array("c3.json".utf8),
            ])
        #expect(items.map(\.digest) == [entry.digest, nil, entry.digest])
        #expect(items.map(\.reasonCode) == [nil, "not-json", nil])
        #expect(items.map(\.reason) == [nil, "found x", nil])
        let assessed = try ledger.entry(entry.digest)
        #expect(items.map(\.assessed) == [assessed, nil, assessed])
        #expect(items.map(\.attempts) == [0, 0, 0])
    }

    @Test("What is done leaves the outbox, alone or with the next batch, and may be marked again")
    func done() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit((1...4).map { Sample.rejection("c\($0)") })
        try ledger.markDone([.arrival(2), .arrival(2)])
        try ledger.markDone([])
        #expect(try ledger.pendingOutbox().map(\.arrival) == [1, 3, 4])
        try ledger.commit(
            [Sample.rejection("c5")], alsoDone: [.arrival(1), .arrival(2), .arrival(4)])
        #expect(try ledger.pendingOutbox().map(\.arrival) == [3, 5])
        #expect(try ledger.counts().rejected == 5)
        #expect(try ledger.counts().pending == 2)
        for (identity, arrival) in [("c3", 3), ("c4", nil)] as [(String, Int64?)] {
            let found = try ledger.pendingArrival(
                fileName: Sample.rejection(identity).fileName, identity: identity, digest: nil)
            #expect(found?.arrival == arrival, "\(identity)")
        }
    }

    @Test("The outbox is read page by page")
    func pages() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit((1...5).map { Sample.rejection("c\($0)") })
        #expect(try ledger.pendingOutbox(limit: 2).map(\.arrival) == [1, 2])
        #expect(try ledger.pendingOutbox(after: 2, limit: 2).map(\.arrival) == [3, 4])
        #expect(try ledger.pendingOutbox(after: 4, limit: 2).map(\.arrival) == [5])
    }

    @Test("A failed step is counted and keeps its reason, and the file stays pending")
    func failure() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit([Sample.rejection("c1")])
        try ledger.noteFailure(of: .arrival(1), at: 2_000, "no space")
        try ledger.noteFailure(of: .arrival(1), at: 2_010, "no folder")
        let item = try #require(try ledger.pendingOutbox().first)
        #expect(item.attempts == 2)
        #expect(item.lastAttemptAt == 2_010)
        #expect(item.lastFailure == "no folder")
    }

    @Test(
        "A new assessment waits with its entry until it is done, and tells when it is out of date")
    func reassessments() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit(
            (1...2).map { Sample.arrival("c\($0)", Sample.entry(Sample.digest($0))) })
        try ledger.markDone([.arrival(1), .arrival(2)])
        #expect(try ledger.pendingReassessments() == [])
        func reassess(_ entry: Int64, _ json: String) throws -> Int64? {
            let new = Reassessment(entry: entry, assessment: Sample.assessment(json: json))
            return try ledger.commit([], reassessing: [new]).reassessments.first?.assessment
        }
        #expect(try reassess(2, "a") == 3)
        #expect(try reassess(1, "b") == 4)
        #expect(try reassess(2, "c") == 5)
        let pending = try ledger.pendingReassessments()
        #expect(pending.map(\.assessment) == [3, 4, 5])
        #expect(pending.map(\.isSuperseded) == [true, false, false])
        #expect(pending.map(\.assessed.entry.number) == [2, 1, 2])
        #expect(pending.map(\.assessed.assessment.json) == ["c", "b", "c"].map { Array($0.utf8) })
        #expect(try ledger.counts().pending == 3)
        #expect(try ledger.pendingReassessments(after: 3, limit: 1).map(\.assessment) == [4])
        try ledger.noteFailure(of: .reassessment(4), at: 2_000, "no space")
        try ledger.markDone([.reassessment(3), .arrival(4)])
        try ledger.commit([], alsoDone: [.reassessment(5)])
        let left = try ledger.pendingReassessments()
        #expect(left.map(\.assessment) == [4])
        #expect(left.map(\.attempts) == [1])
        #expect(left.map(\.lastAttemptAt) == [2_000])
        #expect(left.map(\.lastFailure) == ["no space"])
        #expect(try ledger.counts().pending == 1)
    }
}
