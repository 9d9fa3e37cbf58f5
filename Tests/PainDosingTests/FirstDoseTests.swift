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
        #expect(answer.options.count == engine.rapidOnsetProductsOnSale.count)
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
                == ["effentora-eu"])
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

    @Test("A brand is a name in any case; of two products it is the one of the country")
    func brands() throws {
        let engine = try Shipped.engine()
        let american = try Shipped.engine(DosingPolicy(country: .unitedStates))
        for name in ["Abstral", "abstral", "ABSTRAL", "abstral-eu"] {
            #expect(engine.rapidOnsetProduct(named: name)?.id.name == "abstral-eu")
        }
        #expect(american.rapidOnsetProduct(named: "Abstral")?.id.name == "abstral-us")
        #expect(engine.rapidOnsetProduct(named: "abstral-us")?.id.name == "abstral-us")
        #expect(engine.rapidOnsetProduct(named: "Fentora")?.id.name == "fentora-us")
        #expect(engine.rapidOnsetProduct(named: "Nothing") == nil)
        let australian = try Shipped.engine(DosingPolicy(country: .australia))
        #expect(australian.rapidOnsetProduct(named: "Abstral") == nil, "either may be meant")
    }

    @Test("What is withdrawn is shown only by its name, with the note that says so")
    func withdrawn() throws {
        for country in [Country.unitedKingdom, .unitedStates] {
            let engine = try Shipped.engine(DosingPolicy(country: country))
            let regimen = try Shipped.regimen("morphine MR 60 mg bd")
            let all = try #require(
                engine.breakthrough(for: regimen, pain: RegimenRun.controlled).value)
            #expect(!all.options.contains { $0.product.id.name.hasSuffix("-us") })
            #expect(!all.alerts.contains { $0.code == "roo-withdrawn" })
            #expect(all.alerts.contains { $0.code == "roo-none-sold" } == all.options.isEmpty)
            #expect(all.immediateRelease != nil)
            let one = try #require(
                engine.breakthrough(
                    for: regimen, pain: RegimenRun.controlled,
                    product: RapidOnsetProductID("fentora-us")
                ).value)
            let alert = try #require(one.alerts.first { $0.code == "roo-withdrawn" })
            #expect(alert.message.contains("2024-09-30"))
            #expect(alert.source?.key == "FDATIRF")
            #expect(one.options.map(\.product.id.name) == ["fentora-us"])
        }
    }

    @Test("A formulary leaves only what the ward stocks")
    func formulary() throws {
        let stocked = Formulary(products: [ProductLineID("abstral-eu"), ProductLineID("other")])
        let engine = try Shipped.engine(DosingPolicy(formulary: stocked))
        let answer = try #require(
            engine.breakthrough(
                for: Shipped.regimen("morphine MR 60 mg bd"), pain: RegimenRun.controlled
            ).value)
        #expect(answer.options.map(\.product.id.name) == ["abstral-eu"])
    }

    @Test("A product whose label was not read has no dose, by name either")
    func labelNotRead() throws {
        let engine = try Shipped.engine(DosingPolicy(country: .italy))
        #expect(!engine.rapidOnsetProductsOnSale.contains { $0.brand == "Vellofent" })
        let answer = try #require(
            engine.breakthrough(
                for: Shipped.regimen("morphine MR 60 mg bd"), pain: RegimenRun.controlled,
                product: RapidOnsetProductID("vellofent-eu")
            ).value)
        #expect(answer.options.isEmpty)
        #expect(answer.alerts.contains { $0.code == "roo-label-not-read" })
    }

    @Test("Beside a proportional dose stand the labelled start and what each ratio gives")
    func ratios() throws {
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen("morphine MR 90 mg bd"), pain: RegimenRun.controlled
            ).value)
        let option = try #require(answer.options.first { $0.isProportional })
        // 30 mg of morphine: 300 by 10 mg, 200 by 15 mg, 100 to 120 by 25 to 30 mg.
        #expect(option.ratioDose == (try .micrograms(Rational(300))))
        #expect(option.dose == (try .micrograms(Rational(200))))
        #expect(option.labelledStart == (try .micrograms(Rational(100))))
        let doses = try option.otherRatios.map {
            let (low, high) = (try $0.doses.lowerBound.micrograms(), $0.doses.upperBound)
            return "\(low) \(try high.micrograms())"
        }
        #expect(doses == ["200 200", "100 120"])
        #expect(!answer.lowestDoseAdvice.isEmpty)
        for other in answer.options where !other.isProportional {
            #expect(other.otherRatios.isEmpty)
        }
    }

    @Test("A ward that wants the lowest dose gets no proportional one and no line of a switch")
    func conservative() throws {
        let engine = try Shipped.engine(DosingPolicy(firstDose: .conservative))
        let regimen = try Shipped.regimen("morphine MR 200 mg bd")
        let actiq = RapidOnsetInUse(
            product: RapidOnsetProductID("actiq"), dose: try .micrograms(Rational(1600)))
        for (inUse, product) in [(nil, nil), (actiq, RapidOnsetProductID("fentora-us"))] {
            let answer = try #require(
                engine.breakthrough(
                    for: regimen, pain: RegimenRun.controlled, product: product, inUse: inUse
                ).value)
            #expect(!answer.options.isEmpty)
            #expect(answer.lowestDoseAdvice.isEmpty)
            for option in answer.options {
                #expect(option.dose == option.product.titration.first)
            }
        }
    }
}
