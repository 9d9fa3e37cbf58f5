import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("One more risk factor never leads to more drug")
struct RiskFactorTests {
    @Test("It never raises a proposal or its rescue dose", arguments: RiskFactor.allCases)
    func rotation(_ factor: RiskFactor) throws {
        var run = try RegimenRun("rotation with \(factor)", short: 50)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let others = Set<RiskFactor>.few(using: &run.random)
            let (fewer, facts) = (try others.facts, try others.union([factor]).facts)
            let target = RotationTo(form: run.target())
            let without = try run.engine.rotation(of: regimen, to: target, facts: fewer)
            let with = try run.engine.rotation(of: regimen, to: target, facts: facts)
            guard let answer = with.value else { continue }
            let before = try #require(without.value, "a stop became a number")
            if let proposal = answer.proposal {
                let earlier = try #require(before.proposal)
                #expect(try !earlier.perDay.isLess(than: proposal.perDay), "\(regimen)")
            }
            try expect(answer.rescue, isNotAbove: before.rescue, regimen)
        }
    }

    @Test("It never raises a breakthrough dose", arguments: RiskFactor.allCases)
    func breakthrough(_ factor: RiskFactor) throws {
        var run = try RegimenRun("breakthrough with \(factor)", short: 50)
        let pain = RegimenRun.controlled
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let others = Set<RiskFactor>.few(using: &run.random)
            let (fewer, facts) = (try others.facts, try others.union([factor]).facts)
            let without = try run.engine.breakthrough(for: regimen, pain: pain, facts: fewer)
            let with = try run.engine.breakthrough(for: regimen, pain: pain, facts: facts)
            guard let answer = with.value else { continue }
            let before = try #require(without.value, "a stop became a number")
            for option in answer.options {
                let earlier = try #require(
                    before.options.first { $0.product == option.product })
                #expect(option.dose <= earlier.dose, "\(regimen)")
            }
            try expect(answer.immediateRelease, isNotAbove: before.immediateRelease, regimen)
        }
    }

    @Test("It never turns a stop of the OMEDD into a number", arguments: RiskFactor.allCases)
    func omedd(_ factor: RiskFactor) throws {
        var run = try RegimenRun("OMEDD with \(factor)", short: 40, knownOnly: false)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let others = Set<RiskFactor>.few(using: &run.random)
            let (fewer, facts) = (try others.facts, try others.union([factor]).facts)
            let without = try run.engine.omedd(of: regimen, facts: fewer)
            let with = try run.engine.omedd(of: regimen, facts: facts)
            guard let answer = with.value else { continue }
            let before = try #require(without.value, "a stop became a number")
            #expect(answer.omedd == before.omedd)
            #expect(Set(before.alerts).isSubset(of: answer.alerts), "\(regimen)")
        }
    }

    private func expect(
        _ rescue: RescueDose?, isNotAbove earlier: RescueDose?, _ regimen: [RegimenItem]
    ) throws {
        guard let rescue else { return }
        let before = try #require(earlier)
        if rescue.form == before.form {
            #expect(rescue.largest <= before.largest, "\(regimen)")
            #expect(rescue.each <= before.each, "\(regimen)")
            return
        }
        // Another opioid took its place: no more of it than of the first, as oral morphine.
        let engine = try Shipped.engine()
        let (dose, other) = try (engine.omedd(of: rescue), engine.omedd(of: before))
        #expect(dose <= other, "\(regimen): \(rescue.form.words)")
    }
}

extension DosingEngine {
    /// One rescue dose as oral morphine.
    fileprivate func omedd(of rescue: RescueDose) throws -> OMEDD {
        try #require(
            omedd(of: [RegimenItem(form: rescue.form, amount: .taken(dose: rescue.each, count: 1))])
                .value
        ).omedd
    }
}
