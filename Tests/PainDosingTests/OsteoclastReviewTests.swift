import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Osteoclast inhibitors in the multimodal review")
struct OsteoclastReviewTests {
    private static func patient(egfr: String?) -> ReviewPatient {
        ReviewPatient(flags: [.hypocalcaemia: false], egfr: egfr.map { .written($0) })
    }

    @Test("Table 2 has these agents and regimens, and no others")
    func table2() throws {
        let modality = try Self.patient(egfr: "90").modality(.osteoclastInhibitors)
        let printed = modality.options.map { option in
            ([option.option.title]
                + option.regimens.filter { $0.applies == true }.map(\.regimen.text))
        }
        #expect(
            printed == [
                ["Zoledronate", "4 mg IV every 3 to 4 weeks", "4 mg IV every 12 weeks"],
                ["Pamidronate", "90 mg IV every 3 to 4 weeks"],
                ["Clodronate", "1600 mg by mouth daily"],
                ["Ibandronate", "50 mg by mouth daily", "6 mg IV every 3 to 4 weeks"],
                ["Denosumab", "120 mg SC every 4 weeks"],
            ])
        #expect(modality.verdict == .consider)
    }

    @Test(
        "Zoledronate falls with the kidneys and is excluded below 30 (CMAR12)",
        arguments: [
            ("60.1", ["4 mg IV every 3 to 4 weeks", "4 mg IV every 12 weeks"]),
            ("60", ["3.5 mg IV in place of 4 mg"]), ("50", ["3.5 mg IV in place of 4 mg"]),
            ("49.9", ["3.3 mg IV in place of 4 mg"]), ("40", ["3.3 mg IV in place of 4 mg"]),
            ("39.9", ["3 mg IV in place of 4 mg"]), ("30", ["3 mg IV in place of 4 mg"]),
        ])
    func zoledronate(egfr: String, regimens: [String]) throws {
        let option = try Self.patient(egfr: egfr).option("zoledronate")
        #expect(option.verdict == .consider)
        #expect(option.regimens.filter { $0.applies == true }.map(\.regimen.text) == regimens)
        #expect(option.regimens.allSatisfy { $0.regimen.citation.evidence.isVerified })
    }

    @Test(
        "Ibandronate and clodronate fall with the kidneys (CMAR12, BNF78)",
        arguments: [
            ("50.1", ["50 mg by mouth daily", "6 mg IV every 3 to 4 weeks"], ["1600 mg"]),
            ("50", ["50 mg by mouth daily", "4 mg IV in place of 6 mg"], ["1200 mg"]),
            ("30.1", ["50 mg by mouth daily", "4 mg IV in place of 6 mg"], ["1200 mg"]),
            ("30", ["50 mg by mouth daily", "4 mg IV in place of 6 mg"], ["800 mg"]),
            ("29.9", ["2 mg IV in place of 6 mg, or none"], ["800 mg"]),
            ("10", ["2 mg IV in place of 6 mg, or none"], ["800 mg"]),
            ("9.9", ["2 mg IV in place of 6 mg, or none"], []),
        ])
    func lowered(egfr: String, ibandronate: [String], clodronate: [String]) throws {
        func shown(_ name: String) throws -> [String] {
            try Self.patient(egfr: egfr).option(name).regimens
                .filter { $0.applies == true }.map(\.regimen.text)
        }
        let tablets = try shown("clodronate").map { String($0.prefix { $0 != "b" }.dropLast()) }
        #expect(tablets == clodronate)
        let infusions = try shown("ibandronate")
        #expect(infusions == ibandronate)
    }

    @Test("Below 30 every bisphosphonate is limited, and denosumab is warned of")
    func severeImpairment() throws {
        let patient = Self.patient(egfr: "29.9")
        for name in ["zoledronate", "pamidronate"] {
            let option = try patient.option(name)
            #expect(option.verdict == .contraindicated)
            #expect(option.regimens.isEmpty)
            #expect(try Self.patient(egfr: "30").option(name).verdict == .consider)
        }
        for name in ["ibandronate", "clodronate"] {
            let option = try patient.option(name)
            #expect(option.criteria.contains { $0.criterion.effect == .warns && $0.isMet == true })
        }
        let denosumab = try patient.option("denosumab")
        #expect(denosumab.verdict == .consider)
        #expect(denosumab.criteria.map(\.isMet) == [true])
        let better = try Self.patient(egfr: "30").option("denosumab")
        #expect(better.criteria.map(\.isMet) == [false])
    }

    @Test("Without the renal function or the calcium, no agent is to be considered")
    func monitoring() throws {
        for patient in [Self.patient(egfr: nil), ReviewPatient(egfr: Rational(90))] {
            let modality = try patient.modality(.osteoclastInhibitors)
            #expect(modality.verdict == .unknown)
            #expect(modality.options.allSatisfy { $0.verdict == .unknown && $0.regimens.isEmpty })
        }
    }

    @Test("A low calcium is corrected first")
    func lowCalcium() throws {
        let modality = try ReviewPatient(flags: [.hypocalcaemia: true], egfr: Rational(90))
            .modality(.osteoclastInhibitors)
        #expect(modality.options.allSatisfy { $0.verdict == .notIndicated && $0.regimens.isEmpty })
        #expect(modality.verdict == .notIndicated)
    }

    @Test("Teeth, vitamin D and calcium come first, and a second agent is warned of")
    func beforehand() throws {
        for state in [true, false, nil] as [Bool?] {
            let modality = try ReviewPatient(
                flags: [
                    .dentalCheck: state, .vitaminDAndCalcium: state, .hypocalcaemia: false,
                    .osteoclastInhibitor: state,
                ].compactMapValues(\.self), egfr: Rational(90)
            ).modality(.osteoclastInhibitors)
            let met = { (effect: ReviewEffect) in
                modality.criteria.filter { $0.criterion.effect == effect }.map(\.isMet)
            }
            #expect(met(.needs) == [state, state])
            #expect(met(.warns) == [state])
            #expect(modality.verdict == .consider)
        }
    }
}
