import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("Titration of the background opioid")
struct TitrationTests {
    /// An interval with where it is published.
    struct IntervalExample: Sendable, CustomTestStringConvertible {
        let regimen: String
        /// Hours to the first increase.
        let hours: Int
        /// Hours once the diary shows an earlier change.
        let later: Int
        let source: String

        var testDescription: String { "\(regimen): \(hours) h [\(source)]" }

        init(_ regimen: String, _ hours: Int, later: Int? = nil, _ source: String) {
            self.regimen = regimen
            self.hours = hours
            self.later = later ?? hours
            self.source = source
        }

        static let published = [
            IntervalExample("morphine IR 10 mg q4h", 24, "BC"),
            IntervalExample("hydromorphone MR 4 mg bd", 48, "PC20"),
            IntervalExample("morphine MR 30 mg bd", 48, "TGA"),
            IntervalExample("morphine MR 60 mg od", 72, "TGA"),
            IntervalExample("oxycodone MR 20 mg bd", 48, "TGA"),
            IntervalExample("CSCI morphine 30 mg/24h", 24, "MYS24"),
            IntervalExample("fentanyl patch 25 mcg/h", 72, later: 144, "VADOD"),
            IntervalExample("buprenorphine patch 10 mcg/h", 168, "LABELS"),
            IntervalExample("buprenorphine patch 52.5 mcg/h", 72, "LABELS"),
            // The longest of two lines holds for both.
            IntervalExample("morphine MR 60 mg od; oxycodone MR 10 mg bd", 72, "TGA"),
        ]
    }

    private func entry(_ day: Int, _ regimen: [RegimenItem]) throws -> RecordedEntry {
        let patient = try #require(PatientID("p-1"))
        let id = try #require(ContentDigest(Array(repeating: UInt8(day), count: 32)))
        let moment = Instant(secondsSince1970: 1_772_000_000).hoursLater(24 * day)
        return RecordedEntry(
            id: id,
            entry: try DiaryEntry(
                patient: patient, recordedAt: LocalInstant(utc: moment),
                pain: PainRating(background: PainScore(2)), episodes: [], regimen: regimen,
                adverseEffects: []))
    }

    @Test(
        "The time between increases follows the form, and a longer one after an earlier change",
        arguments: IntervalExample.published)
    func interval(_ example: IntervalExample) throws {
        let engine = try Shipped.engine()
        let regimen = try Shipped.regimen(example.regimen)
        let first = [try entry(1, regimen), try entry(2, regimen)]
        let found = try engine.assessment(of: first[1], in: DiaryCourse(first)).value?.titration
        #expect(found?.interval?.value == example.hours)
        #expect(found?.interval?.source.key == example.source)
        let changed = [try entry(1, try Shipped.regimen("tramadol MR 100 mg bd"))] + [first[1]]
        // A change at random is asked about, and here it is meant.
        let later = try engine.assessment(
            of: first[1], in: DiaryCourse(changed),
            confirmed: Set(DoubtCode.allCases.map(\.rawValue))
        ).value?.titration
        #expect(later?.interval?.value == example.later)
    }

    @Test("Every interval of the table is used")
    func intervals() throws {
        let sources = Set(IntervalExample.published.map(\.source))
        #expect(
            Set(try Shipped.tables.titration.intervals.map(\.source.key)).subtracting(sources) == []
        )
    }

    @Test(
        "Without a named policy the default of the tables is used; an unknown one gives no decision"
    )
    func policy() throws {
        let course = [try entry(1, try Shipped.regimen("morphine MR 30 mg bd"))]
        func titration(_ policy: String?) throws -> TitrationAnswer? {
            let engine = try Shipped.engine(
                DosingPolicy(titration: policy.map { TitrationPolicyID($0) }))
            return try engine.assessment(of: course[0], in: DiaryCourse(course)).value?.titration
        }
        #expect(try titration(nil)?.policy == Shipped.tables.titration.standard)
        #expect(try titration("leeds")?.policy.name == "leeds")
        #expect(try titration("no-such-policy") == nil)
    }
}
