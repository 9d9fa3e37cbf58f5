import DiarySpool
import DoseLedger
import DoseReport
import Foundation
import Glibc
import PainDosing
import Quantities
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("The patients' pages and the overview, from the dropped file to the folder")
struct WardPagesTests {
    static let overview = "state/reports/index.html"

    static func pages(in folder: ServiceFolder) -> [String] {
        // A folder that is not there has no pages.
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: folder.url("state/reports/courses").path())
        return (names ?? []).sorted()
    }

    static func run(
        _ folder: ServiceFolder, pageSeconds: Int, until isDone: () -> Bool
    ) throws {
        var configuration = folder.configuration
        configuration.pageSeconds = pageSeconds
        let fixed = configuration
        try folder.run(fixed, reload: { () throws(ServiceFailure) in fixed }) { _ in isDone() }
    }

    static func isShown(_ folder: ServiceFolder, _ words: String) -> Bool {
        // Not there yet, or not yet with these words.
        (try? folder.text(overview))?.replacing("\u{A0}", with: " ").contains(words) ?? false
    }

    @Test("A new service has an empty overview; an entry has a page, and a later one renews it")
    func written() throws {
        let folder = try ServiceFolder()
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "There are no entries yet.") }
        #expect(Self.pages(in: folder) == [])

        try folder.drop(SpoolLoopTests.diary(), as: "a.json")
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "OMEDD 120 mg") }
        let name = try #require(Self.pages(in: folder).first)
        #expect(Self.isShown(folder, "<a href=\"courses/\(name)\">P-001</a>"))
        #expect(!name.contains("P-001"))
        let page = try folder.text("state/reports/courses/\(name)")
        #expect(page.contains("Patient P-001") && page.contains("1 entry"))
        #expect(page.hasSuffix("</html>\n"))

        let later = SpoolLoopTests.diary("P-001", "morphine MR 90 mg bd")
            .replacingOccurrences(of: "2026-03-02T08", with: "2026-03-02T18")
        try folder.drop(later, as: "b.json")
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "OMEDD 180 mg") }
        #expect(Self.pages(in: folder) == [name])
        #expect(try folder.text("state/reports/courses/\(name)").contains("2 entries"))
        // What a page is written from is on it, and nothing was left lying.
        let ledger = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        let counts = try ledger.coursePageCounts()
        #expect(counts.mark == 2 && counts.behind == 0 && counts.patients == 1)
    }

    @Test("What a crash kept from the pages is on them after the next start, without a new entry")
    func afterCrash() throws {
        let folder = try ServiceFolder()
        for number in 1...3 {
            try folder.drop(SpoolLoopTests.diary("P-\(number)"), as: "\(number).json")
        }
        let records = folder.records
        try Self.run(folder, pageSeconds: 0) { records.of(.assessed).count == 3 }
        #expect(!folder.exists(Self.overview) && Self.pages(in: folder) == [])
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, ">Caution: 3</a>") }
        #expect(Self.pages(in: folder).count == 3)
        #expect(records.of(.assessed).count == 3)
    }

    @Test("Whoever deletes the overview has all pages made anew at the next start")
    func anew() throws {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary(), as: "a.json")
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "P-001") }
        let names = Self.pages(in: folder)
        #expect(names.count == 1)
        try FileManager.default.removeItem(at: folder.url("state/reports/courses"))
        try Self.run(folder, pageSeconds: 1) { folder.exists(Self.overview) }
        #expect(Self.pages(in: folder) == [])
        try FileManager.default.removeItem(at: folder.url(Self.overview))
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "P-001") }
        #expect(Self.pages(in: folder) == names)
    }

    @Test("Pages that can't be written are told once, stop nothing, and come when they can be")
    func unwritable() throws {
        let folder = try ServiceFolder()
        try FileManager.default.createDirectory(
            at: folder.url("state/reports"), withIntermediateDirectories: true)
        let obstacle = folder.url("state/reports/courses")
        try Data().write(to: obstacle)
        let records = folder.records
        try folder.drop(SpoolLoopTests.diary(), as: "a.json")
        try Self.run(folder, pageSeconds: 1) {
            if records.of(.deferred).isEmpty { return false }
            // Gone after the first attempt; a folder in its place stays.
            unlink(obstacle.path())
            return Self.isShown(folder, "P-001")
        }
        let told = records.of(.deferred).map(\.message)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("The pages could not be written: ") == true)
        #expect(Self.pages(in: folder).count == 1)
        #expect(records.of(.assessed).count == 1)
    }

    @Test("An answer that this version can't give again has a line and no page")
    func otherVersion() throws {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary("P-1"), as: "a.json")
        let records = folder.records
        try Self.run(folder, pageSeconds: 0) { !records.of(.assessed).isEmpty }
        _ = try LedgerReplayTests.supersede(folder) {
            LedgerReplayTests.assessment(like: $0, engine: "paincalc-0")
        }
        try Self.run(folder, pageSeconds: 1) { Self.isShown(folder, "<h3>P-1</h3>") }
        #expect(Self.isShown(folder, "OMEDD 120 mg"))
        #expect(Self.pages(in: folder) == [])
    }

    @Test("What the ledger keeps of a patient is read back as it was")
    func kept() throws {
        let recordedAt = try #require(
            LocalInstant(Instant(secondsSince1970: 1_772_000_000), offsetMinutes: -330))
        let omedd = try OMEDD.milligramsPerDay(try Rational(285, over: 2))
        for urgency in WardPatient.Urgency.allCases {
            let patient = WardPatient(
                patient: "P-1", page: "courses/0123456789abcdef.html", recordedAt: recordedAt,
                urgency: urgency, decision: urgency == .stop ? nil : .reviewNow,
                reasons: ["a \"b\"\n", "c"], trend: [nil, omedd, nil])
            #expect(WardPatient(patient.kept(as: "0123456789abcdef")) == patient)
        }
        #expect(
            WardPatient(
                CoursePage(patient: "P-1", name: "n", recordedAt: 0, urgency: 0, line: "{}")) == nil
        )
    }
}
