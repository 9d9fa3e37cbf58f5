import PainDosing
import Quantities
import Testing

@testable import DoseReport

@Suite("The overview of a ward")
struct WardOverviewTests {
    static let now: Int64 = 1_772_496_000

    static func patient(
        _ name: String, _ urgency: WardPatient.Urgency, hoursAgo: Int64 = 1,
        decision: TitrationOutcome? = nil, reasons: [String] = [], trend: [Int?] = [60],
        page: String? = "courses/0123456789abcdef.html"
    ) throws -> WardPatient {
        WardPatient(
            patient: name, page: page,
            recordedAt: try #require(
                LocalInstant(
                    Instant(secondsSince1970: now - hoursAgo * 3600), offsetMinutes: 60)),
            urgency: urgency, decision: decision, reasons: reasons,
            trend: try trend.map { value throws in
                try value.map { try .milligramsPerDay(Rational($0)) }
            })
    }

    static func page(
        _ patients: [WardPatient], total: Int? = nil, behind: Int = 0, lastFileAt: Int64? = now - 90
    ) -> String {
        WardOverview(
            now: Instant(secondsSince1970: now), patients: patients, total: total ?? patients.count,
            behind: behind, lastFileAt: lastFileAt.map { Instant(secondsSince1970: $0) }
        ).html.replacing("\u{A0}", with: " ")
    }

    /// Whether texts follow each other.
    static func isInOrder(_ texts: [String], in page: String) -> Bool {
        var rest = page[...]
        for text in texts {
            guard let found = rest.firstRange(of: text) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    @Test("The most urgent stand first, and who was silent for four weeks last")
    func order() throws {
        let page = Self.page([
            try Self.patient("calm", .none), try Self.patient("careful", .caution),
            try Self.patient("stopped-2", .stop), try Self.patient("gone", .stop, hoursAgo: 673),
            try Self.patient("stopped-1", .stop, hoursAgo: 672),
            try Self.patient("urgent", .reviewNow, decision: .reviewNow),
            try Self.patient("raised", .change, decision: .raise),
            try Self.patient("asked", .query, decision: .reviewNow),
        ])
        #expect(
            Self.isInOrder(
                [
                    ">STOP: 2</a>", ">Question open: 1</a>", ">Review now: 1</a>",
                    ">Change of dose: 1</a>", ">Caution: 1</a>", ">No entry for four weeks: 1</a>",
                    "<h2 id=\"stop-head\">STOP</h2>", ">stopped-2<", ">stopped-1<",
                    ">Question open</h2>", ">asked<", ">REVIEW NOW: no dose", ">Review now</h2>",
                    ">urgent<", ">REVIEW NOW<", ">Change of dose</h2>", ">raised<",
                    ">Raise the dose<", ">Caution</h2>", ">careful<",
                    ">No stop, no caution</h2>", ">calm<", ">No entry for four weeks</h2>",
                    ">gone<",
                ], in: page))
    }

    @Test("Last entry and age are told as of the page's time, and the dose with its trend")
    func line() throws {
        let page = Self.page([
            try Self.patient(
                "P-1", .caution, hoursAgo: 26, decision: .raise,
                reasons: ["One.", "Two.", "Three.", "Four."], trend: [60, nil, 90, 1200])
        ])
        #expect(page.contains("<a href=\"courses/0123456789abcdef.html\">P-1</a>"))
        #expect(page.contains("Last entry 1 d 2 h ago, <time"))
        #expect(page.contains(">1 Mar 2026, 23:00 (UTC+01:00)</time>"))
        #expect(Self.isInOrder(["As of <time", ">3 Mar 2026, 00:00 (UTC)</time>"], in: page))
        #expect(page.contains("The last file came 1 min 30 s ago, at <time"))
        #expect(
            Self.isInOrder([">Raise the dose<", ">One.<", ">Two.<", ">And 2 more.<"], in: page))
        #expect(!page.contains("Three."))
        #expect(page.contains(">OMEDD 1,200 mg<"))
        #expect(page.contains("3 values, from 60 mg to 1,200 mg."))
    }

    @Test("After a stop every stop is told and no dose")
    func stop() throws {
        let reasons = ["One.", "Two.", "Three."]
        let page = Self.page([try Self.patient("P-1", .stop, reasons: reasons, trend: [60, nil])])
        #expect(Self.isInOrder([">No dose is given<"] + reasons + ["OMEDD not computed"], in: page))
        #expect(!page.contains("OMEDD 60 mg"))
    }

    @Test("Below a stop the overview tells what is on board, with what to do about it")
    func onBoard() throws {
        let course = try SampleCourse(
            .init(regimen: "fentanyl patch 25 mcg/h; morphine IR 10 mg prn x2", respiratoryRate: 6)
        ).entries()
        let patient = try #require(WardPatient(course, page: nil))
        #expect(patient.urgency == .stop)
        #expect(patient.reasons.count == 2)
        let line = "On board: fentanyl patch 25 micrograms/hour. Take the patch off. "
        #expect(patient.reasons.last?.hasPrefix(line) == true)
        #expect(Self.page([patient]).contains(line))
    }

    @Test(
        "Below a query the overview tells all of it: what is asked, what is taken, what settles it")
    func query() throws {
        let course = try SampleCourse(
            .init(regimen: "morphine MR 20 mg bd"), .init(regimen: "morphine MR 20 g bd")
        ).entries()
        let patient = try #require(WardPatient(course, page: nil))
        #expect(patient.urgency == .query && patient.decision == .reviewNow)
        let page = Self.page([patient])
        #expect(
            Self.isInOrder(
                [
                    ">REVIEW NOW: no dose is given until the question is settled<",
                    "That is more morphine", "Was 20 mg meant",
                    "Taken now: morphine modified-release 20,000 mg every 12 hours",
                    "Settled by a correction", "code: implausible-morphine-oral",
                    "OMEDD not computed",
                ], in: page), "\(page)")
        #expect(!page.contains("40,000 mg") && !page.contains("And 1 more"))
    }

    @Test("Whoever is not listed, or not counted yet, is told to be missing")
    func missing() throws {
        let all = Self.page([try Self.patient("P-1", .none)])
        #expect(!all.contains("Not listed") && !all.contains("not counted"))
        let some = Self.page([try Self.patient("P-1", .none)], total: 1_234, behind: 2)
        #expect(some.contains("Not listed: 1233 of 1234 patients"))
        #expect(some.contains("The newest 2 answers are not counted here yet."))
        let none = Self.page([], lastFileAt: nil)
        #expect(
            none.contains("There are no entries yet.") && none.contains("No file has come yet."))
    }

    @Test("A patient without a page has no link, and nothing of a name becomes an element")
    func escaped() throws {
        let page = Self.page([
            try Self.patient("<b>", .caution, reasons: ["<script>"], page: nil)
        ])
        #expect(page.contains("<h3>&lt;b&gt;</h3>") && page.contains("&lt;script&gt;"))
        #expect(!page.contains("<b>") && !page.contains("<script") && !page.contains("://"))
        #expect(page.hasSuffix("</html>\n"))
    }

    @Test(
        "A stop comes before a query, a query before a review, that before a change, that before a caution",
        arguments: [
            (AlertSeverity.stop, TitrationOutcome.reviewNow, WardPatient.Urgency.stop),
            (.stop, nil, .stop), (.query, .reviewNow, .query), (.query, nil, .query),
            (.caution, .reviewNow, .reviewNow), (nil, .reviewNow, .reviewNow),
            (.caution, .raise, .change), (.caution, .reduce, .change), (nil, .rotate, .change),
            (.caution, .hold, .caution), (.caution, nil, .caution), (.info, .hold, .none),
            (nil, nil, .none),
        ] as [(AlertSeverity?, TitrationOutcome?, WardPatient.Urgency)])
    func urgency(
        _ gravest: AlertSeverity?, _ decision: TitrationOutcome?, _ it: WardPatient.Urgency
    ) {
        #expect(WardPatient.Urgency(gravest, decision) == it)
    }
}
