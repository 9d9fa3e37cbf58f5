import DiarySpool
import DoseLedger
import Foundation
import PainDiary
import PainDosing
import Quantities
import SystemPackage
import Testing

@testable import PaindService

@Suite("Patients take turns")
struct TurnsTests {
    /// Files that were dropped in this order: the patient and a number.
    private func arrivals(_ names: [String]) throws -> [Arrival] {
        let folder = try ServiceFolder()
        let work = folder.url("spool/work")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        for name in names {
            let patient = name.split(separator: "-")[0]
            let text = patient == "bad" ? "{" : SpoolLoopTests.diary("\(patient)")
            try Data(text.utf8).write(to: work.appending(path: name))
        }
        let reader = EntryReader(setup: try DosingSetup(folder.configuration))
        let latest = Instant(secondsSince1970: ServiceFolder.now)
        let read = reader.arrivals(try folder.leftovers(), latest: latest)
        let byName = Dictionary(uniqueKeysWithValues: read.map { ($0.file.name.display, $0) })
        return names.compactMap { byName[$0] }
    }

    private static func many(_ patient: String, _ count: Int) -> [String] {
        (0..<count).map { "\(patient)-\($0 + 100)" }
    }

    @Test(
        "Whose turn it is",
        arguments: [
            (name: "in order", files: ["A-1", "B-1", "C-1"], turns: [["A-1", "B-1"], ["C-1"]]),
            (
                name: "a patient's files together",
                files: ["A-1", "B-1", "A-2"], turns: [["A-1", "A-2"], ["B-1"]]
            ),
            (
                name: "who has many waits for the others, and then gets four batches",
                files: many("A", 10) + ["B-1"],
                turns: [["B-1"], Array(many("A", 10)[..<8]), Array(many("A", 10)[8...])]
            ),
            (
                name: "refused files count as of one patient",
                files: ["bad-1", "bad-2", "bad-3", "B-1"],
                turns: [["B-1"], ["bad-1", "bad-2", "bad-3"]]
            ),
            (
                name: "long turns and short ones alternate",
                files: many("A", 20) + ["B-1", "C-1", "D-1", "E-1"],
                turns: [
                    ["B-1", "C-1"], Array(many("A", 20)[..<8]), ["D-1", "E-1"],
                    Array(many("A", 20)[8..<16]), Array(many("A", 20)[16...]),
                ]
            ),
        ])
    func order(name: String, files: [String], turns: [[String]]) throws {
        var waiting = Turns()
        for arrival in try arrivals(files) { waiting.add(arrival) }
        var taken: [[String]] = []
        while !waiting.isEmpty { taken.append(waiting.next(batch: 2).map(\.file.name.display)) }
        #expect(taken == turns, "\(name)")
        #expect(waiting.next(batch: 2).isEmpty, "\(name)")
    }

    @Test("A file that was read again takes the place of the earlier, and all can be taken out")
    func readAgain() throws {
        var waiting = Turns()
        let files = try arrivals(["A-1", "B-1", "bad-1"])
        for arrival in files + [files[0]] { waiting.add(arrival) }
        #expect(waiting.wantsMore(batch: 4))
        #expect(!waiting.wantsMore(batch: 3))
        var all = waiting
        #expect(all.removeAll().map(\.file.name.display).sorted() == ["A-1", "B-1", "bad-1"])
        #expect(all.isEmpty && all.next(batch: 9).isEmpty)
        #expect(
            waiting.next(batch: 9).map(\.file.name.display).sorted() == ["A-1", "B-1", "bad-1"])
    }

    @Test("What is read for a chain of corrections grows with its length and no faster")
    func chain() throws {
        let steps = try [40, 80].map { length in
            let folder = try ServiceFolder()
            let setup = try DosingSetup(folder.configuration)
            let ledger = try Ledger.open(path: folder.configuration.ledger.string)
            try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
            try ledger.registerPolicy(setup.policy, text: setup.policyText)
            let reader = EntryReader(setup: setup)
            var entries: [RecordedEntry] = []
            for number in 0..<length {
                let text = CorrectionChain.diary(number, replacing: entries.last?.id)
                let bytes = Array(text.utf8)
                let entry = RecordedEntry(
                    id: ContentDigest(of: bytes), entry: try setup.diary.decode(bytes))
                entries.append(entry)
                guard number < length - 1 else { continue }
                let diary = try setup.assessed(entry, in: .empty)
                try ledger.commit([
                    NewArrival(
                        fileName: [0x61], identity: "\(number)", receivedAt: 1,
                        finding: .entry(diary.newEntry(bytes: bytes, setup: setup, at: 1)))
                ])
            }
            var steps = 0
            let last = try #require(entries.last)
            let around = try reader.courses.surroundings(of: [last], in: ledger) { steps += 1 }
            #expect(around.count == length - 1)
            return steps
        }
        #expect(steps[0] > 0 && steps[1] <= 2 * steps[0] + 10, "\(steps)")
    }
}

/// One patient's diary that is corrected again and again.
enum CorrectionChain {
    static func diary(_ number: Int, replacing earlier: ContentDigest?) -> String {
        SpoolLoopTests.diary("P-chain", "morphine MR \(10 * (1 + number % 9)) mg bd")
            .replacingOccurrences(
                of: "\"regimen\"",
                with: "\"context\":{\"ageYears\":\(20 + number % 80)},"
                    + (earlier.map { "\"replaces\":\"\($0)\"," } ?? "") + "\"regimen\"")
    }
}
