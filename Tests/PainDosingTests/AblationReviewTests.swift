import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Ablation and focused ultrasound in the multimodal review")
struct AblationReviewTests {
    /// A patient with one lesion for whom ablation and focused ultrasound are to be considered.
    private static let ablation = ReviewPatient(
        flags: [
            .bleedingDisorder: false, .activeInfection: false, .anaesthesiaContraindicated: false,
            .cordCompression: false, .progression: true,
        ],
        measures: [.lesionCount: .one],
        lesions: [
            ReviewLesion(
                type: .lytic,
                flags: [.painful: true, .percutaneousAccess: true, .superficial: true],
                measures: [.criticalDistance: Rational(10)])
        ], worst: 4)

    /// What both ablations ask for.
    private static let common = [
        VerdictExample("all met", .consider) { _ in },
        VerdictExample("bleeding disorder", .contraindicated) {
            $0.flags[.bleedingDisorder] = true
        },
        VerdictExample("bleeding not known", .unknown) { $0.flags[.bleedingDisorder] = nil },
        VerdictExample("infection", .contraindicated) { $0.flags[.activeInfection] = true },
        VerdictExample("infection not known", .unknown) { $0.flags[.activeInfection] = nil },
        VerdictExample("no anaesthesia", .contraindicated) {
            $0.flags[.anaesthesiaContraindicated] = true
        },
        VerdictExample("anaesthesia not known", .unknown) {
            $0.flags[.anaesthesiaContraindicated] = nil
        },
        VerdictExample("cord compressed", .notIndicated) { $0.flags[.cordCompression] = true },
        VerdictExample("cord not known", .unknown) { $0.flags[.cordCompression] = nil },
        VerdictExample("worst pain 3", .unknown) { $0.worst = 3 },
        VerdictExample("worst pain 3, no other reason", .notIndicated) {
            $0.worst = 3
            $0.lesions[0].flags[.hormoneExcess] = false
            $0.lesions[0].flags[.fractureRisk] = false
        },
        VerdictExample("pain not rated", .unknown) { $0.worst = nil },
        VerdictExample("an episode of 4 without a worst pain", .consider) {
            $0.worst = nil
            $0.peaks = [2, 4]
        },
        VerdictExample("an episode of 3 without a worst pain", .unknown) {
            $0.worst = nil
            $0.peaks = [3]
        },
        VerdictExample("three metastases", .consider) { $0.measures[.lesionCount] = Rational(3) },
        VerdictExample("four metastases", .notIndicated) {
            $0.measures[.lesionCount] = Rational(4)
        },
        VerdictExample("not counted", .unknown) { $0.measures[.lesionCount] = nil },
        VerdictExample("four described", .notIndicated) {
            $0.measures[.lesionCount] = nil
            $0.lesions += Array(repeating: $0.lesions[0], count: 3)
        },
        VerdictExample("blastic", .unknown) { $0.lesions[0].type = .blastic },
        VerdictExample("blastic, no soft tissue", .notIndicated) {
            $0.lesions[0].type = .blastic
            $0.lesions[0].flags[.softTissueComponent] = false
        },
        VerdictExample("blastic with soft tissue", .consider) {
            $0.lesions[0].type = .blastic
            $0.lesions[0].flags[.softTissueComponent] = true
        },
        VerdictExample("mixed", .consider) { $0.lesions[0].type = .mixed },
        VerdictExample("type not known", .unknown) { $0.lesions[0].type = nil },
        VerdictExample("9.9 mm away", .notIndicated) {
            $0.lesions[0].measures[.criticalDistance] = .written("9.9")
        },
        VerdictExample("distance not known", .unknown) {
            $0.lesions[0].measures[.criticalDistance] = nil
        },
        VerdictExample("no progression known", .unknown) { $0.flags[.progression] = nil },
        VerdictExample("radiotherapy declined", .consider) {
            $0.flags[.progression] = nil
            $0.flags[.radiotherapyDeclined] = true
        },
        VerdictExample("pain after radiotherapy", .consider) {
            $0.flags[.progression] = nil
            $0.lesions[0].response = .persistentPain
        },
        VerdictExample("pain relieved by radiotherapy, nothing else", .notIndicated) {
            $0.flags[.progression] = false
            $0.flags[.radiotherapyDeclined] = false
            $0.lesions[0].response = .responded
            $0.lesions[0].flags[.hormoneExcess] = false
            $0.lesions[0].flags[.weightBearing] = false
        },
    ]

    @Test(
        "Thermal ablation by each of its criteria",
        arguments: common + [
            VerdictExample("no way through the skin", .contraindicated) {
                $0.lesions[0].flags[.percutaneousAccess] = false
            },
            VerdictExample("way not known", .unknown) {
                $0.lesions[0].flags[.percutaneousAccess] = nil
            },
            VerdictExample("no pain there, no other reason known", .unknown) {
                $0.lesions[0].flags[.painful] = false
            },
            VerdictExample("no pain, hormone excess", .consider) {
                $0.worst = 0
                $0.flags[.progression] = false
                $0.lesions[0].flags[.painful] = false
                $0.lesions[0].flags[.hormoneExcess] = true
            },
            VerdictExample("no pain, fracture in a weight-bearing bone", .consider) {
                $0.worst = 0
                $0.flags[.progression] = false
                $0.lesions[0].flags[.painful] = false
                $0.lesions[0].flags[.fractureRisk] = true
                $0.lesions[0].flags[.weightBearing] = true
            },
            VerdictExample("no pain, fracture in another bone, no hormone", .notIndicated) {
                $0.worst = 0
                $0.lesions[0].flags[.painful] = false
                $0.lesions[0].flags[.fractureRisk] = true
                $0.lesions[0].flags[.weightBearing] = false
                $0.lesions[0].flags[.hormoneExcess] = false
            },
        ])
    func thermalAblation(example: VerdictExample) throws {
        let option = try Self.ablation.with(example.change).option("thermal-ablation")
        #expect(option.verdict == example.verdict)
        #expect(option.regimens.isEmpty == (example.verdict != .consider))
    }

    @Test(
        "Focused ultrasound by each of its criteria",
        arguments: common.filter { $0.what != "worst pain 3" } + [
            VerdictExample("worst pain 3 rules it out", .notIndicated) { $0.worst = 3 },
            VerdictExample("deep", .notIndicated) { $0.lesions[0].flags[.superficial] = false },
            VerdictExample("depth not known", .unknown) { $0.lesions[0].flags[.superficial] = nil },
            VerdictExample("no way for a needle", .consider) {
                $0.lesions[0].flags[.percutaneousAccess] = false
            },
            VerdictExample("no pain there", .notIndicated) {
                $0.lesions[0].flags[.painful] = false
            },
        ])
    func focusedUltrasound(example: VerdictExample) throws {
        let option = try Self.ablation.with(example.change).option("focused-ultrasound")
        #expect(option.verdict == example.verdict)
    }

    @Test("A weight-bearing bone that may break asks for cement beside the ablation")
    func cementoplasty() throws {
        for (risk, bearing, met) in [(true, true, true), (true, false, false), (true, nil, nil)]
            as [(Bool, Bool?, Bool?)]
        {
            let option = try Self.ablation.with {
                $0.lesions[0].flags[.fractureRisk] = risk
                $0.lesions[0].flags[.weightBearing] = bearing
            }.option("thermal-ablation")
            let warnings = option.lesions[0].criteria.filter { $0.criterion.effect == .warns }
            #expect(warnings.map(\.isMet) == [met])
        }
    }
}
