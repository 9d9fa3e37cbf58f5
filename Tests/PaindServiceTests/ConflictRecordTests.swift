import DoseLedger
import Foundation
import PainDiary
import PainDosing
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("What the journal is told of conflicts and withdrawals")
struct ConflictRecordTests {
    private static let original = SpoolLoopTests.diary()
    private static let first = diary("morphine MR 45 mg bd", "\"replaces\":\"\(id(original))\"")
    private static let second = diary("morphine MR 30 mg bd", "\"replaces\":\"\(id(original))\"")
    private static let withdrawal =
        "{\"schema\":\"pain-diary/1\",\"patient\":\"P-001\","
        + "\"recordedAt\":\"2026-03-02T09:00:00+01:00\",\"withdraws\":\"\(id(first))\"}"

    private static func diary(_ regimen: String, _ correction: String) -> String {
        SpoolLoopTests.diary("P-001", regimen)
            .replacingOccurrences(of: "\"regimen\"", with: "\(correction),\"regimen\"")
    }

    private static func id(_ text: String) -> ContentDigest { ContentDigest(of: Array(text.utf8)) }

    /// Takes diaries one after the other, each known by its text.
    private func take(_ diaries: [String], in folder: ServiceFolder) throws {
        for (number, diary) in diaries.enumerated() {
            let before = folder.records.of(.assessed).count
            try folder.drop(diary, as: "\(number).json")
            try folder.run { _ in folder.records.of(.assessed).count == before + 1 }
        }
    }

    @Test("A rival correction is told at warning, once, with the entries that it conflicts with")
    func rival() throws {
        let folder = try ServiceFolder()
        try take([Self.original, Self.first, Self.second], in: folder)
        let records = folder.records.of(.conflict)
        #expect(records.count == 1)
        let record = try #require(records.first)
        #expect(record.priority == .warning)
        #expect(record.values(.event) == ["conflict"])
        #expect(record.values(.entry) == [Self.id(Self.second).description])
        #expect(record.values(.conflictsWith) == [Self.id(Self.first).description])
        #expect(record.values(.arrival) == ["3"])
        #expect(!record.message.contains("P-001"))
    }

    @Test("A withdrawal and what it withdraws are told at notice, without figures")
    func withdrawn() throws {
        let folder = try ServiceFolder()
        try take([Self.original, Self.first, Self.withdrawal], in: folder)
        #expect(folder.records.of(.conflict).isEmpty)
        let told = try #require(folder.records.of(.assessed).last)
        #expect(told.values(.withdraws) == [Self.id(Self.first).description])
        #expect(told.priority == .notice && told.values(.omedd) == [])
        let withdrawn = folder.records.of(.reassessed).filter {
            $0.values(.withdrawnBy) == [Self.id(Self.withdrawal).description]
        }
        #expect(withdrawn.map { $0.values(.entry) } == [[Self.id(Self.first).description]])
        #expect(withdrawn.allSatisfy { $0.priority == .notice && $0.values(.omedd) == [] })
    }

    @Test(
        "A conflict that a crash left untold is told once at the next start, though it was settled")
    func crashed() throws {
        let folder = try ServiceFolder()
        try take([Self.original, Self.first], in: folder)
        let setup = try DosingSetup(folder.configuration)
        let ledger = try Ledger.open(path: folder.configuration.ledger.string)
        // The service dies right after these commits.
        for (number, text) in [Self.second, Self.withdrawal].enumerated() {
            let bytes = Array(text.utf8)
            let recorded = RecordedEntry(id: Self.id(text), entry: try setup.diary.decode(bytes))
            let batch = try BatchAssessor(EntryReader(setup: setup), ledger).batch([recorded])
            guard case .assessed(let diary) = batch.answers[recorded.id] else {
                Issue.record("every entry can be assessed")
                return
            }
            let name = "crash\(number).json"
            try ledger.commit(
                [
                    NewArrival(
                        fileName: Array(name.utf8), identity: name, receivedAt: ServiceFolder.now,
                        finding: .entry(
                            diary.newEntry(bytes: bytes, setup: setup, at: ServiceFolder.now)))
                ], reassessing: batch.reassessments(setup: setup, at: ServiceFolder.now))
            try Data(bytes).write(to: folder.url("spool/work/\(name)"))
        }
        try ledger.close()
        for _ in 0..<2 {
            let ready = folder.records.of(.ready).count
            try folder.run { _ in folder.records.of(.ready).count == ready + 1 }
            #expect(
                folder.records.of(.conflict).map { $0.values(.conflictsWith) }
                    == [[Self.id(Self.first).description]])
        }
        #expect(
            folder.records.of(.conflict).map { $0.values(.entry) }
                == [[Self.id(Self.second).description]])
    }
}
