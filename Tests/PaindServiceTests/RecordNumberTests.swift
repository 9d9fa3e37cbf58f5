import DiarySpool
import DoseLedger
import Foundation
import PainDiary
import PainDosing
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("The journal can be counted")
struct RecordNumberTests {
    /// Has the service take in everything that the journal is told of: entries with alerts, a stop, a
    /// duplicate, a rejection, then an entry that comes late, a correction and a conflict.
    private static func takeAll(in folder: ServiceFolder, batch: Int = 64) throws {
        let first = SpoolLoopTests.diary("P-1")
        let late = first.replacingOccurrences(of: "2026-03-02T08", with: "2026-03-02T06")
        let stop = SpoolLoopTests.diary("P-2").replacingOccurrences(
            of: "\"regimen\"", with: "\"observations\":{\"respiratoryRate\":6},\"regimen\"")
        let correction = SpoolLoopTests.diary("P-1", "morphine MR 50 mg bd").replacingOccurrences(
            of: "\"regimen\"",
            with: "\"replaces\":\"\(ContentDigest(of: Array(first.utf8)))\",\"regimen\"")
        let lost = SpoolLoopTests.diary("P-3").replacingOccurrences(
            of: "\"regimen\"",
            with: "\"replaces\":\"\(String(repeating: "7", count: 64))\",\"regimen\"")
        var configuration = folder.configuration
        configuration.limits.batch = batch
        let (records, settings) = (folder.records, configuration)
        func run(until isDone: () -> Bool) throws {
            try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
                isDone()
            }
        }
        for (name, text) in [
            ("1.json", first), ("2.json", first), ("3.json", stop), ("4.json", "{"),
        ] {
            try folder.drop(text, as: name)
        }
        try run {
            records.of(.assessed).count == 2 && records.of(.duplicate).count == 1
                && records.of(.rejected).count == 1
        }
        for (name, text) in [("5.json", late), ("6.json", correction), ("7.json", lost)] {
            try folder.drop(text, as: name)
        }
        try run {
            records.of(.assessed).count == 5 && !records.of(.conflict).isEmpty
                && !records.of(.reassessed).isEmpty
        }
    }

    private static func check(_ folder: ServiceFolder, _ what: String) throws {
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let assigned = try ledger.assignedRecords()
        let numbered = folder.records.all.filter { !$0.values(.record).isEmpty }
        let numbers = numbered.flatMap { $0.values(.record) }.compactMap { Int64($0) }
        #expect(numbers.sorted() == Array(1...assigned.last), "\(what): \(numbers)")
        #expect(
            numbered.allSatisfy { $0.values(.ledger) == [assigned.ledger] }, "\(what)")
        #expect(assigned.last > 8, "\(what)")
        // All of what the outbox tells, and nothing else, is numbered.
        let told = folder.records.all.filter {
            !$0.values(.arrival).isEmpty || !$0.values(.assessment).isEmpty
        }
        #expect(told.count == numbered.count, "\(what)")
        #expect(try ledger.integrityCheck() == [], "\(what)")
    }

    @Test("Each record has one number, none is left out, however the files are batched")
    func consecutive() throws {
        for batch in [1, 3, 64] {
            let folder = try ServiceFolder()
            try Self.takeAll(in: folder, batch: batch)
            try Self.check(folder, "batches of \(batch)")
        }
    }

    @Test(
        "A record that the journal refused is sent with its own number",
        arguments: [ServiceEvent.assessed, .reassessed, .duplicate, .rejected, .conflict])
    func refused(_ event: ServiceEvent) throws {
        let folder = try ServiceFolder()
        folder.records.refuseOnce(event)
        try Self.takeAll(in: folder)
        try Self.check(folder, "\(event)")
    }

    @Test("An answer that was superseded before it was told still has its record")
    func superseded() throws {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary("P-1"), as: "1.json")
        let records = folder.records
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let stored = try #require(try ledger.lastEntries(limit: 1).first)
        // The service dies after each of these commits.
        for _ in 0..<2 {
            try ledger.commit(
                [],
                reassessing: [
                    Reassessment(
                        entry: stored.entry.number,
                        assessment: LedgerReplayTests.assessment(like: stored.assessment),
                        records: 4)
                ])
        }
        try ledger.close()
        try folder.run { _ in records.of(.reassessed).count == 2 }
        #expect(records.of(.reassessed).first?.message.contains("the later record counts") == true)
        try Self.check(folder, "superseded")
    }

    struct Gap: CustomTestStringConvertible {
        let what: String
        let last: Int64
        let pending: [ClosedRange<Int64>]
        let journal: [Int64]?
        let all: Bool
        let words: String
        var testDescription: String { what }
    }

    @Test(
        "What the journal lacks is told, apart from what it gave up and what is not sent yet",
        arguments: [
            Gap(
                what: "nothing yet", last: 0, pending: [], journal: [], all: false,
                words: "no record is numbered yet"),
            Gap(
                what: "all there", last: 5, pending: [], journal: [1, 2, 3, 4, 5], all: false,
                words: "records 1 to 5: none is missing"),
            Gap(
                what: "out of order", last: 5, pending: [], journal: [1, 2, 4, 5, 3], all: false,
                words: "records 1 to 5: none is missing"),
            Gap(
                what: "two lost", last: 6, pending: [], journal: [1, 2, 5], all: false,
                words: "lacks 3 of records 1 to 6"),
            Gap(
                what: "the last not sent yet", last: 6, pending: [5...6], journal: [1, 2, 4],
                all: false, words: "lacks 1 of records 1 to 6"),
            Gap(
                what: "rotated", last: 6, pending: [], journal: [4, 6], all: false,
                words: "lacks 1 of records 4 to 6"),
            Gap(
                what: "nothing of this ledger", last: 6, pending: [], journal: [], all: false,
                words: "unknown: it has no record of this ledger"),
            Gap(
                what: "no journal", last: 6, pending: [], journal: nil, all: false,
                words: "unknown: this user can't read it"),
            Gap(
                what: "only the last are looked for", last: 5_000, pending: [],
                journal: Array(2...5_000), all: false,
                words: "records 4001 to 5000: none is missing"),
            Gap(
                what: "all of the last are lost", last: 5_000, pending: [],
                journal: Array(1...3_000), all: false, words: "lacks 1000 of records 4001 to 5000"),
            Gap(
                what: "all are looked for", last: 5_000, pending: [],
                journal: Array(1...1_999) + Array(2_001...5_000), all: true,
                words: "lacks 1 of records 1 to 5000"),
        ])
    func gaps(_ gap: Gap) throws {
        let source: JournalGaps.Source? = gap.journal.map { numbers in
            { _, visit in
                for number in numbers.reversed() where !visit(number) { break }
                return true
            }
        }
        let assigned = AssignedRecords(ledger: "l", last: gap.last, pending: gap.pending)
        #expect(JournalGaps(assigned, all: gap.all, source).words.hasPrefix(gap.words))
    }

    @Test("Status names what the missing records tell of")
    func named() throws {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary("P-1"), as: "first.json")
        let records = folder.records
        try folder.run { _ in !records.of(.assessed).isEmpty }
        try folder.drop(SpoolLoopTests.diary("P-2"), as: "lost.json")
        try folder.run { _ in records.of(.assessed).count == 2 }
        let kept = records.all.filter { $0.values(.file) != ["lost.json"] }
            .flatMap { $0.values(.record) }.compactMap { Int64($0) }
        // The journal lost all of the second file but its last record.
        let last = try #require(
            records.all.flatMap { $0.values(.record) }.compactMap { Int64($0) }.max())
        let status = try ServiceStatus(of: folder.configuration, last: 5) { _, visit in
            for number in [last] + kept.reversed() where !visit(number) { break }
            return true
        }
        let lost = try #require(records.of(.assessed).last)
        let entry = try #require(lost.values(.entry).first).prefix(12)
        #expect(status.text.contains("Records that the journal lacks\n  "), "\(status.text)")
        #expect(status.text.contains("entry \(entry)  lost.json\n"), "\(status.text)")
        #expect(!status.text.contains("first.json"), "\(status.text)")
    }
}
