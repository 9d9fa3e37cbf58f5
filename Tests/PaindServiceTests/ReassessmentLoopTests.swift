import DoseLedger
import Foundation
import PainDiary
import PainDosing
import Quantities
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("Late and corrected entries, from the dropped file to record and report")
struct ReassessmentLoopTests {
    private static let first = SpoolLoopTests.diary()
    private static let correction = SpoolLoopTests.diary("P-001", "morphine MR 30 mg bd")
        .replacingOccurrences(
            of: "\"regimen\"",
            with: "\"replaces\":\"\(ContentDigest(of: Array(first.utf8)))\",\"regimen\"")

    private static func digest(_ text: String) -> ContentDigest {
        ContentDigest(of: Array(text.utf8))
    }

    /// What the first entry's report says.
    private func report(in folder: ServiceFolder, _ ending: String) throws -> String {
        let name = "070000Z-\(Self.digest(Self.first).description.prefix(12))"
        return try folder.text("state/reports/2026-03-02/\(name).\(ending)")
    }

    private func expectReplaced(in folder: ServiceFolder, assessments: Int64) throws {
        let replacement = Self.digest(Self.correction).description
        #expect(
            try report(in: folder, "txt").contains("REPLACED by entry \(replacement.prefix(12))"))
        #expect(try report(in: folder, "json").contains("\"replacedBy\": \"\(replacement)\""))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let counts = try ledger.counts()
        #expect(counts.entries == 2)
        #expect(counts.assessments == assessments)
        #expect(counts.pending == 0)
        let stored = try #require(try ledger.entry(Self.digest(Self.first)))
        #expect(String(decoding: stored.assessment.json, as: UTF8.self).contains(replacement))
        #expect(try ledger.integrityCheck() == [])
    }

    @Test(
        "A correction has the replaced entry assessed anew, told once and its report written anew")
    func corrected() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(Self.first, as: "first.json")
        var isDropped = false
        try folder.run { _ in
            if !isDropped, !records.of(.assessed).isEmpty {
                isDropped = true
                try? folder.drop(Self.correction, as: "correction.json")
            }
            return records.of(.assessed).count == 2 && !records.of(.reassessed).isEmpty
        }
        let record = try #require(records.of(.reassessed).first)
        #expect(records.of(.reassessed).count == 1)
        #expect(record.values(.event) == ["reassessed"])
        #expect(record.values(.entry) == [Self.digest(Self.first).description])
        #expect(record.values(.replacedBy) == [Self.digest(Self.correction).description])
        #expect(record.values(.assessment) == ["3"])
        #expect(record.values(.omedd) == [])
        #expect(record.message.contains("its figures do not count"))
        #expect(!record.message.contains("P-001"))
        try expectReplaced(in: folder, assessments: 3)
    }

    @Test("Doses of a late entry are counted in the entries after it")
    func lateDoses() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        let late = SpoolLoopTests.diary().replacingOccurrences(
            of: "2026-03-02T08:00:00+01:00", with: "2026-03-02T02:00:00+01:00"
        ).replacingOccurrences(
            of: "\"regimen\"",
            with: "\"taken\":[{\"at\":\"2026-03-02T01:00:00+01:00\",\"opioid\":\"morphine\","
                + "\"formulation\":\"IR\",\"dose\":\"10 mg\"}],\"regimen\"")
        try folder.drop(Self.first, as: "first.json")
        var isDropped = false
        try folder.run { _ in
            if !isDropped, !records.of(.assessed).isEmpty {
                isDropped = true
                try? folder.drop(late, as: "late.json")
            }
            return records.of(.assessed).count == 2 && !records.of(.reassessed).isEmpty
        }
        #expect(records.of(.assessed).map { $0.values(.omedd) } == [["120"], ["130"]])
        let record = try #require(records.of(.reassessed).first)
        #expect(record.values(.entry) == [Self.digest(Self.first).description])
        #expect(record.values(.omedd) == ["130"])
        #expect(record.message.contains("was assessed anew. OMEDD 130 mg/day"))
        #expect(try report(in: folder, "txt").contains("OMEDD 130 mg"))
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try ledger.entry(Self.digest(Self.first))?.assessment.omedd == "130")
        #expect(try ledger.counts().assessments == 3)
        #expect(try ledger.counts().pending == 0)
    }

    @Test("A correction that comes first leads to the same state, and loses its caution")
    func correctionFirst() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(Self.correction, as: "correction.json")
        var isDropped = false
        try folder.run { _ in
            if !isDropped, !records.of(.assessed).isEmpty {
                isDropped = true
                try? folder.drop(Self.first, as: "first.json")
            }
            return records.of(.assessed).count == 2 && !records.of(.reassessed).isEmpty
        }
        #expect(
            records.of(.reassessed).map { $0.values(.entry) }
                == [[Self.digest(Self.correction).description]])
        let code = "correction-of-unknown-entry"
        #expect(records.of(.assessed).map { $0.values(.alert).contains(code) } == [true, false])
        #expect(records.of(.reassessed).allSatisfy { !$0.values(.alert).contains(code) })
        #expect(records.of(.conflict).count == 1)
        let record = try #require(records.of(.assessed).last)
        #expect(record.values(.file) == ["first.json"])
        #expect(record.values(.replacedBy) == [Self.digest(Self.correction).description])
        #expect(record.values(.omedd) == [])
        try expectReplaced(in: folder, assessments: 3)
    }

    @Test("A new assessment that a crash left in the outbox is finished at the next start, once")
    func recovered() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(Self.first, as: "first.json")
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let setup = try DosingSetup(folder.configuration)
        let reader = EntryReader(setup: setup)
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        let bytes = Array(Self.correction.utf8)
        let recorded = RecordedEntry(
            id: ContentDigest(of: bytes), entry: try setup.diary.decode(bytes))
        let batch = try BatchAssessor(reader, ledger).batch([recorded])
        guard case .assessed(let diary) = batch.answers[recorded.id] else {
            Issue.record("the correction can be assessed")
            return
        }
        // The service dies right after its commit.
        try ledger.commit(
            [
                NewArrival(
                    fileName: Array("correction.json".utf8), identity: "correction.json",
                    receivedAt: ServiceFolder.now,
                    finding: .entry(
                        diary.newEntry(bytes: bytes, setup: setup, at: ServiceFolder.now)))
            ], reassessing: batch.reassessments(setup: setup, at: ServiceFolder.now))
        #expect(try ledger.pendingReassessments().count == 1)
        try ledger.close()
        try Data(bytes).write(to: folder.url("spool/work/correction.json"))
        try folder.run { _ in records.of(.ready).count == 2 }
        #expect(records.of(.reassessed).map { $0.values(.assessment) } == [["3"]])
        try expectReplaced(in: folder, assessments: 3)
        try folder.run { _ in records.of(.ready).count == 3 }
        #expect(records.of(.reassessed).count == 1)
        #expect(records.of(.assessed).count == 2)
    }

    @Test("While reports can't be written a new assessment waits; then the newest alone is told")
    func blocked() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.drop(Self.first, as: "first.json")
        try folder.run { _ in !records.of(.assessed).isEmpty }
        let reports = folder.url("state/reports/2026-03-02")
        try FileManager.default.removeItem(at: reports)
        try Data().write(to: reports)
        try folder.drop(Self.correction, as: "correction.json")
        var isBlocked = true
        try folder.run { _ in
            if isBlocked, !records.of(.stuck).isEmpty {
                isBlocked = false
                try? FileManager.default.removeItem(at: reports)
            }
            return !records.of(.reassessed).isEmpty
        }
        #expect(records.of(.reassessed).count == 1)
        try expectReplaced(in: folder, assessments: 3)
    }
}
