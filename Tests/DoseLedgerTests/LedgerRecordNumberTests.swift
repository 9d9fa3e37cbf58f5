import GRDB
import PainDosing
import Testing

@testable import DoseLedger

@Suite("Running numbers of journal records")
struct LedgerRecordNumberTests {
    private static func entry(_ number: UInt8, records: Int) -> NewEntry {
        let entry = Sample.entry(Sample.digest(number))
        return NewEntry(
            digest: entry.digest, patient: entry.patient, recordedAt: entry.recordedAt,
            offsetMinutes: entry.offsetMinutes, format: entry.format, bytes: entry.bytes,
            replaces: nil, assessment: entry.assessment, records: records)
    }

    @Test("Each commit takes the next ones, and no number is left out or given twice")
    func consecutive() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        let first = try ledger.commit([
            Sample.arrival("c1", Self.entry(1, records: 3)), Sample.rejection("c2"),
            Sample.arrival("c3", Self.entry(1, records: 3)),
        ])
        #expect(first.arrivals.map { $0.records?.numbers } == [1...3, 4...4, 5...5])
        let again = Reassessment(
            entry: 1, assessment: Sample.assessment(json: "{ }"), records: 2)
        let second = try ledger.commit(
            [Sample.arrival("c4", Self.entry(2, records: 2))], reassessing: [again])
        #expect(second.arrivals.map { $0.records?.numbers } == [6...7])
        #expect(second.reassessments.map { $0.records?.numbers } == [8...9])
        try ledger.close()
        let later = try file.open()
        let third = try later.commit([Sample.rejection("c5")])
        #expect(third.arrivals.map { $0.records?.numbers } == [10...10])
        #expect(try later.integrityCheck() == [])
    }

    @Test("A commit that fails takes none, and one that is repeated has those it had")
    func failedAndRepeated() throws {
        let ledger = try LedgerFile().open()
        let unknown = Reassessment(entry: 7, assessment: Sample.assessment())
        #expect(throws: LedgerError.unknownEntry(7)) {
            try ledger.commit(
                [Sample.arrival("c1", Self.entry(1, records: 3))], reassessing: [unknown])
        }
        let arrival = Sample.arrival("c1", Self.entry(1, records: 3))
        let first = try ledger.commit([arrival])
        let again = try ledger.commit([arrival])
        #expect(again.arrivals.map(\.wasKnown) == [true])
        #expect(again.arrivals.map { $0.records?.numbers } == [1...3])
        #expect(first.arrivals.map(\.records) == again.arrivals.map(\.records))
        let next = try ledger.commit([Sample.rejection("c2")])
        #expect(next.arrivals.map { $0.records?.numbers } == [4...4])
    }

    @Test("What waits in the outbox has its numbers, and what was sent is known by them")
    func known() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit([
            Sample.arrival("c1", Self.entry(1, records: 3)), Sample.rejection("c2"),
        ])
        try ledger.commit(
            [],
            reassessing: [Reassessment(entry: 1, assessment: Sample.assessment(json: "{ }"))])
        #expect(try ledger.pendingOutbox().map { $0.records?.numbers } == [1...3, 4...4])
        #expect(try ledger.pendingReassessments().map { $0.records?.numbers } == [5...5])
        try ledger.markDone([.arrival(2)])
        let assigned = try ledger.assignedRecords()
        #expect(assigned.last == 5 && assigned.pending == [1...3, 5...5])
        #expect(assigned.ledger.count == 16)
        let name = Array("c1.json".utf8)
        for number in Int64(1)...3 {
            #expect(
                try ledger.subject(ofRecord: number)
                    == RecordSubject(fileName: name, entry: Sample.digest(1)), "\(number)")
        }
        #expect(try ledger.subject(ofRecord: 4)?.entry == nil)
        #expect(
            try ledger.subject(ofRecord: 5)
                == RecordSubject(fileName: nil, entry: Sample.digest(1)))
        for number in [Int64(0), 6] {
            #expect(try ledger.subject(ofRecord: number) == nil, "\(number)")
        }
    }

    @Test("Each ledger counts for itself, under a name of its own")
    func names() throws {
        let names = try (0..<5).map { _ in try LedgerFile().open().assignedRecords().ledger }
        #expect(Set(names).count == names.count)
    }
}
