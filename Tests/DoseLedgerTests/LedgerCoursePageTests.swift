import GRDB
import Testing

@testable import DoseLedger

@Suite("How far the patients' pages are")
struct LedgerCoursePageTests {
    static func page(
        _ patient: String, _ number: Int, recordedAt: Int64 = 900, urgency: Int = 0,
        line: String = "{}"
    ) -> CoursePage {
        let digits = "\(number)"
        return CoursePage(
            patient: patient, name: String(repeating: "0", count: 32 - digits.count) + digits,
            recordedAt: recordedAt, urgency: urgency, line: line)
    }

    /// Entries of two patients, numbered from 1: p1, p2, p1.
    static func ledger() throws -> Ledger {
        let ledger = try LedgerFile().open()
        for (number, patient) in [(1, "p1"), (2, "p2"), (3, "p1")] {
            let entry = Sample.entry(
                Sample.digest(UInt8(number)), patient: patient, recordedAt: Int64(1000 - number))
            try ledger.commit([Sample.arrival("c\(number)", entry)])
        }
        return ledger
    }

    @Test("A patient is to be written until the page shows the newest answer, and no longer")
    func unshown() throws {
        let ledger = try Self.ledger()
        let all = try ledger.unshownAnswers(after: 0, limit: 9)
        #expect(all == UnshownAnswers(patients: ["p1", "p2"], end: 3, isLast: true))
        let first = try ledger.unshownAnswers(after: 0, limit: 2)
        #expect(first == UnshownAnswers(patients: ["p1", "p2"], end: 2, isLast: false))

        // Half of the step was written: the mark stays, and the other half is left.
        try ledger.recordShown([Self.page("p1", 1)], through: 0)
        #expect(try ledger.unshownAnswers(after: 0, limit: 9).patients == ["p2"])
        #expect(
            try ledger.coursePageCounts() == CoursePageCounts(mark: 0, behind: 3, patients: 1))
        try ledger.recordShown([Self.page("p2", 2)], through: 3)
        #expect(
            try ledger.unshownAnswers(after: 3, limit: 9)
                == UnshownAnswers(patients: [], end: 3, isLast: true))
        #expect(
            try ledger.coursePageCounts() == CoursePageCounts(mark: 3, behind: 0, patients: 2))

        // A new answer for an entry that was there.
        try ledger.commit(
            [], reassessing: [Reassessment(entry: 2, assessment: Sample.assessment())])
        #expect(try ledger.unshownAnswers(after: 3, limit: 9).patients == ["p2"])
    }

    @Test("When no page can be relied on, all are to be written, under their names")
    func forgotten() throws {
        let ledger = try Self.ledger()
        try ledger.recordShown([Self.page("p1", 1), Self.page("p2", 2)], through: 3)
        try ledger.forgetShown()
        #expect(try ledger.unshownAnswers(after: 0, limit: 9).patients == ["p1", "p2"])
        #expect(try ledger.coursePageCounts().mark == 0)
        #expect(try ledger.coursePageName(of: "p2") == String(repeating: "0", count: 31) + "2")
    }

    @Test("A page is named by the entry that came first, whichever was recorded first")
    func names() throws {
        let ledger = try Self.ledger()
        let digest = "\(Sample.digest(1))"
        #expect(try ledger.coursePageName(of: "p1") == digest.prefix(32))
        #expect(throws: LedgerError.self) { try ledger.coursePageName(of: "nobody") }
        #expect(try ledger.latestEntry(of: "p1")?.entry.number == 1)
        #expect(try ledger.latestEntry(of: "nobody") == nil)
    }

    @Test(
        "Recent pages come by urgency, then the others by time alone",
        arguments: [(9, "c a d b f e"), (4, "c a d b"), (5, "c a d b f"), (2, "c a"), (0, "")])
    func order(limit: Int, patients: String) throws {
        let ledger = try LedgerFile().open()
        let pages = [
            ("a", 100, 2), ("b", 300, 0), ("c", 200, 2), ("d", 250, 1), ("e", 80, 3), ("f", 99, 0),
        ].enumerated().map { index, page in
            Self.page(page.0, index, recordedAt: Int64(page.1), urgency: page.2, line: page.0)
        }
        try ledger.recordShown(pages, through: 0)
        let found = try ledger.coursePages(since: 100, limit: limit)
        #expect(found.map(\.patient).joined(separator: " ") == patients)
        #expect(found.allSatisfy { $0.line == $0.patient })
    }

    @Test("A page that is written again takes the place of the former")
    func again() throws {
        let ledger = try Self.ledger()
        try ledger.recordShown([Self.page("p1", 1, urgency: 3)], through: 1)
        try ledger.recordShown([Self.page("p1", 7, recordedAt: 950, urgency: 1)], through: 3)
        // The name stays, since somebody may have kept the address.
        #expect(
            try ledger.coursePages(since: 0, limit: 9)
                == [Self.page("p1", 1, recordedAt: 950, urgency: 1)])
        #expect(try ledger.coursePageCounts().patients == 1)
    }

    @Test("However many entries there are, none but those in question is read")
    func byIndex() throws {
        let ledger = try Self.ledger()
        func plan(_ query: String, _ arguments: StatementArguments) throws -> [String] {
            try ledger.reading { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query, arguments: arguments)
                    .map { row in row["detail"] as String }
            }
        }
        #expect(
            try plan(Ledger.unshownQuery, [0, 9]) == [
                "SEARCH a USING INTEGER PRIMARY KEY (rowid>?)",
                "SEARCH e USING INTEGER PRIMARY KEY (rowid=?)",
                "SEARCH p USING INDEX sqlite_autoindex_coursePage_1 (patient=?) LEFT-JOIN",
            ])
        #expect(
            try plan(Ledger.firstEntryQuery, ["p1"]).first
                == "SEARCH entry USING INDEX entryByPatient (patient=?)")
        #expect(
            try plan(Ledger.coursePageQuery, [0, 1, 2, 3]).first
                == "SEARCH coursePage USING INDEX coursePageByUrgency "
                + "(urgency=? AND recordedAt>? AND recordedAt<?)")
    }
}
