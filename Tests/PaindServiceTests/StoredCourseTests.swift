import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities
import TestSupport
import Testing

@testable import PaindService

@Suite("A patient's weeks as the ledger holds them")
struct StoredCourseTests {
    static func course(
        _ patient: String, _ run: BatchAssessorTests.Run
    ) throws -> StoredCourse {
        var repeater = AnswerRepeater(run.ledger, current: run.reader)
        return try #require(try StoredCourse(of: patient, in: run.ledger, &repeater))
    }

    /// The page of a course of which everything is known.
    static func page(
        _ patient: String, _ files: [[UInt8]], _ reader: EntryReader
    ) throws -> String {
        let all = DiaryCourse(
            try files.map { bytes in
                RecordedEntry(
                    id: ContentDigest(of: bytes), entry: try reader.setup.diary.decode(bytes))
            })
        let entries = try all.entries.filter { $0.entry.patient.text == patient }.map { recorded in
            let diary = try reader.setup.assessed(recorded, in: all)
            return CourseEntry(header: diary.header, entry: diary.entry, outcome: diary.outcome)
        }
        return HTMLReport(tables: reader.setup.engine.tables).course(entries)
    }

    @Test("The page is the one that all files together make, in whichever order they came")
    func samePage() throws {
        var random = PropertyRun.generator("the service's page is that of the files")
        for _ in 0..<PropertyRun.cases(short: 3) {
            let files = GeneratedCourse(count: 24, hasRivals: false, using: &random).files
            let run = try BatchAssessorTests.Run(.engine)
            var left = files.shuffled(using: &random)[...]
            while !left.isEmpty {
                let size = min(Int.random(in: 1...6, using: &random), left.count)
                try run.take(Array(left.prefix(size)))
                left = left.dropFirst(size)
            }
            let course = try Self.course("P-1", run)
            #expect(course.isWhole && course.missing == 0)
            let page = HTMLReport(tables: run.reader.setup.engine.tables).course(course.entries)
            #expect(page == (try Self.page("P-1", files, run.reader)))
        }
    }

    @Test("Where a date was corrected to one long before, the weeks before that one are shown")
    func correctedDate() throws {
        let run = try BatchAssessorTests.Run(.engine)
        let wrong = BatchAssessorTests.file("2026-02-20T08:00:00Z")
        let files =
            [
                BatchAssessorTests.file("2025-11-01T08:00:00Z"),
                BatchAssessorTests.file("2025-12-10T08:00:00Z"), wrong,
            ] + [BatchAssessorTests.file("2025-12-20T08:00:00Z", replaces: wrong)]
        for file in files { try run.take([file]) }
        let course = try Self.course("P-1", run)
        #expect(course.latest.entry.digest == ContentDigest(of: files[3]))
        #expect(course.isWhole && course.entries.count == 3)
        let page = HTMLReport(tables: run.reader.setup.engine.tables).course(course.entries)
        #expect(page == (try Self.page("P-1", files, run.reader)))
    }

    @Test("An answer of another version is missing; where it is the latest there is no page")
    func otherVersion() throws {
        let run = try BatchAssessorTests.Run(.engine)
        let files = (1...3).map { BatchAssessorTests.file("2026-02-0\($0)T08:00:00Z") }
        try run.take(files)
        func supersede(_ file: [UInt8]) throws {
            let assessed = try #require(try run.ledger.entry(ContentDigest(of: file)))
            try run.ledger.commit(
                [],
                reassessing: [
                    Reassessment(
                        entry: assessed.entry.number,
                        assessment: LedgerReplayTests.assessment(
                            like: assessed.assessment, engine: "paincalc-0"))
                ])
        }
        try supersede(files[0])
        let earlier = try Self.course("P-1", run)
        #expect(earlier.isWhole && earlier.missing == 1 && earlier.entries.count == 2)
        try supersede(files[2])
        let latest = try Self.course("P-1", run)
        #expect(!latest.isWhole && latest.missing == 2)
        #expect(latest.latest.entry.digest == ContentDigest(of: files[2]))
    }

    @Test("Nobody's course is none")
    func nobody() throws {
        let run = try BatchAssessorTests.Run(.engine)
        var repeater = AnswerRepeater(run.ledger)
        let course = try StoredCourse(of: "P-9", in: run.ledger, &repeater)
        #expect(course == nil)
    }
}
