@testable import PainDosing
import Quantities
import ShippedEngine
import TestSupport

/// One reading of a made-up ward: what the regimen is, what was taken, how the pain is.
struct WardReading {
    /// Hours since the course began.
    var hours: Int
    var regimen: [String]
    /// False where the nurse writes down only how the patient is.
    var saysRegimen: Bool
    var background: Int
    /// Milligrams of oral morphine taken as rescue doses since the last reading.
    var rescues: [Int]
}

/// Fourteen days as a palliative ward has them.
///
/// Titrations, rotations, patch steps, pumps in place of tablets, nights and weekends without an entry:
/// nothing in it is a slip.
struct PlausibleCourse {
    /// Doses of one form as they are really raised, each step by no more than half.
    private static let ladders: [[String]] = [
        [10, 15, 20, 30, 40, 60, 80, 100, 120, 150, 180, 200].map { "morphine MR \($0) mg bd" },
        [5, 10, 15, 20, 30, 40, 50, 60, 80, 100].map { "oxycodone MR \($0) mg bd" },
        [2, 4, 6, 8, 12, 16, 20, 24, 32].map { "hydromorphone MR \($0) mg bd" },
        ["12", "25", "37", "50", "62", "75", "100", "125", "150"].map {
            "fentanyl patch \($0) mcg/h"
        },
        ["5", "10", "15", "20"].map { "buprenorphine patch \($0) mcg/h" },
        ["35", "52.5", "70", "105"].map { "buprenorphine patch \($0) mcg/h" },
        [5, 10, 15, 20, 30, 40].map { "morphine IR \($0) mg q4h" },
        [10, 15, 20, 30, 45, 60, 80, 120, 160].map { "CSCI morphine \($0) mg/24h" },
        [10, 15, 20, 30, 45, 60, 80, 120].map { "CSCI oxycodone \($0) mg/24h" },
    ]
    private static let weak = [
        "codeine IR 60 mg qds", "tramadol MR 100 mg bd", "tramadol IR 50 mg tds",
    ]

    let readings: [WardReading]

    /// A course of a seed; its rotations are those that the engine itself proposes.
    init(_ engine: DosingEngine, using random: inout SeededGenerator) throws {
        var ward = Ward(engine: engine, random: random)
        readings = try ward.fortnight()
        random = ward.random
    }

    private struct Ward {
        let engine: DosingEngine
        var random: SeededGenerator
        var regimen: [String] = []
        var pain = 3
        private var hoursSinceChange = 0

        init(engine: DosingEngine, random: SeededGenerator) {
            self.engine = engine
            self.random = random
        }

        mutating func fortnight() throws -> [WardReading] {
            try start()
            var readings: [WardReading] = []
            let shifts = one(of: [[8], [8, 20], [7, 14, 21], [6, 12, 18, 22]])
            for day in 0..<14 {
                // Some wards write nothing at weekends.
                if day % 7 >= 5, Int.random(in: 0..<5, using: &random) == 0 { continue }
                for shift in shifts {
                    let isFirst = readings.isEmpty
                    if !isFirst, Int.random(in: 0..<12, using: &random) == 0 { continue }
                    let rescues = try rescuesTaken(in: 24 / shifts.count)
                    pain = min(9, max(0, pain + Int.random(in: -2...2, using: &random)))
                    var isChanged = false
                    if !isFirst, shift == shifts[0] {
                        isChanged = try change(rescued: rescues.reduce(0, +) * shifts.count)
                    }
                    readings.append(
                        WardReading(
                            hours: day * 24 + shift + Int.random(in: 0...1, using: &random),
                            regimen: regimen,
                            saysRegimen: isFirst || isChanged
                                || Int.random(in: 0..<4, using: &random) > 0,
                            background: pain, rescues: rescues))
                }
            }
            return readings
        }

        private mutating func one<Element>(of elements: [Element]) -> Element {
            elements[Int.random(in: elements.indices, using: &random)]
        }

        private mutating func start() throws {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: regimen = []
            case 1: regimen = [one(of: PlausibleCourse.weak)]
            default:
                let ladder = one(of: PlausibleCourse.ladders)
                regimen = [one(of: Array(ladder.dropLast(2)))]
            }
        }

        /// Rescue doses of about a sixth of the day, some of a tenth.
        private mutating func rescuesTaken(in hours: Int) throws -> [Int] {
            guard let omedd = try omedd, omedd >= 30 else { return [] }
            let count = Int.random(in: 0...3, using: &random) * hours / 24
            let share = one(of: [6, 6, 6, 10])
            return Array(repeating: max(5, omedd / share / 5 * 5), count: count)
        }

        private var omedd: Int? {
            get throws {
                let items = try regimen.flatMap { try Shipped.regimen($0) }
                return try engine.comparableOMEDD(of: items)
                    .map { Int($0.milligramsPerDay.roundedDown) }
            }
        }

        /// What a team does on some mornings; true where the regimen is another.
        private mutating func change(rescued: Int) throws -> Bool {
            hoursSinceChange += 24
            guard hoursSinceChange >= 48, Int.random(in: 0..<3, using: &random) == 0 else {
                return false
            }
            let before = regimen
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: step(by: 1)
            case 5: step(by: -1)
            case 6, 7: try rotate()
            case 8: try startPump(rescued: rescued)
            default: addToPatch()
            }
            if regimen.isEmpty || PlausibleCourse.weak.contains(regimen[0]) { try startStrong() }
            guard regimen != before else { return false }
            hoursSinceChange = 0
            return true
        }

        private mutating func step(by steps: Int) {
            guard let first = regimen.first else { return }
            for ladder in PlausibleCourse.ladders {
                guard let place = ladder.firstIndex(of: first),
                    ladder.indices.contains(place + steps)
                else { continue }
                regimen = [ladder[place + steps]] + regimen.dropFirst()
            }
        }

        private mutating func startStrong() throws {
            regimen = [
                one(of: ["morphine MR 10 mg bd", "morphine IR 5 mg q4h", "oxycodone MR 5 mg bd"])
            ]
        }

        /// A switch as the engine proposes it, to another drug or form.
        private mutating func rotate() throws {
            let targets = [
                "oxycodone MR", "morphine MR", "hydromorphone MR", "fentanyl patch",
                "morphine IR", "CSCI oxycodone",
            ]
            try switchTo(one(of: targets))
        }

        /// The tablets are stopped and a pump is started; a patch stays, with a pump for the rescue doses.
        private mutating func startPump(rescued: Int) throws {
            if regimen.count == 1, regimen[0].contains("patch") {
                let daily = rescued / 2 / 5 * 5
                if daily > 0 { regimen.append("CSCI morphine \(daily) mg/24h") }
            } else if regimen.count == 1 {
                try switchTo("CSCI morphine")
            }
        }

        private mutating func switchTo(_ target: String) throws {
            guard regimen.count == 1 else { return }
            let items = try Shipped.regimen(regimen[0])
            let form = try Shipped.target(target)
            guard items[0].form != form,
                let answer = try engine.rotation(of: items, to: RotationTo(form: form)).value,
                let proposal = answer.proposal
            else { return }
            let text: String? =
                switch (proposal.perDay, proposal.perDose, form.formulation) {
                case (.rate(let rate), _, _):
                    "\(target) \(rate.microgramsPerHour.decimal(places: 1).text) mcg/h"
                case (.mass(let daily), _, .infusion):
                    "\(target) \(daily.milligramsPerDay.decimal(places: 1).text) mg/24h"
                case (_, .mass(let dose), _):
                    "\(target) \(dose.milligrams.decimal(places: 2).text) mg q\(proposal.everyHours)h"
                default: nil
                }
            if let text, (try? Shipped.regimen(text)) != nil { regimen = [text] }
        }

        /// A second, smaller patch, as a step.
        private mutating func addToPatch() {
            guard regimen == ["fentanyl patch 50 mcg/h"] || regimen == ["fentanyl patch 75 mcg/h"]
            else { return step(by: 1) }
            regimen.append("fentanyl patch 12 mcg/h")
        }
    }
}

/// A course of readings as diary entries.
struct WardDiary {
    let entries: [RecordedEntry]
    private let course: DiaryCourse

    init(_ readings: [WardReading]) throws {
        let start = Instant(secondsSince1970: 1_772_000_000)
        let rescue = try Shipped.target("morphine IR")
        guard let patient = PatientID("made-up") else { throw NoPatient() }
        var entries: [RecordedEntry] = []
        for (number, reading) in readings.enumerated() {
            let moment = start.hoursLater(reading.hours)
            let taken = try reading.rescues.enumerated().map { index, milligrams in
                TakenDose(
                    at: moment.hoursEarlier(index + 1), form: rescue,
                    dose: try .milligrams(Rational(milligrams)))
            }
            let regimen = try reading.regimen.flatMap { try Shipped.regimen($0) }
            let entry = try DiaryEntry(
                patient: patient, recordedAt: LocalInstant(utc: moment),
                pain: PainRating(background: PainScore(reading.background)),
                episodes: taken.map { BreakthroughEpisode(at: $0.at, rescue: $0) },
                regimen: reading.saysRegimen ? regimen : nil)
            let bytes = (0..<32).map { UInt8(truncatingIfNeeded: number >> ($0 % 2 * 8)) }
            guard let id = ContentDigest(bytes) else { continue }
            entries.append(RecordedEntry(id: id, entry: entry))
        }
        self.entries = entries
        course = DiaryCourse(entries)
    }

    private struct NoPatient: Error {}

    /// The codes of the questions that are open at an entry.
    func questions(at index: Int, _ engine: DosingEngine) throws -> [String] {
        let picture = DiaryPicture(of: entries[index], in: course)
        return try engine.doubts(picture, in: course, confirmed: []).open.map(\.code)
    }
}
