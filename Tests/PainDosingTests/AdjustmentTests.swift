import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Further reductions of a rotation")
struct AdjustmentTests {
    /// Facts with what is expected of morphine 120 mg a day to a target.
    struct AdjustmentExample: CustomTestStringConvertible {
        let testDescription: String
        let target: String
        let egfr: Int?
        let isFrail: Bool
        let isToxic: Bool
        let kinds: [AdjustmentKind]
        /// Milligrams a day, or micrograms an hour, after the last of them.
        let left: String
    }

    @Test(
        "Each speaks by its own condition, in the order organ function, frailty, toxicity",
        arguments: [
            AdjustmentExample(
                testDescription: "none", target: "oxycodone oral MR", egfr: 90, isFrail: false,
                isToxic: false, kinds: [], left: "60"),
            // SPCGLAN: up to 30 % if toxic, frail or elderly; one reduction, however many hold.
            AdjustmentExample(
                testDescription: "frail", target: "oxycodone oral MR", egfr: nil, isFrail: true,
                isToxic: false, kinds: [.frailty], left: "42"),
            AdjustmentExample(
                testDescription: "toxic", target: "oxycodone oral MR", egfr: nil, isFrail: false,
                isToxic: true, kinds: [.toxicity], left: "42"),
            AdjustmentExample(
                testDescription: "frail and toxic", target: "oxycodone oral MR", egfr: nil,
                isFrail: true, isToxic: true, kinds: [.frailty], left: "42"),
            // SCOT2: no lower start in the UK.
            AdjustmentExample(
                testDescription: "patch, eGFR 59", target: "fentanyl patch", egfr: 59,
                isFrail: false, isToxic: false, kinds: [], left: "25"),
        ])
    func applied(example: AdjustmentExample) throws {
        let facts = PatientFacts(
            context: try PatientContext(isFrail: example.isFrail ? true : nil),
            observations: try Observations(
                glomerularFiltration: example.egfr.map { Rational($0) }),
            hasToxicity: example.isToxic ? true : nil)
        let answer = try #require(
            Shipped.engine().rotation(
                of: Shipped.regimen("morphine MR 60 mg bd"),
                to: RotationTo(form: Shipped.target(example.target)), facts: facts
            ).value)
        #expect(answer.adjustments.map(\.kind) == example.kinds)
        let steps: Set<TraceRule> = [
            .spreadCap, .organFunction, .frailty, .toxicity,
        ]
        let last = try #require(
            answer.trace.last {
                steps.contains($0.rule) && $0.subject == answer.to.words
            })
        let left = try Rational(decimal: example.left)
        switch last.result {
        case .dailyDose(let dose): #expect(dose.milligramsPerDay == left)
        case .rate(let rate): #expect(rate.microgramsPerHour == left)
        case .mass, .omedd, .number, .factor, .percentage: Issue.record("\(last)")
        }
    }

    @Test("Another form of the same drug by the same route is not lowered")
    func sameDrug() throws {
        let answer = try #require(
            Shipped.engine().rotation(
                of: Shipped.regimen("morphine MR 60 mg bd"),
                to: RotationTo(form: Shipped.target("morphine IR")),
                facts: PatientFacts(context: PatientContext(isFrail: true))
            ).value)
        #expect(answer.adjustments.isEmpty)
        #expect(answer.reduction == .zero)
        #expect(answer.proposal?.perDay == .mass(try .milligramsPerDay(Rational(120))))
    }
}
