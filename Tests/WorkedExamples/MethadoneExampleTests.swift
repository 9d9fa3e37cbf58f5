import PainDosing
import Quantities
import ShippedEngine
import Testing

/// A switch to methadone by one published scheme.
struct MethadoneExample: CustomTestStringConvertible {
    let scheme: String
    let regimen: String
    let age: Int?
    /// Milligrams a day by the tier, before the scheme's reduction and the bound of a start.
    let byTier: String
    /// Milligrams each time, three times a day, rounded down to what can be measured.
    let perDose: String

    var testDescription: String {
        "\(scheme): \(regimen), age \(age.map(String.init) ?? "unknown")"
    }

    static let all = [
        // RIP98: 30-90 3.7, 91-300 7.75; the edge belongs to the higher ratio.
        MethadoneExample(
            scheme: "ripamonti-1998", regimen: "morphine IR 22 mg q6h", age: nil,
            byTier: "880/37", perDose: "7.5"),
        MethadoneExample(
            scheme: "ripamonti-1998", regimen: "morphine MR 45 mg bd", age: nil,
            byTier: "360/31", perDose: "3.5"),
        MethadoneExample(
            scheme: "ripamonti-1998", regimen: "morphine MR 60 mg bd", age: nil,
            byTier: "480/31", perDose: "5"),
        // WICU: 8 at 90-300, then cut 25 to 50 %.
        MethadoneExample(
            scheme: "wellington-icu", regimen: "morphine MR 60 mg bd", age: nil, byTier: "15",
            perDose: "2.5"),
        // MSD23: 8 at 100-299, then still 75 to 90 %.
        MethadoneExample(
            scheme: "msd-2023", regimen: "morphine MR 60 mg bd", age: nil, byTier: "15",
            perDose: "0.5"),
        // STAN: 12 at 300-499; 33.3 mg is bounded at 30 by APS14.
        MethadoneExample(
            scheme: "stanford", regimen: "morphine MR 200 mg bd", age: nil, byTier: "100/3",
            perDose: "10"),
        // FRI: 10 below 65 years, 20 from then on.
        MethadoneExample(
            scheme: "friedman-2008", regimen: "morphine MR 100 mg bd", age: 64, byTier: "20",
            perDose: "6.5"),
        MethadoneExample(
            scheme: "friedman-2008", regimen: "morphine MR 100 mg bd", age: 65, byTier: "10",
            perDose: "3"),
        // MCP19: below 60 mg a start of 2 to 7.5 mg a day.
        MethadoneExample(
            scheme: "mcpherson-2019", regimen: "morphine MR 20 mg bd", age: 50, byTier: "2",
            perDose: "0.5"),
        // DOL: 10 to 20 % at 100-300.
        MethadoneExample(
            scheme: "us-label", regimen: "morphine MR 60 mg bd", age: nil, byTier: "12",
            perDose: "4"),
    ]
}

@Suite("Published methadone schemes")
struct MethadoneExampleTests {
    private func answer(
        _ scheme: String?, _ regimen: String, facts: PatientFacts = PatientFacts()
    ) throws -> Outcome<RotationAnswer> {
        try Shipped.engine().rotation(
            of: Shipped.regimen(regimen),
            to: RotationTo(form: Shipped.target("methadone oral"), methadoneScheme: scheme),
            facts: facts)
    }

    @Test(
        "The tier, its higher ratio, the larger reduction, the bound",
        arguments: MethadoneExample.all)
    func example(example: MethadoneExample) throws {
        let facts = PatientFacts(context: try PatientContext(ageYears: example.age))
        let answer = try #require(answer(example.scheme, example.regimen, facts: facts).value)
        guard case .mass(let byTier) = answer.equianalgesic else {
            Issue.record("methadone is a mass")
            return
        }
        #expect(byTier.milligramsPerDay.description == example.byTier)
        let proposal = try #require(answer.proposal)
        #expect(proposal.everyHours == 8)
        #expect(proposal.perDose == .mass(try .milligrams(Rational(decimal: example.perDose))))
        #expect(answer.alerts.contains { $0.code == "methadone-specialist" })
        #expect(answer.rescue == nil)
    }

    @Test("No scheme's start is above the society's bound, whatever the dose")
    func bounded() throws {
        let facts = PatientFacts(context: try PatientContext(ageYears: 50))
        for scheme in try Shipped.engine().tables.methadone.schemes {
            for dose in [10, 30, 60, 100, 200, 400, 800, 1600] {
                let outcome = try answer(scheme.id, "morphine MR \(dose) mg bd", facts: facts)
                guard case .mass(let daily)? = outcome.value?.proposal?.perDay else { continue }
                #expect(daily.milligramsPerDay <= Rational(30), "\(scheme.id) at \(2 * dose)")
            }
        }
    }

    @Test("No scheme, an age that is needed and a dose outside the tiers are stops")
    func stops() throws {
        for (scheme, regimen, code) in [
            (nil, "morphine MR 60 mg bd", "specialist-only"),
            ("no-such-scheme", "morphine MR 60 mg bd", "specialist-only"),
            ("friedman-2008", "morphine MR 60 mg bd", "methadone-age-unknown"),
            ("chatham-2013", "morphine MR 60 mg bd", "methadone-outside-scheme"),
            ("wellington-icu", "morphine MR 400 mg bd", "methadone-outside-scheme"),
        ] as [(String?, String, String)] {
            guard case .stopped(let refusal) = try answer(scheme, regimen) else {
                Issue.record("\(scheme ?? "none") is not stopped")
                continue
            }
            #expect(refusal.alerts.map(\.code) == [code])
        }
    }

    @Test("QTc: unknown and 450 ms are cautions, 500 ms is a stop")
    func qtc() throws {
        func outcome(_ milliseconds: Int?) throws -> Outcome<RotationAnswer> {
            try answer(
                "stanford", "morphine MR 60 mg bd",
                facts: PatientFacts(
                    observations: try Observations(correctedQTMilliseconds: milliseconds)))
        }
        #expect(
            try outcome(nil).value?.alerts.contains { $0.code == "methadone-ecg-unknown" } == true)
        let normal = try #require(outcome(449).value)
        #expect(!normal.alerts.contains { $0.code.contains("qtc") || $0.code.contains("ecg") })
        #expect(try outcome(450).value?.alerts.contains { $0.code.contains("qtc") } == true)
        #expect(try outcome(499).value != nil)
        #expect(try outcome(500).value == nil)
    }
}
