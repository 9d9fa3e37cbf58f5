import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("The first rapid-onset dose")
struct FirstDoseTests {
    @Test("The labelled policy gives every product its labelled start, whatever the background")
    func labelled() throws {
        let engine = try Shipped.engine(DosingPolicy(firstDose: .labelled))
        let answer = try #require(
            engine.breakthrough(
                for: Shipped.regimen("morphine MR 200 mg bd"), pain: RegimenRun.controlled
            ).value)
        #expect(answer.strategy == .titrate)
        #expect(answer.options.count == engine.tables.breakthrough.products.count)
        #expect(answer.options.allSatisfy { $0.dose == $0.labelledStart })
        #expect(answer.options.allSatisfy { $0.ratioDose == nil && !$0.isProportional })
        #expect(answer.alerts.map(\.code).contains("roo-titrate"))
    }

    @Test("A product without a source for proportional dosing gets its labelled start")
    func unsourced() throws {
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen("morphine MR 200 mg bd"), pain: RegimenRun.controlled
            ).value)
        #expect(answer.strategy == .proportional)
        #expect(
            answer.options.filter(\.isProportional).map(\.product.id.name)
                == ["fentora-us", "effentora-eu"])
        for option in answer.options where !option.isProportional {
            #expect(option.dose == option.product.titration.first)
        }
        #expect(answer.alerts.map(\.code).contains("roo-proportional-off-label"))
    }

    @Test("Every dose is on the titration path and not above the maximum of the label")
    func onThePath() throws {
        for daily in stride(from: 60, through: 1_200, by: 12) {
            let item = RegimenItem(
                form: .oralMorphine,
                amount: .scheduled(dose: try .milligrams(Rational(daily)), .timesPerDay(1)))
            let answer = try #require(
                Shipped.engine().breakthrough(for: [item], pain: RegimenRun.controlled).value)
            for option in answer.options {
                #expect(option.product.titration.contains(option.dose))
                #expect(option.dose <= option.product.maximumDose)
                if let ratio = option.ratioDose { #expect(option.dose <= ratio) }
            }
        }
    }

    @Test("One product asked for is the only one shown")
    func oneProduct() throws {
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen("morphine MR 60 mg bd"), pain: RegimenRun.controlled,
                product: RapidOnsetProductID("actiq")
            ).value)
        #expect(answer.options.map(\.product.id.name) == ["actiq"])
        #expect(answer.options.map(\.dose) == [try .micrograms(Rational(200))])
    }

    @Test("60 mg a day is in proportion, anything below is titrated")
    func border() throws {
        let engine = try Shipped.engine()
        for (regimen, strategy) in [
            ("morphine MR 30 mg bd", BreakthroughStrategy.proportional),
            ("oxycodone MR 20 mg bd", .proportional), ("oxycodone IR 39.9 mg od", .titrate),
        ] {
            let answer = try #require(
                engine.breakthrough(
                    for: Shipped.regimen(regimen), pain: RegimenRun.controlled
                ).value)
            #expect(answer.strategy == strategy, "\(regimen)")
        }
    }
}
