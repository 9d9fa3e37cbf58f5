import DiarySpool
import DoseLedger
import Foundation
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

/// While many files wait, the outbox of one batch is done beside the assessment of the next.
@Suite("Batches that overlap")
struct OverlappingBatchTests {
    private static let count = 23

    private func folder() throws -> (ServiceFolder, ServiceConfiguration) {
        let folder = try ServiceFolder()
        for number in 0..<Self.count {
            try folder.drop(SpoolLoopTests.diary("P-\(number)"), as: "\(number).json")
        }
        var configuration = folder.configuration
        configuration.limits = SpoolLimits(settle: .milliseconds(50), batch: 4)
        return (folder, configuration)
    }

    /// Every file was answered once and is done, and nothing is left to do.
    private func expectAllDone(_ folder: ServiceFolder) throws {
        let answered = folder.records.of(.assessed).flatMap { $0.values(.file) }
        #expect(answered.sorted() == (0..<Self.count).map { "\($0).json" }.sorted())
        #expect(try folder.names("spool/done").count == Self.count)
        #expect(try folder.names("spool/work").isEmpty)
        let counts = try Ledger.openReadOnly(path: folder.configuration.ledger.string).counts()
        #expect(counts.entries == Self.count)
        #expect(counts.pending == 0)
        let reports = folder.records.of(.assessed).flatMap { $0.values(.report) }
        #expect(Set(reports).count == Self.count)
        #expect(reports.allSatisfy { folder.exists("state/reports/" + $0) })
    }

    @Test("Every file is answered once, batch after batch in their order")
    func inOrder() throws {
        let (folder, configuration) = try folder()
        try folder.run(
            configuration, reload: { () throws(ServiceFailure) in configuration }
        ) { _ in (try? folder.names("spool/done").count) == Self.count }
        try expectAllDone(folder)
        let arrivals = folder.records.of(.assessed).flatMap { $0.values(.arrival) }
        #expect(arrivals == (1...Self.count).map(String.init))
    }

    @Test(
        "A batch whose record the journal refuses, and the one behind it, wait and are told once",
        arguments: [0, 3, 4, 9, 22])
    func refusedRecord(_ place: Int) throws {
        let (folder, configuration) = try folder()
        let records = folder.records
        records.refuseOnce(.assessed, after: place)
        try folder.run(
            configuration, reload: { () throws(ServiceFailure) in configuration }
        ) { _ in (try? folder.names("spool/done").count) == Self.count }
        try expectAllDone(folder)
        #expect(records.of(.stuck).count == 1)
    }

    @Test("The names of the files on their way are known until their batch has ended")
    func names() throws {
        let folder = try ServiceFolder()
        let spool = try Spool(
            layout: folder.configuration.spool, limits: folder.configuration.limits, creating: true)
        let name = try #require(SpoolName("a.json"))
        let lane = OutboxLane(
            try Outbox(
                spool.outlet, reports: folder.configuration.reports, journal: folder.records))
        #expect(lane.names.isEmpty && !lane.isUnderWay)
        lane.begin([name]) { [] }
        #expect(lane.names == [name] && lane.isUnderWay)
        let ended = try #require(lane.end())
        #expect(ended.batch.isEmpty && ended.failure == nil)
        #expect(lane.names.isEmpty && !lane.isUnderWay)
        #expect(lane.end() == nil)
    }
}
