import PainDosing
import Quantities
import ShippedEngine
import Testing

/// A schedule of the review's Table 3 with its cells as printed, in the order of `situations`.
struct ScheduleRow: Sendable, CustomTestStringConvertible {
    let text: String
    let cells: [String]

    var testDescription: String { text }

    static let situations = [
        "uncomplicated", "complicated", "end-of-life", "symptomatic", "oligometastatic",
        "re-irradiation", "post-surgery",
    ]

    static let all = [
        ScheduleRow(
            text: "8 Gy in a single fraction (3DCRT)", cells: ["x", "", "x", "x", "", "x", ""]),
        ScheduleRow(
            text: "30 Gy in 10 fractions (3DCRT or IMRT)",
            cells: ["x", "x", "", "+/-", "", "", "x"]),
        ScheduleRow(
            text: "45 Gy in 15 fractions (3DCRT or IMRT)", cells: ["x", "x", "", "+/-", "", "", ""]),
        ScheduleRow(
            text: "20 Gy in 5 fractions (3DCRT or IMRT)",
            cells: ["x", "x", "", "+/-", "", "+/-", "+/-"]),
        ScheduleRow(
            text: "16 to 24 Gy in a single fraction (SBRT)",
            cells: ["x", "", "", "+/-", "x", "", ""]),
        ScheduleRow(
            text: "24 Gy in 2 fractions (SBRT)", cells: ["x", "", "", "+/-", "x", "", ""]),
        ScheduleRow(
            text: "24 to 30 Gy in 3 fractions (SBRT)", cells: ["x", "", "", "+/-", "x", "", ""]),
        ScheduleRow(
            text: "30 to 40 Gy in 5 fractions (SBRT)", cells: ["x", "", "", "+/-", "x", "+/-", ""]),
    ]
}

extension ReviewPatient {
    /// A patient whose only lesion is in one situation of Table 3 and whose facts are otherwise unknown.
    static func inSituation(_ situation: String) -> ReviewPatient {
        var lesion = ReviewLesion(flags: [.irradiated: false])
        var patient = ReviewPatient(measures: [.lesionCount: .one])
        switch situation {
        case "uncomplicated":
            patient.flags[.cordCompression] = false
            lesion.flags[.fractureRisk] = false
        case "complicated": patient.flags[.cordCompression] = true
        case "end-of-life": patient.flags[.endOfLife] = true
        case "symptomatic": lesion.flags[.painful] = true
        case "oligometastatic": lesion.measures[.diameter] = Rational(49)
        case "re-irradiation":
            lesion = ReviewLesion(
                response: .persistentPain, measures: [.weeksSinceRadiotherapy: Rational(4)])
        case "post-surgery": lesion.flags[.operated] = true
        default: break
        }
        patient.lesions = [lesion]
        return patient
    }
}

@Suite("Radiotherapy in the multimodal review")
struct RadiotherapyReviewTests {
    @Test("Every cell of Table 3 is as printed", arguments: ScheduleRow.all)
    func cells(row: ScheduleRow) throws {
        for (situation, cell) in zip(ScheduleRow.situations, row.cells) {
            let option = try ReviewPatient.inSituation(situation).option(situation)
            #expect(option.verdict == .consider, "\(situation)")
            let marks = option.regimens.filter { $0.regimen.text == row.text }
                .map { $0.regimen.mark == .recommended ? "x" : "+/-" }
            #expect(marks == (cell.isEmpty ? [] : [cell]), "\(situation)")
        }
    }

    @Test("There are eight schedules and seven situations, and no others")
    func size() throws {
        let modality = try ReviewPatient.inSituation("symptomatic").modality(.radiotherapy)
        #expect(modality.options.map(\.option.id) == ScheduleRow.situations)
        let texts = modality.modality.options.flatMap(\.regimens).map(\.text)
        #expect(Set(texts) == Set(ScheduleRow.all.map(\.text)))
        #expect(texts.count == ScheduleRow.all.flatMap(\.cells).filter { !$0.isEmpty }.count)
    }

    @Test(
        "Each bound of a situation is tried from both sides, and without the fact nothing is said",
        arguments: [
            ("re-irradiation", "3.9 weeks", ReviewVerdict.notIndicated),
            ("re-irradiation", "4 weeks", .consider),
            ("re-irradiation", "pain relieved", .notIndicated),
            ("re-irradiation", "pain back", .consider),
            ("re-irradiation", "response not known", .unknown),
            ("re-irradiation", "weeks not known", .unknown),
            ("re-irradiation", "never irradiated", .notIndicated),
            ("oligometastatic", "49.9 mm", .consider),
            ("oligometastatic", "50 mm", .notIndicated),
            ("oligometastatic", "diameter not known", .unknown),
            ("oligometastatic", "three lesions", .consider),
            ("oligometastatic", "four lesions", .notIndicated),
            ("oligometastatic", "lesions not counted", .unknown),
            ("uncomplicated", "cord compressed", .notIndicated),
            ("uncomplicated", "fracture threatens", .notIndicated),
            ("uncomplicated", "irradiated before", .notIndicated),
            ("uncomplicated", "history not known", .unknown),
            ("complicated", "irradiated before", .notIndicated),
            ("end-of-life", "irradiated before", .notIndicated),
            ("symptomatic", "irradiated before", .notIndicated),
            ("oligometastatic", "irradiated before", .notIndicated),
            ("post-surgery", "irradiated before", .notIndicated),
        ])
    func bounds(situation: String, change: String, verdict: ReviewVerdict) throws {
        let patient = ReviewPatient.inSituation(situation).with { patient in
            var lesion = patient.lesions[0]
            switch change {
            case "3.9 weeks": lesion.measures[.weeksSinceRadiotherapy] = .written("3.9")
            case "pain relieved": lesion.response = .responded
            case "pain back": lesion.response = .recurred
            case "response not known": lesion.response = nil
            case "weeks not known": lesion.measures[.weeksSinceRadiotherapy] = nil
            case "never irradiated": lesion = ReviewLesion(flags: [.irradiated: false])
            case "49.9 mm": lesion.measures[.diameter] = .written("49.9")
            case "50 mm": lesion.measures[.diameter] = Rational(50)
            case "diameter not known": lesion.measures[.diameter] = nil
            case "three lesions": patient.measures[.lesionCount] = Rational(3)
            case "four lesions": patient.measures[.lesionCount] = Rational(4)
            case "lesions not counted": patient.measures[.lesionCount] = nil
            case "cord compressed": patient.flags[.cordCompression] = true
            case "fracture threatens": lesion.flags[.fractureRisk] = true
            case "irradiated before": lesion.flags[.irradiated] = true
            case "history not known": lesion.flags[.irradiated] = nil
            default: break
            }
            patient.lesions[0] = lesion
        }
        let option = try patient.option(situation)
        #expect(option.verdict == verdict)
        #expect(option.regimens.isEmpty == (verdict != .consider))
    }

    @Test(
        "More than three contiguous levels and a compressed cord are warned of for SBRT",
        arguments: [(3, false, [false, false]), (4, true, [true, true])])
    func warnings(levels: Int, cord: Bool, met: [Bool]) throws {
        let option = try ReviewPatient.inSituation("oligometastatic").with {
            $0.measures[.contiguousLevels] = Rational(levels)
            $0.flags[.cordCompression] = cord
        }.option("oligometastatic")
        let warnings = option.criteria.filter { $0.criterion.effect == .warns }
        #expect(warnings.map(\.isMet) == met)
        #expect(option.verdict == .consider)
    }

    @Test("Resistant tumours speak for SBRT, others do not", arguments: PrimaryTumour.allCases)
    func histology(primary: PrimaryTumour) throws {
        let option = try ReviewPatient.inSituation("oligometastatic").with {
            $0.primary = primary
        }.option("oligometastatic")
        let named: [PrimaryTumour] = [.sarcoma, .thyroid, .kidney, .melanoma]
        #expect(
            option.criteria.filter { $0.criterion.effect == .supports }.map(\.isMet)
                == [named.contains(primary)])
    }

    @Test("Each lesion is judged by itself, and one that may be there is not known")
    func lesions() throws {
        let patient = ReviewPatient.inSituation("re-irradiation").with {
            $0.lesions.append(ReviewLesion(flags: [.irradiated: false]))
            $0.measures[.lesionCount] = Rational(3)
        }
        let option = try patient.option("re-irradiation")
        #expect(option.lesions.map(\.index) == [0, 1, nil])
        #expect(option.lesions.map(\.verdict) == [.consider, .notIndicated, .unknown])
        let counted = try patient.with { $0.measures[.lesionCount] = Rational(2) }
            .option("re-irradiation")
        #expect(counted.lesions.map(\.index) == [0, 1])
    }
}
