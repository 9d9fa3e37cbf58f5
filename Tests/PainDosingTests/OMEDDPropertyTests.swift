import DoseReport
import Quantities
import ShippedEngine
import StrictJSON
import Testing

@testable import PainDosing

@Suite("What holds for the OMEDD of any regimen")
struct OMEDDPropertyTests {
    @Test("One more item never lowers the OMEDD")
    func oneMoreItem() throws {
        var run = try RegimenRun("one more item", short: 250)
        var compared = 0
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let more = regimen + [try run.item()]
            guard let before = try run.engine.omedd(of: regimen).value,
                let after = try run.engine.omedd(of: more).value
            else { continue }
            compared += 1
            #expect(after.omedd >= before.omedd, "\(more)")
            #expect(after.low >= before.low && after.high >= before.high, "\(more)")
        }
        #expect(compared > run.count / 2)
    }

    @Test("A larger dose of the same drug never lowers the OMEDD, by any table")
    func largerDose() throws {
        var run = try RegimenRun("larger dose", short: 200)
        let sets = run.engine.tables.conversionSets.map(\.id)
        for _ in 0..<run.count {
            var policy = DosingPolicy()
            policy.namedSet = sets.randomElement(using: &run.random)
            let engine = DosingEngine(tables: run.engine.tables, policy: policy)
            let item = try run.item()
            guard let larger = try item.raised(),
                let before = try engine.omedd(of: [item]).value,
                let after = try engine.omedd(of: [larger]).value
            else { continue }
            #expect(after.omedd >= before.omedd, "\(item)")
        }
    }

    @Test("The order of the items does not matter")
    func order() throws {
        var run = try RegimenRun("order of items", short: 200)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let shuffled = regimen.shuffled(using: &run.random)
            let one = try run.engine.omedd(of: regimen)
            let other = try run.engine.omedd(of: shuffled)
            #expect(one.value?.omedd == other.value?.omedd)
            #expect(one.value?.low == other.value?.low)
            #expect(one.value?.high == other.value?.high)
            #expect(one.value?.byTable == other.value?.byTable)
            #expect(one.value?.alerts == other.value?.alerts)
            #expect(one.stopCodes == other.stopCodes)
        }
    }

    @Test(
        "Splitting an item in two does not change the OMEDD, by any table",
        arguments: [nil, "cdc-2016", "scottish-2024", "esmo-2018", "nih-heal-2025"])
    func splitting(_ table: String?) throws {
        var run = try RegimenRun(
            "splitting by \(table ?? "default")", short: 120,
            policy: DosingPolicy(namedSet: table.map { ConversionSetID($0) }))
        for _ in 0..<run.count {
            var regimen = try run.regimen()
            let whole = try run.engine.omedd(of: regimen)
            guard let last = regimen.popLast() else { continue }
            let split = try run.engine.omedd(of: regimen + last.halves())
            #expect(whole.value?.omedd == split.value?.omedd, "\(regimen) \(last)")
            #expect(whole.value?.low == split.value?.low, "\(regimen) \(last)")
            #expect(whole.value?.high == split.value?.high, "\(regimen) \(last)")
            #expect(whole.value?.byTable == split.value?.byTable, "\(regimen) \(last)")
        }
    }

    @Test("Two equal items are two items")
    func equalItems() throws {
        var run = try RegimenRun("equal items", short: 120)
        for _ in 0..<run.count {
            let item = try run.item()
            guard let one = try run.engine.omedd(of: [item]).value,
                let two = try run.engine.omedd(of: [item, item]).value
            else { continue }
            #expect(try two.omedd == one.omedd.scaled(by: Rational(2)), "\(item)")
            #expect(two.components.count == 2)
        }
    }

    @Test("The figure lies in its range, and each component holds its table and source")
    func range() throws {
        var run = try RegimenRun("range", short: 200)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            guard let answer = try run.engine.omedd(of: regimen).value else { continue }
            #expect(answer.low <= answer.omedd && answer.omedd <= answer.high)
            var sum = OMEDD.none
            for component in answer.components {
                sum = try sum.adding(component.omedd)
                #expect(component.item.form.isOralMorphine || component.source != nil)
            }
            #expect(sum == answer.omedd)
            #expect(answer.trace.last?.result == .omedd(answer.omedd))
        }
    }

    @Test("Equal inputs give equal bytes")
    func bytes() throws {
        var run = try RegimenRun("equal bytes", short: 30, knownOnly: false)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let target = RotationTo(form: run.target())
            let bytes = try (0..<2).map { _ in
                try [
                    JSONReport.medication(run.engine.omedd(of: regimen)).text(),
                    JSONReport.rotation(run.engine.rotation(of: regimen, to: target)).text(),
                    JSONReport.breakthrough(
                        run.engine.breakthrough(for: regimen, pain: RegimenRun.controlled)
                    ).text(),
                ]
            }
            #expect(bytes[0] == bytes[1])
        }
    }
}

extension RegimenItem {
    /// The same item with half as much again; nil where that is no amount of the kind.
    func raised() throws -> RegimenItem? {
        let half = try Rational(3, over: 2)
        let amount: RegimenAmount =
            switch amount {
            case .scheduled(let dose, let frequency):
                .scheduled(dose: try dose.scaled(by: half), frequency)
            case .patch(let rate): .patch(rate: try rate.scaled(by: half))
            case .infusion(let daily): .infusion(try daily.scaled(by: half))
            case .taken(let dose, let count): .taken(dose: try dose.scaled(by: half), count: count)
            }
        return RegimenItem(form: form, amount: amount)
    }

    /// Two items that together are this one.
    func halves() throws -> [RegimenItem] {
        let two = Rational(2)
        let amounts: [RegimenAmount] =
            switch amount {
            case .scheduled(let dose, let frequency):
                Array(repeating: .scheduled(dose: try dose.divided(by: two), frequency), count: 2)
            case .patch(let rate):
                Array(repeating: .patch(rate: try rate.divided(by: two)), count: 2)
            case .infusion(let daily):
                Array(repeating: .infusion(try daily.divided(by: two)), count: 2)
            case .taken(let dose, let count) where count > 1:
                [.taken(dose: dose, count: 1), .taken(dose: dose, count: count - 1)]
            case .taken(let dose, let count):
                Array(repeating: .taken(dose: try dose.divided(by: two), count: count), count: 2)
            }
        return amounts.map { RegimenItem(form: form, amount: $0) }
    }
}
