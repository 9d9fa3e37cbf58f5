import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Radionuclides in the multimodal review")
struct RadionuclideReviewTests {
    /// A patient for whom radium-223 is to be considered.
    private static let radium = ReviewPatient(
        primary: .prostate,
        flags: [
            .castrationResistant: true, .visceralMetastases: false,
            .abirateroneWithPrednisone: false, .otherSystemicTherapy: false,
            .fewOsteoblasticMetastases: false,
        ],
        measures: [
            .lesionCount: Rational(3), .systemicLines: Rational(2),
            .neutrophils: .written("1.5"), .platelets: Rational(100), .haemoglobin: Rational(10),
        ],
        lesions: [ReviewLesion(flags: [.painful: true])])

    @Test(
        "Each criterion of radium-223 is tried from both sides and without the fact",
        arguments: [
            VerdictExample("all met", .consider) { _ in },
            VerdictExample("breast cancer", .notIndicated) { $0.primary = .breast },
            VerdictExample("no primary", .unknown) { $0.primary = nil },
            VerdictExample("not resistant", .notIndicated) {
                $0.flags[.castrationResistant] = false
            },
            VerdictExample("resistance not known", .unknown) {
                $0.flags[.castrationResistant] = nil
            },
            VerdictExample("two metastases", .notIndicated) {
                $0.measures[.lesionCount] = Rational(2)
            },
            VerdictExample("four metastases", .consider) {
                $0.measures[.lesionCount] = Rational(4)
            },
            VerdictExample("not counted", .unknown) { $0.measures[.lesionCount] = nil },
            VerdictExample("three described, not counted", .consider) {
                $0.measures[.lesionCount] = nil
                $0.lesions += [ReviewLesion(), ReviewLesion()]
            },
            VerdictExample("no lesion known to hurt", .unknown) { $0.lesions = [ReviewLesion()] },
            VerdictExample("no lesion hurts", .notIndicated) {
                $0.lesions = Array(repeating: ReviewLesion(flags: [.painful: false]), count: 3)
            },
            VerdictExample("one of three lesions not described", .unknown) {
                $0.lesions = Array(repeating: ReviewLesion(flags: [.painful: false]), count: 2)
            },
            VerdictExample("visceral", .notIndicated) { $0.flags[.visceralMetastases] = true },
            VerdictExample("visceral not known", .unknown) { $0.flags[.visceralMetastases] = nil },
            VerdictExample("one line", .unknown) { $0.measures[.systemicLines] = Rational(1) },
            VerdictExample("one line, others left", .notIndicated) {
                $0.measures[.systemicLines] = Rational(1)
                $0.flags[.noOtherSystemicTherapy] = false
            },
            VerdictExample("one line, none left", .consider) {
                $0.measures[.systemicLines] = Rational(1)
                $0.flags[.noOtherSystemicTherapy] = true
            },
            VerdictExample("abiraterone", .contraindicated) {
                $0.flags[.abirateroneWithPrednisone] = true
            },
            VerdictExample("abiraterone not known", .unknown) {
                $0.flags[.abirateroneWithPrednisone] = nil
            },
            VerdictExample("another systemic therapy", .contraindicated) {
                $0.flags[.otherSystemicTherapy] = true
            },
            VerdictExample("other therapy not known", .unknown) {
                $0.flags[.otherSystemicTherapy] = nil
            },
            VerdictExample("few osteoblastic metastases", .notIndicated) {
                $0.flags[.fewOsteoblasticMetastases] = true
            },
            VerdictExample("their number not judged", .unknown) {
                $0.flags[.fewOsteoblasticMetastases] = nil
            },
            VerdictExample("abiraterone in breast cancer", .contraindicated) {
                $0.flags[.abirateroneWithPrednisone] = true
                $0.primary = .breast
            },
            VerdictExample("neutrophils 1.49", .notIndicated) {
                $0.measures[.neutrophils] = .written("1.49")
            },
            VerdictExample("neutrophils not known", .unknown) { $0.measures[.neutrophils] = nil },
            VerdictExample("platelets 99.9", .notIndicated) {
                $0.measures[.platelets] = .written("99.9")
            },
            VerdictExample("platelets not known", .unknown) { $0.measures[.platelets] = nil },
            VerdictExample("haemoglobin 9.9", .notIndicated) {
                $0.measures[.haemoglobin] = .written("9.9")
            },
            VerdictExample("haemoglobin not known", .unknown) { $0.measures[.haemoglobin] = nil },
        ])
    func radium(example: VerdictExample) throws {
        let option = try Self.radium.with(example.change).option("radium-223")
        #expect(option.verdict == example.verdict)
        #expect(option.regimens.isEmpty == (example.verdict != .consider))
    }

    @Test("A bone-protective agent is asked for before radium-223, and bone health is followed")
    func protection() throws {
        for state in [true, false, nil] as [Bool?] {
            let option = try Self.radium.with { $0.flags[.osteoclastInhibitor] = state }
                .option("radium-223")
            let first = option.criteria.filter { $0.criterion.effect == .needs }
            #expect(first.map(\.isMet) == [state])
            #expect(first.allSatisfy { $0.criterion.citation.evidence.isVerified })
            #expect(option.option.notes.contains { $0.text.contains("24 months") })
            #expect(option.verdict == .consider)
        }
    }

    private static let beta = ReviewPatient(
        measures: [.lesionCount: .one],
        lesions: [ReviewLesion(type: .blastic, uptake: .intense, flags: [.painful: true])])

    @Test(
        "Beta emitters are for painful osteoblastic or mixed lesions with intense uptake",
        arguments: [
            VerdictExample("all met", .consider) { _ in },
            VerdictExample("mixed", .consider) { $0.lesions[0].type = .mixed },
            VerdictExample("lytic", .notIndicated) { $0.lesions[0].type = .lytic },
            VerdictExample("type not known", .unknown) { $0.lesions[0].type = nil },
            VerdictExample("faint", .notIndicated) { $0.lesions[0].uptake = .faint },
            VerdictExample("no uptake", .notIndicated) {
                $0.lesions[0].uptake = BoneScanUptake.none
            },
            VerdictExample("no scan", .unknown) { $0.lesions[0].uptake = nil },
            VerdictExample("no pain", .notIndicated) { $0.lesions[0].flags[.painful] = false },
            VerdictExample("pain not known", .unknown) { $0.lesions[0].flags[.painful] = nil },
        ])
    func betaEmitters(example: VerdictExample) throws {
        let option = try Self.beta.with(example.change).option("beta-emitters")
        #expect(option.verdict == example.verdict)
    }

    @Test("Every nuclide of Table 4 has its half-life and range, the misprints corrected")
    func table4() throws {
        let prostate = try Self.radium.with {
            $0.lesions[0].type = .blastic
            $0.lesions[0].uptake = .intense
        }.modality(.radionuclides)
        let rows = prostate.options.flatMap(\.regimens).map(\.regimen)
            .filter { $0.citation.section?.contains("Table 4") == true }.map(\.text)
        #expect(
            rows == [
                "Radium-223 (223Ra): alpha emitter, half-life 11.4 days, maximum range 0.08 mm",
                "Rhenium-186 (186Re): beta emitter, half-life 3.8 days, maximum range 3.7 mm",
                "Rhenium-188 (188Re): beta emitter, half-life 0.7 days, maximum range 2.4 mm",
                "Phosphorus-32 (32P): beta emitter, half-life 14.3 days, maximum range 8.5 mm",
                "Strontium-89 (89Sr): beta emitter, half-life 50.5 days, maximum range 7 mm",
                "Samarium-153 (153Sm): beta emitter, half-life 1.9 days, maximum range 3 mm (3.3 mm in the text)",
                "Tin-117m (117mSn): printed as a beta emitter with conversion electrons, physically conversion electrons; half-life 13.9 days, maximum range 0.2 to 0.3 mm",
                "Lutetium-177 (177Lu): beta emitter, half-life 6.2 days, maximum range 1.8 mm",
                "Actinium-225 (225Ac): alpha emitter, half-life 10 days, maximum range less than 0.1 mm",
            ])
    }

    @Test(
        "PSMA ligands are for resistant prostate cancer, iodine-131 for thyroid cancer",
        arguments: [
            (PrimaryTumour.prostate, ReviewVerdict.consider, ReviewVerdict.notIndicated),
            (.thyroid, .notIndicated, .consider), (.lung, .notIndicated, .notIndicated),
        ])
    func others(primary: PrimaryTumour, psma: ReviewVerdict, iodine: ReviewVerdict) throws {
        let patient = ReviewPatient(primary: primary, flags: [.castrationResistant: true])
        #expect(try patient.option("psma-ligands").verdict == psma)
        #expect(try patient.option("iodine-131").verdict == iodine)
    }
}
