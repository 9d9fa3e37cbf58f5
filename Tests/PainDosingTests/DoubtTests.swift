import ShippedEngine
import TestSupport
import Testing

@testable import PainDosing
import Quantities

/// Entries that don't fit their course, and near misses that do.
@Suite("A course that doubts")
struct DoubtTests {
    /// What one reading of a scenario says.
    struct Reading: Sendable {
        let hours: Int
        var regimen: String?
        var pain = 3
        /// Rescue doses of oral morphine in the hours before, in milligrams.
        var rescues: [Int] = []
        /// Doses under `taken`: drug and form, milligrams, hours before.
        var taken: [(form: String, milligrams: Int, hoursBefore: Int)] = []
        var isNaive: Bool?
        var days: Int?
        /// Whether it says nothing of the patient.
        var onlyConfirms = false
        /// Codes confirmed, each of the entry with that place.
        var confirms: [(code: String, entry: Int)] = []
    }

    struct Scenario: Sendable, CustomTestStringConvertible {
        let name: String
        let readings: [Reading]
        /// The questions that are open at the last reading.
        let asked: [String]

        var testDescription: String { name }

        init(_ name: String, _ readings: [Reading], asks asked: [String]) {
            self.name = name
            self.readings = readings
            self.asked = asked
        }

        /// Two regimens, a day apart.
        init(
            _ name: String, _ before: String, _ after: String, pain: Int = 3, rescues: [Int] = [],
            asks asked: [String]
        ) {
            self.init(
                name,
                [
                    Reading(hours: 0, regimen: before),
                    Reading(hours: 24, regimen: after, pain: pain, rescues: rescues),
                ], asks: asked)
        }
    }

    static let changes: [Scenario] = [
        // Tenfold: NPSA 2008, "100 mg for 10 mg".
        Scenario(
            "tenfold morphine", "morphine MR 30 mg bd", "morphine MR 300 mg bd", asks: ["dose-jump"]
        ),
        Scenario(
            "tenfold oxycodone", "oxycodone MR 10 mg bd", "oxycodone MR 100 mg bd",
            asks: ["dose-jump"]),
        Scenario(
            "tenfold pump", "CSCI morphine 20 mg/24h", "CSCI morphine 200 mg/24h",
            asks: ["dose-jump"]),
        Scenario(
            "fentanyl 25 for 100", "fentanyl patch 25 mcg/h", "fentanyl patch 100 mcg/h",
            asks: ["dose-jump"]),
        Scenario("double", "morphine MR 60 mg bd", "morphine MR 120 mg bd", asks: ["dose-jump"]),
        // A planned step is no more than half (NPSA 2008), in severe pain no more than the dose (FF 20).
        Scenario("a raise of half", "morphine MR 60 mg bd", "morphine MR 90 mg bd", asks: []),
        Scenario(
            "a raise of two thirds", "morphine MR 60 mg bd", "morphine MR 100 mg bd",
            asks: ["dose-jump"]),
        Scenario(
            "the same in severe pain", "morphine MR 60 mg bd", "morphine MR 100 mg bd", pain: 7,
            asks: []),
        Scenario(
            "more than double in severe pain", "morphine MR 60 mg bd", "morphine MR 130 mg bd",
            pain: 8, asks: ["dose-jump"]),
        Scenario(
            "a raise by the rescue doses", "morphine MR 60 mg bd", "morphine MR 110 mg bd",
            rescues: [20, 20], asks: []),
        Scenario(
            "a raise beyond half and the rescue doses", "morphine MR 60 mg bd",
            "morphine MR 120 mg bd", rescues: [20, 20], asks: ["dose-jump"]),
        Scenario("a small dose doubled", "morphine MR 5 mg bd", "morphine MR 10 mg bd", asks: []),
        Scenario("patch by patch", "fentanyl patch 25 mcg/h", "fentanyl patch 37 mcg/h", asks: []),
        Scenario(
            "a smaller patch beside", "fentanyl patch 50 mcg/h",
            "fentanyl patch 50 mcg/h; fentanyl patch 12 mcg/h", asks: []),
        // Milligram for milligram: Pennsylvania 2007, ISMP 2004.
        Scenario(
            "hydromorphone for morphine", "morphine MR 30 mg bd", "hydromorphone MR 30 mg bd",
            asks: ["same-milligrams"]),
        Scenario(
            "oxycodone for morphine", "morphine MR 40 mg bd", "oxycodone MR 40 mg bd",
            asks: ["same-milligrams"]),
        Scenario(
            "morphine under the skin for by mouth", "morphine MR 30 mg bd",
            "CSCI morphine 60 mg/24h", asks: ["same-milligrams"]),
        Scenario(
            "methadone for morphine", "morphine IR 30 mg tds", "methadone oral 30 mg tds",
            asks: ["same-milligrams"]),
        Scenario(
            "codeine and dihydrocodeine are as strong", "codeine IR 60 mg qds",
            "dihydrocodeine IR 60 mg qds", asks: []),
        Scenario(
            "the same milligrams a day in another rhythm", "morphine MR 40 mg bd",
            "hydromorphone IR 20 mg qds", asks: ["same-milligrams"]),
        Scenario(
            "from a pump to tablets with the same milligrams", "CSCI morphine 60 mg/24h",
            "morphine MR 30 mg bd", asks: ["same-milligrams"]),
        Scenario("a planned rotation", "morphine MR 60 mg bd", "oxycodone MR 30 mg bd", asks: []),
        Scenario(
            "a rotation to a patch", "morphine MR 60 mg bd", "fentanyl patch 37 mcg/h", asks: []),
        Scenario(
            "a pump in place of tablets", "morphine MR 60 mg bd", "CSCI morphine 60 mg/24h",
            asks: []),
        Scenario(
            "a pump in place of tablets, oxycodone", "oxycodone MR 40 mg bd",
            "CSCI oxycodone 40 mg/24h", asks: []),
        // Units: NPSA 2008, a day's dose as an hour's.
        Scenario(
            "mg/h for mg/24h", "CSCI morphine 30 mg/24h", "CSCI morphine 30 mg/h",
            asks: ["unit-slip"]),
        Scenario(
            "mg/24h for mg/h", "CSCI morphine 2 mg/h", "CSCI morphine 2 mg/24h", asks: ["unit-slip"]
        ),
        Scenario(
            "milligrams for micrograms", "CSCI fentanyl 600 mcg/24h", "CSCI fentanyl 600 mg/24h",
            asks: ["unit-slip"]),
        Scenario(
            "the pump's other way to write it", "CSCI morphine 24 mg/24h", "CSCI morphine 1 mg/h",
            asks: []),
        // Two patches at once: BMC Pharmacol Toxicol 2014;15:31.
        Scenario(
            "a second patch", "fentanyl patch 50 mcg/h",
            "fentanyl patch 50 mcg/h; fentanyl patch 50 mcg/h", asks: ["added-beside"]),
        Scenario(
            "a larger patch, the first left on", "fentanyl patch 25 mcg/h",
            "fentanyl patch 25 mcg/h; fentanyl patch 50 mcg/h", asks: ["added-beside"]),
        Scenario(
            "a patch beside tablets", "morphine MR 60 mg bd",
            "morphine MR 60 mg bd; fentanyl patch 12 mcg/h", asks: ["added-beside"]),
        Scenario(
            "tablets beside a patch", "fentanyl patch 50 mcg/h",
            "fentanyl patch 50 mcg/h; oxycodone MR 10 mg bd", asks: ["added-beside"]),
        Scenario(
            "two drugs modified-release", "morphine MR 60 mg bd",
            "morphine MR 60 mg bd; oxycodone MR 10 mg bd", asks: ["added-beside"]),
        Scenario(
            "a pump beside tablets", "morphine MR 60 mg bd",
            "morphine MR 60 mg bd; CSCI morphine 30 mg/24h", asks: ["added-beside"]),
        Scenario(
            "a patch beside raised tablets", "morphine MR 60 mg bd",
            "morphine MR 80 mg bd; fentanyl patch 12 mcg/h", asks: ["added-beside"]),
        Scenario(
            "a pump beside a patch, at the end of life", "fentanyl patch 75 mcg/h",
            "fentanyl patch 75 mcg/h; CSCI morphine 20 mg/24h", asks: []),
        Scenario(
            "a large pump beside a patch", "fentanyl patch 25 mcg/h",
            "fentanyl patch 25 mcg/h; CSCI morphine 60 mg/24h", asks: ["added-beside"]),
        Scenario(
            "from tablets to a patch", "morphine MR 60 mg bd", "fentanyl patch 50 mcg/h", asks: []),
        Scenario(
            "half of the tablets and a patch", "morphine MR 60 mg bd",
            "morphine MR 30 mg bd; fentanyl patch 25 mcg/h", asks: []),
        Scenario(
            "modified-release after rescue doses only", "morphine IR 10 mg prn x4",
            "morphine MR 20 mg bd", asks: []),
        // NPSA 2008: tramadol 150 mg a day, then MST 120 mg a day.
        Scenario(
            "weak to strong at a jump", "tramadol IR 50 mg tds", "morphine MR 60 mg bd",
            asks: ["dose-jump"]),
        Scenario(
            "codeine to a patch", "codeine IR 60 mg qds", "fentanyl patch 50 mcg/h",
            asks: ["dose-jump"]),
        Scenario(
            "codeine, then oxycodone at a jump", "codeine IR 30 mg qds", "oxycodone MR 40 mg bd",
            asks: ["dose-jump"]),
        Scenario(
            "weak to strong as planned", "codeine IR 60 mg qds", "morphine MR 15 mg bd", asks: []),
        // Falls: more than half of a ward's errors give less (Heneka 2018).
        Scenario("a tenth", "morphine MR 200 mg bd", "morphine MR 20 mg bd", asks: ["dose-fall"]),
        Scenario("nothing", "morphine MR 200 mg bd", "", asks: ["dose-fall"]),
        Scenario(
            "a third", "fentanyl patch 75 mcg/h", "fentanyl patch 25 mcg/h", asks: ["dose-fall"]),
        Scenario("half, after too much", "morphine MR 60 mg bd", "morphine MR 30 mg bd", asks: []),
        // Frequencies.
        Scenario(
            "once for twice", "morphine MR 30 mg bd", "morphine MR 30 mg od",
            asks: ["frequency-changed"]),
        Scenario(
            "four times for twice", "morphine MR 30 mg bd", "morphine MR 30 mg qds",
            asks: ["frequency-changed"]),
        Scenario(
            "every 2 hours for every 4", "morphine IR 10 mg q4h", "morphine IR 10 mg q2h",
            asks: ["frequency-changed"]),
        Scenario(
            "three times for twice", "oxycodone MR 20 mg bd", "oxycodone MR 20 mg tds", asks: []),
        Scenario(
            "every 4 hours for every 6", "morphine IR 10 mg q6h", "morphine IR 10 mg q4h", asks: []),
        Scenario(
            "other words for the same", "morphine MR 30 mg bd", "morphine MR 30 mg q12h", asks: []),
        Scenario(
            "half the dose, twice as often", "morphine MR 60 mg od", "morphine MR 30 mg bd",
            asks: []),
        // A copied row, or one drug under two brands.
        Scenario(
            "the same line twice", "morphine MR 30 mg bd",
            "morphine MR 30 mg bd; morphine MR 30 mg bd", asks: ["added-beside"]),
        Scenario(
            "two brands of one drug", "MST 30 mg bd", "MST 30 mg bd; Zomorph 30 mg bd",
            asks: ["added-beside"]),
        Scenario("another brand of it", "MST 30 mg bd", "Zomorph 30 mg bd", asks: []),
        Scenario(
            "a short-acting line twice", "morphine IR 10 mg q4h",
            "morphine IR 10 mg q4h; morphine IR 10 mg q4h", asks: ["added-beside"]),
        // The first opioid.
        Scenario("a large start", "", "morphine MR 60 mg bd", asks: ["dose-jump"]),
        Scenario("a usual start", "", "morphine MR 15 mg bd", asks: []),
        Scenario(
            "two slips at once", "CSCI morphine 30 mg/24h; fentanyl patch 25 mcg/h",
            "CSCI morphine 30 mg/h; fentanyl patch 25 mcg/h; fentanyl patch 25 mcg/h",
            asks: ["added-beside", "unit-slip"]),
    ]

    static let courses: [Scenario] = [
        Scenario(
            "a slip that is written again stays one",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 72, regimen: "morphine MR 300 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "silence settles nothing",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "hydromorphone MR 30 mg bd"), Reading(hours: 48),
            ], asks: ["same-milligrams"]),
        Scenario(
            "a doubled dose is asked about again within a day",
            [
                Reading(hours: 0, regimen: "morphine MR 60 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 120 mg bd"),
                Reading(hours: 47, regimen: "morphine MR 120 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "and is settled by the same regimen a day later",
            [
                Reading(hours: 0, regimen: "morphine MR 60 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 120 mg bd"),
                Reading(hours: 48, regimen: "morphine MR 120 mg bd"),
            ], asks: []),
        Scenario(
            "back to the dose before",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 30, regimen: "morphine MR 30 mg bd"),
            ], asks: []),
        Scenario(
            "compared with the last regimen that fits, not with the slip",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 30, regimen: "morphine MR 400 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "confirmed in the next entry",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(
                    hours: 30, regimen: "morphine MR 300 mg bd", confirms: [("dose-jump", 1)]),
            ], asks: []),
        Scenario(
            "confirmed by an entry that writes no regimen",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 30, confirms: [("dose-jump", 1)]),
            ], asks: []),
        Scenario(
            "another code confirms nothing",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 30, confirms: [("unit-slip", 1)]),
            ], asks: ["dose-jump"]),
        Scenario(
            "another entry confirms nothing",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 30, confirms: [("dose-jump", 0)]),
            ], asks: ["dose-jump"]),
        Scenario(
            "a confirmation does not hold for the next jump",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd", confirms: [("dose-jump", 1)]),
                Reading(hours: 48, regimen: "morphine MR 3000 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "confirming one of two questions leaves the other",
            [
                Reading(hours: 0, regimen: "CSCI morphine 30 mg/24h; fentanyl patch 25 mcg/h"),
                Reading(
                    hours: 24,
                    regimen:
                        "CSCI morphine 30 mg/h; fentanyl patch 25 mcg/h; fentanyl patch 25 mcg/h",
                    confirms: [("added-beside", 1)]),
            ], asks: ["unit-slip"]),
        // An open question outlives the week after which facts are forgotten.
        Scenario(
            "a slip is asked about still when the last good regimen is more than a week old",
            [
                Reading(hours: 0, regimen: "morphine MR 10 mg bd"), Reading(hours: 48),
                Reading(hours: 96), Reading(hours: 156, regimen: "morphine MR 100 mg bd"),
                Reading(hours: 170, regimen: "morphine MR 100 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "and where nobody writes it again",
            [
                Reading(hours: 0, regimen: "morphine MR 10 mg bd"), Reading(hours: 96),
                Reading(hours: 156, regimen: "morphine MR 100 mg bd"), Reading(hours: 175),
            ], asks: ["dose-jump"]),
        Scenario(
            "a dose twelve times as often needs a person",
            [
                Reading(hours: 0, regimen: "morphine IR 20 mg od"),
                Reading(hours: 24, regimen: "morphine IR 20 mg q2h"),
                Reading(hours: 50, regimen: "morphine IR 20 mg q2h"),
            ], asks: ["frequency-changed"]),
        Scenario(
            "a day's count of rescue doses does not hold for the week",
            [
                Reading(hours: 0, regimen: "morphine MR 20 mg bd; morphine IR 20 mg prn x6"),
                Reading(hours: 48), Reading(hours: 120, regimen: "morphine MR 90 mg bd"),
            ], asks: ["dose-jump"]),
        Scenario(
            "rescue doses that are counted and listed are the same doses",
            [
                Reading(hours: 0, regimen: "morphine MR 20 mg bd; morphine IR 20 mg prn x6"),
                Reading(
                    hours: 20, regimen: "morphine MR 150 mg bd", rescues: [20, 20, 20, 20, 20, 20]),
            ], asks: ["dose-jump"]),
        Scenario(
            "confirmed by an entry of the same time",
            [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                Reading(hours: 24, regimen: "morphine MR 300 mg bd"),
                Reading(hours: 24, onlyConfirms: true, confirms: [("dose-jump", 1)]),
            ], asks: []),
        // Taken against prescribed.
        Scenario(
            "a large dose, and nobody has said what is prescribed",
            [Reading(hours: 0, taken: [("morphine IR", 30, 2)])], asks: []),
        Scenario(
            "a smaller large dose than the one confirmed is another question",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd", taken: [("morphine IR", 300, 2)],
                    confirms: [("rescue-too-large", 0)]),
                Reading(
                    hours: 4, regimen: "morphine MR 30 mg bd", taken: [("morphine IR", 200, 1)]),
            ], asks: ["rescue-too-large"]),
        Scenario(
            "400 mg at once beside 60 mg a day",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd",
                    taken: [("morphine IR", 400, 12)])
            ], asks: ["rescue-too-large"]),
        Scenario(
            "four times the rescue dose",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 60 mg bd", taken: [("morphine IR", 80, 2)])
            ], asks: ["rescue-too-large"]),
        Scenario(
            "a large dose counted by the regimen",
            [Reading(hours: 0, regimen: "morphine MR 30 mg bd; morphine IR 100 mg prn x1")],
            asks: ["rescue-too-large"]),
        Scenario(
            "a large dose of oxycodone and no regular opioid",
            [Reading(hours: 0, regimen: "", taken: [("oxycodone IR", 40, 2)])],
            asks: ["rescue-too-large"]),
        Scenario(
            "twice the rescue dose",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 60 mg bd", taken: [("morphine IR", 40, 2)])
            ], asks: []),
        Scenario(
            "a large dose, confirmed by the entry itself",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd", taken: [("morphine IR", 60, 2)],
                    confirms: [("rescue-too-large", 0)])
            ], asks: []),
        Scenario(
            "another large dose is another question",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd", taken: [("morphine IR", 60, 2)],
                    confirms: [("rescue-too-large", 0)]),
                Reading(
                    hours: 12, regimen: "morphine MR 30 mg bd", taken: [("morphine IR", 70, 2)]),
            ], asks: ["rescue-too-large"]),
        Scenario(
            "regular tablets taken four times for twice",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd",
                    taken: [
                        ("morphine MR", 30, 1), ("morphine MR", 30, 7), ("morphine MR", 30, 13),
                        ("morphine MR", 30, 19),
                    ])
            ], asks: ["taken-too-much"]),
        Scenario(
            "a whole day's tablets, twice",
            [
                Reading(
                    hours: 0, regimen: "oxycodone MR 20 mg bd",
                    taken: [("oxycodone MR", 40, 1), ("oxycodone MR", 40, 13)])
            ], asks: ["taken-too-much"]),
        Scenario(
            "three doses within 24 hours, one a little late",
            [
                Reading(
                    hours: 0, regimen: "morphine MR 30 mg bd",
                    taken: [
                        ("morphine MR", 30, 0), ("morphine MR", 30, 12), ("morphine MR", 30, 23),
                    ])
            ], asks: []),
        Scenario(
            "regular short-acting doses that are listed are no rescue doses",
            [
                Reading(
                    hours: 0, regimen: "morphine IR 10 mg q4h",
                    taken: [
                        ("morphine IR", 10, 0), ("morphine IR", 10, 4), ("morphine IR", 10, 8),
                    ])
            ], asks: []),
    ]

    /// The entries of a scenario; each has the digest of its place.
    private func entries(_ scenario: Scenario) throws -> [RecordedEntry] {
        let rescue = try Shipped.target("morphine IR")
        let patient = try #require(PatientID("p-1"))
        func id(_ place: Int) throws -> ContentDigest {
            try #require(ContentDigest(Array(repeating: UInt8(place + 1), count: 32)))
        }
        return try scenario.readings.enumerated().map { place, reading in
            let moment = Instant(secondsSince1970: 1_772_000_000).hoursLater(reading.hours)
            let episodes = try reading.rescues.enumerated().map { index, milligrams in
                let at = moment.hoursEarlier(index + 1)
                return BreakthroughEpisode(
                    at: at,
                    rescue: TakenDose(
                        at: at, form: rescue, dose: try .milligrams(Rational(milligrams))))
            }
            let taken = try reading.taken.map { dose in
                TakenDose(
                    at: moment.hoursEarlier(dose.hoursBefore),
                    form: try Shipped.target(dose.form),
                    dose: try .milligrams(Rational(dose.milligrams)))
            }
            let regimen = try reading.regimen.map { text in
                try text.isEmpty ? [] : Shipped.regimen(text)
            }
            return RecordedEntry(
                id: try id(place),
                entry: try DiaryEntry(
                    patient: patient, recordedAt: LocalInstant(utc: moment),
                    pain: reading.onlyConfirms
                        ? PainRating() : PainRating(background: PainScore(reading.pain)),
                    episodes: episodes.isEmpty ? nil : episodes, regimen: regimen,
                    taken: taken.isEmpty ? nil : taken,
                    context: try PatientContext(
                        isOpioidNaive: reading.isNaive, aroundTheClockDays: reading.days),
                    confirms: try reading.confirms.map {
                        QueryConfirmation(
                            code: $0.code, entry: try id($0.entry), by: "Dr A", reason: "planned")
                    }))
        }
    }

    @Test("What is asked of a change from one day to the next", arguments: changes)
    func change(_ scenario: Scenario) throws { try check(scenario) }

    @Test("What is asked in the course", arguments: courses)
    func course(_ scenario: Scenario) throws { try check(scenario) }

    private func check(_ scenario: Scenario) throws {
        let engine = try Shipped.engine()
        let entries = try entries(scenario)
        let last = try #require(entries.last)
        let course = DiaryCourse(entries)
        let doubts = try engine.doubts(
            DiaryPicture(of: last, in: course), in: course, confirmed: [])
        #expect(doubts.open.map(\.code).sorted() == scenario.asked, "\(doubts.open)")
        // A question holds the whole answer back, and is confirmed by its own code alone.
        guard !scenario.asked.isEmpty else { return }
        guard case .stopped(let refusal) = try engine.assessment(of: last, in: course) else {
            Issue.record("a number in spite of a question")
            return
        }
        #expect(Set(scenario.asked).isSubset(of: Set(refusal.alerts.map(\.code))))
        let one = Set(scenario.asked.prefix(1))
        let rest = try engine.doubts(
            DiaryPicture(of: last, in: course), in: course, confirmed: one)
        #expect(rest.open.map(\.code).sorted() == Array(scenario.asked.dropFirst()))
    }

    // MARK: Statements against the course

    struct Claim: Sendable, CustomTestStringConvertible {
        let name: String
        let readings: [Reading]
        let days: Int?
        let isNaive: Bool?
        let isTold: Bool

        var testDescription: String { name }
    }

    static let claims: [Claim] = [
        Claim(
            name: "no opioid yesterday, 20 days claimed",
            readings: [
                Reading(hours: 0, regimen: ""),
                Reading(hours: 24, regimen: "morphine MR 15 mg bd", isNaive: false, days: 20),
            ], days: 1, isNaive: true, isTold: true),
        Claim(
            name: "too little for tolerance two days ago",
            readings: [
                Reading(hours: 0, regimen: "morphine MR 20 mg bd", days: 10),
                Reading(hours: 48, regimen: "morphine MR 30 mg bd", days: 12),
            ], days: 2, isNaive: nil, isTold: true),
        Claim(
            name: "naive yesterday, silent today",
            readings: [
                Reading(hours: 0, regimen: "", isNaive: true),
                Reading(hours: 24, regimen: "morphine MR 15 mg bd"),
            ], days: 1, isNaive: true, isTold: false),
        Claim(
            name: "naive yesterday, denied today",
            readings: [
                Reading(hours: 0, isNaive: true),
                Reading(hours: 24, regimen: "morphine MR 15 mg bd", isNaive: false),
            ], days: nil, isNaive: true, isTold: true),
        Claim(
            name: "a claim that the course bears out",
            readings: [
                Reading(hours: 0, regimen: "morphine MR 30 mg bd", isNaive: false, days: 20),
                Reading(hours: 24, regimen: "morphine MR 40 mg bd", isNaive: false, days: 21),
            ], days: 21, isNaive: false, isTold: false),
        Claim(
            name: "a start more than a week ago",
            readings: [
                Reading(hours: 0, regimen: "", isNaive: true),
                Reading(hours: 200, regimen: "morphine MR 30 mg bd", isNaive: false, days: 8),
            ], days: 8, isNaive: false, isTold: false),
        Claim(
            name: "rescue doses show that opioids are taken",
            readings: [
                Reading(hours: 0, regimen: "", rescues: [5, 5]),
                Reading(hours: 24, regimen: "morphine MR 15 mg bd", isNaive: false),
            ], days: 1, isNaive: false, isTold: false),
    ]

    @Test("Tolerance counts by the course, not by what is claimed", arguments: claims)
    func tolerance(_ claim: Claim) throws {
        let engine = try Shipped.engine()
        let entries = try entries(Scenario(claim.name, claim.readings, asks: []))
        let picture = DiaryPicture(of: try #require(entries.last), in: DiaryCourse(entries))
        let doubts = try engine.doubts(picture, in: DiaryCourse(entries), confirmed: [])
        #expect(doubts.facts.context.aroundTheClockDays == claim.days)
        #expect(doubts.facts.context.isOpioidNaive == claim.isNaive)
        #expect(doubts.told.contains { $0.code == "tolerance-contradicted" } == claim.isTold)
    }

    @Test(
        "Naive yesterday and a patch today is a stop, whatever today's entry leaves out or claims",
        arguments: [Bool?.none, false])
    func patchOfTheNaive(_ claim: Bool?) throws {
        let engine = try Shipped.engine()
        let entries = try entries(
            Scenario(
                "patch",
                [
                    Reading(hours: 0, regimen: "", isNaive: true),
                    Reading(hours: 24, regimen: "fentanyl patch 12 mcg/h", isNaive: claim),
                ], asks: []))
        let outcome = try engine.assessment(
            of: try #require(entries.last), in: DiaryCourse(entries))
        guard case .stopped(let refusal) = outcome else {
            Issue.record("a number for a patch of a naive patient")
            return
        }
        #expect(refusal.alerts.map(\.code).contains("naive-fentanyl-patch"))
    }

    @Test("Regular doses listed as taken count once, and the surplus as rescue doses")
    func regularDoses() throws {
        let engine = try Shipped.engine()
        let doses = (0..<8).map { ("morphine IR", 10, $0 * 3) }
        let entries = try entries(
            Scenario(
                "",
                [Reading(hours: 0, regimen: "morphine IR 10 mg q4h", taken: doses)], asks: []))
        let answer = try engine.assessment(
            of: try #require(entries.last), in: DiaryCourse(entries)
        ).value
        // Six regular doses of 10 mg, and two that are more than the day has.
        #expect(answer?.medication?.omedd.milligramsPerDay == Rational(80))
        #expect(answer?.alerts.contains { $0.code == "scheduled-doses-listed" } == true)
    }

    @Test("The slip that is named is a dose that was written before, or none is")
    func namedSlip() throws {
        let engine = try Shipped.engine()
        func question(_ before: String, _ after: String) throws -> String? {
            let entries = try entries(Scenario("", before, after, asks: []))
            let last = try #require(entries.last)
            let course = DiaryCourse(entries)
            return try engine.doubts(
                DiaryPicture(of: last, in: course), in: course, confirmed: []
            ).open.first?.question
        }
        #expect(
            try question("morphine MR 30 mg bd", "morphine MR 300 mg bd")
                == "Was 30 mg meant, a decimal point further left?")
        // Ten times a day's dose, but no single dose of a tenth was ever written.
        #expect(
            try question("morphine IR 10 mg bd", "morphine IR 50 mg qds")
                == "Is the new dose meant?")
    }

    @Test("A confirmation of an unusual dose does not cover more than what was confirmed")
    func confirmedLimit() throws {
        let engine = try Shipped.engine()
        func asked(_ rescues: [Int]) throws -> Bool {
            let entries = try entries(
                Scenario(
                    "",
                    [
                        Reading(
                            hours: 0, regimen: "morphine MR 1800 mg bd",
                            confirms: [("implausible-morphine-oral", 0)]),
                        Reading(hours: 24, regimen: "morphine MR 1800 mg q12h", rescues: rescues),
                    ], asks: []))
            let outcome = try engine.assessment(
                of: try #require(entries.last), in: DiaryCourse(entries))
            return outcome.refusalAlerts.contains { $0.code == "implausible-morphine-oral" }
        }
        #expect(try !asked([]))
        #expect(try asked([400, 400]))
    }

    @Test("A fact of two entries that differ is asked about and not carried over")
    func disputedFact() throws {
        let engine = try Shipped.engine()
        let patient = try #require(PatientID("p-1"))
        let moment = Instant(secondsSince1970: 1_772_000_000)
        func entry(_ number: UInt8, hours: Int, egfr: Int?) throws -> RecordedEntry {
            RecordedEntry(
                id: try #require(ContentDigest(Array(repeating: number, count: 32))),
                entry: try DiaryEntry(
                    patient: patient, recordedAt: LocalInstant(utc: moment.hoursLater(hours)),
                    regimen: try Shipped.regimen("morphine MR 30 mg bd"),
                    observations: try Observations(
                        glomerularFiltration: egfr.map { Rational($0) })))
        }
        let last = try entry(3, hours: 12, egfr: nil)
        let course = DiaryCourse([
            try entry(1, hours: 0, egfr: 20), try entry(2, hours: 0, egfr: 90), last,
        ])
        let outcome = try engine.assessment(of: last, in: course)
        #expect(outcome.refusalAlerts.map(\.code) == ["conflicting-entries"])
    }

    @Test("A confirmed question is told as confirmed, with who said so")
    func confirmed() throws {
        let engine = try Shipped.engine()
        let scenario = try #require(Self.courses.first { $0.name == "confirmed in the next entry" })
        let entries = try entries(scenario)
        let answer = try engine.assessment(
            of: try #require(entries.last), in: DiaryCourse(entries)
        ).value
        let told = try #require(answer?.alerts.first { $0.code == "dose-jump" })
        #expect(told.severity == .caution)
        #expect(told.message.hasPrefix("Confirmed as meant by Dr A (planned): From 60 to 600 mg"))
    }

    @Test(
        "A patch worn for too long is told, one that is due is not",
        arguments: [
            ("fentanyl patch 25 mcg/h", 84, false), ("fentanyl patch 25 mcg/h", 85, true),
            ("buprenorphine patch 10 mcg/h", 100, false), ("morphine MR 30 mg bd", 100, false),
        ])
    func patchOverdue(_ regimen: String, _ hours: Int, _ isTold: Bool) throws {
        let engine = try Shipped.engine()
        let now = Instant(secondsSince1970: 1_772_000_000)
        let entry = try DiaryEntry(
            patient: try #require(PatientID("p-1")), recordedAt: LocalInstant(utc: now),
            regimen: try Shipped.regimen(regimen), patchChangedAt: now.hoursEarlier(hours))
        let id = try #require(ContentDigest(Array(repeating: 1, count: 32)))
        let recorded = RecordedEntry(id: id, entry: entry)
        let answer = try engine.assessment(of: recorded, in: DiaryCourse([recorded])).value
        #expect(answer?.alerts.contains { $0.code == "patch-change-overdue" } == isTold)
    }

    @Test("Days without an entry are shown as missing")
    func missingDays() throws {
        let engine = try Shipped.engine()
        let entries = try entries(
            Scenario(
                "",
                [
                    Reading(hours: 0, regimen: "morphine MR 30 mg bd"),
                    Reading(hours: 96, regimen: "morphine MR 30 mg bd"),
                ], asks: []))
        let answer = try engine.assessment(
            of: try #require(entries.last), in: DiaryCourse(entries)
        ).value
        let told = answer?.alerts.first { $0.code == "days-without-entry" }
        #expect(told?.message == "No entry on 3 of the last 5 days.")
    }
}
