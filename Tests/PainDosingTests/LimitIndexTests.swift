import Quantities
import ShippedEngine
import TestSupport
import Testing

@testable import PainDosing

@Suite("The index of the limits leaves out none that speaks")
struct LimitIndexTests {
    /// Patients of whom nothing is known, of whom all is well, and with every risk there is.
    private static func patients() throws -> [PatientFacts] {
        [
            try .known(),
            try .known(
                age: 40, naive: false, hepatic: .a, cachexia: false, frail: false, pregnant: false,
                with: [], respiratoryRate: 16, oxygen: 98, egfr: Rational(95), qtc: 400,
                temperature: Rational(37), kilograms: Rational(80), effects: [], toxic: false),
            try Set(RiskFactor.allCases).facts,
        ]
    }

    @Test("A limit that the index passes over for a form is not met for it")
    func silent() throws {
        let tables = try Shipped.tables
        let generator = RegimenGenerator(tables)
        var random = SeededGenerator(seed: 4)
        var passedOver = 0
        for form in generator.forms {
            let item = try generator.item(form, using: &random)
            let others = try generator.regimen(using: &random)
            for facts in try LimitIndexTests.patients() {
                for situation in [
                    SafetySituation(tables: tables, items: [item], facts: facts, omedd: nil),
                    SafetySituation(
                        tables: tables, items: others, facts: facts, omedd: nil, proposed: item),
                ] {
                    let opioids = tables.limitIndex.opioids(of: [form])
                    for (place, limit) in tables.limits.enumerated()
                    where !tables.limitIndex.maySpeak(place, of: opioids) {
                        passedOver += 1
                        let verdict = try situation.verdict(limit.condition)
                        #expect(verdict == .notMet, "\(limit.code) of \(form.words)")
                    }
                }
            }
        }
        // Most limits are about one opioid, or the index is of no use.
        #expect(passedOver > generator.forms.count * tables.limits.count * 2)
    }

    @Test("With more opioids than there are bits, the limits on the last are judged for all")
    func manyOpioids() throws {
        let tables = try Shipped.tables
        let limits = try (0..<70).map { number in
            try #require(tables.limits.first).asking(
                .given(OpioidScope(opioid: OpioidID("opioid-\(number)"))))
        }
        let index = LimitIndex(limits)
        let form = OpioidForm(
            opioid: OpioidID("opioid-3"), route: .oral, formulation: .immediateRelease)
        let opioids = index.opioids(of: [form])
        let judged = limits.indices.filter { index.maySpeak($0, of: opioids) }
        #expect(judged == [3] + Array(64..<70))
    }
}

extension SafetyLimit {
    /// The same limit with another condition.
    fileprivate func asking(_ condition: LimitCondition) -> SafetyLimit {
        SafetyLimit(
            code: code, effect: effect, condition: condition, message: message, action: action,
            source: source, evidence: evidence)
    }
}
