import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("A scale of doses gives the answers of the engine")
struct DoseScaleTests {
    @Test("Every form, at each border, beside it and far from it, by the default sets")
    func everyForm() throws {
        let tables = try Shipped.tables
        var count = Count()
        for form in RegimenGenerator(tables).forms {
            try compare(GivenForm(form), DosingEngine(tables: tables), &count)
        }
        #expect(count.computed > 500 && count.refused > 10 && count.borders > 50)
    }

    /// All forms by all sets take half a minute, so each set gets every sixth form in turn.
    @Test("The same by each set alone")
    func everySet() throws {
        let tables = try Shipped.tables
        var count = Count()
        for (turn, set) in tables.conversionSets.enumerated() {
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: set.id))
            for (place, form) in RegimenGenerator(tables).forms.enumerated()
            where place % 6 == turn % 6 {
                try compare(GivenForm(form), engine, &count)
            }
        }
        #expect(count.computed > 500 && count.refused > 100 && count.borders > 50)
    }

    @Test("Combined products, with the limits of their paracetamol")
    func combined() throws {
        let tables = try Shipped.tables
        let engine = DosingEngine(tables: tables)
        var count = Count()
        for line in tables.products {
            for strength in line.strengths {
                guard let companion = strength.companion, case .mass(let opioid) = strength.labelled
                else { continue }
                let perMilligram = try companion.amount.milligrams.divided(by: opioid.milligrams)
                let given = GivenForm(
                    line.form, product: line.id,
                    companion: Companion(
                        drug: companion.drug, amount: try .milligrams(perMilligram)))
                try compare(given, engine, &count)
            }
        }
        #expect(count.computed > 10 && count.borders > 10)
    }

    private struct Count {
        var computed = 0
        var refused = 0
        var borders = 0
    }

    private func compare(
        _ given: GivenForm, _ engine: DosingEngine, _ count: inout Count
    ) throws {
        let scale = try DoseScale(given, by: engine)
        count.borders += scale.borders.count
        #expect(scale.stretches.count == 2 * scale.borders.count + 1)
        let grain = try Rational(1, over: 1000)
        var amounts = [grain, .one, Rational(100_000)]
        for border in scale.borders {
            amounts += [border, try border.adding(grain)]
            if border > grain { amounts.append(try border.subtracting(grain)) }
        }
        for amount in amounts {
            let item = try given.item(perDay: amount)
            let stretch = scale.stretches[scale.place(of: amount)]
            let context = Comment(rawValue: "\(item) by \(engine.policy)")
            switch try engine.omedd(of: [item]) {
            case .stopped(let refusal):
                count.refused += 1
                let alerts = refusal.alerts.map(\.withoutQuestion)
                #expect(stretch.figure == nil && stretch.alerts == alerts, context)
            case .computed(let answer):
                count.computed += 1
                let expected: Rational? =
                    switch stretch.figure {
                    case .times(let factor): try amount.multiplied(by: factor)
                    case .printed(let value): value
                    case nil: nil
                    }
                #expect(expected == answer.omedd.milligramsPerDay, context)
                #expect(stretch.alerts == answer.alerts, context)
                #expect(stretch.table == answer.components[0].table, context)
            }
        }
    }
}
