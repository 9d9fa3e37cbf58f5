import PainDosing
import Quantities
import ShippedEngine
import Testing

/// A labelled start dose after the lozenge (rules.md 1.4).
struct RapidOnsetSwitchExample: CustomTestStringConvertible {
    let product: String
    let source: String
    /// Micrograms of the lozenge, and where the new product starts.
    let starts: [Int: Int]

    var testDescription: String { "\(product) [\(source)]" }

    static let all = [
        RapidOnsetSwitchExample(
            product: "fentora-us", source: "FENT",
            starts: [200: 100, 400: 100, 600: 200, 800: 200, 1200: 400, 1600: 400]),
        RapidOnsetSwitchExample(
            product: "abstral-us", source: "ABS-US",
            starts: [200: 100, 400: 200, 600: 200, 800: 200, 1200: 200, 1600: 400]),
        RapidOnsetSwitchExample(
            product: "subsys-us", source: "SUBS",
            starts: [200: 100, 400: 100, 600: 200, 800: 200, 1200: 400, 1600: 400]),
    ]
}

@Suite("From one rapid-onset product to another, and from one step to the next")
struct RapidOnsetSwitchTests {
    private func answer(
        _ inUse: RapidOnsetInUse, product: String? = nil
    ) throws -> BreakthroughAnswer {
        let outcome = try Shipped.engine().breakthrough(
            for: Shipped.regimen("morphine MR 120 mg bd"),
            pain: PainPicture(
                background: PainScore(2), peak: PainScore(8), episodes: 2),
            product: product.map { RapidOnsetProductID($0) }, inUse: inUse)
        return try #require(outcome.value)
    }

    private func micrograms(_ value: Int) throws -> Mass { try .micrograms(Rational(value)) }

    @Test("After the lozenge the label's own line counts", arguments: RapidOnsetSwitchExample.all)
    func afterTheLozenge(example: RapidOnsetSwitchExample) throws {
        for (dose, start) in example.starts {
            let answer = try answer(
                RapidOnsetInUse(product: RapidOnsetProductID("actiq"), dose: micrograms(dose)),
                product: example.product)
            let option = try #require(answer.options.first)
            #expect(answer.options.count == 1)
            #expect(option.dose == (try micrograms(start)), "after \(dose)")
            #expect(option.switchStart?.source.key == example.source)
        }
    }

    @Test(
        "Every other switch begins at its own start, and nothing is exchanged by the microgram")
    func beginsAtItsStart() throws {
        let engine = try Shipped.engine()
        for product in engine.tables.breakthrough.products {
            for dose in product.titration {
                let inUse = RapidOnsetInUse(product: product.id, dose: dose)
                for other in engine.tables.breakthrough.products where other.id != product.id {
                    let answer = try answer(inUse, product: other.id.name)
                    #expect(answer.strategy == .titrate)
                    for option in answer.options {
                        #expect(option.ratioDose == nil)
                        #expect(
                            answer.alerts.contains { $0.code == "roo-not-interchangeable" })
                        if option.switchStart == nil {
                            #expect(option.dose == option.labelledStart)
                        }
                    }
                    let hasLine = product.id.name == "actiq" && !other.switchStarts.isEmpty
                    #expect(answer.options.contains { $0.switchStart != nil } == hasLine)
                }
            }
        }
    }

    @Test("The product in use goes to the next step of its label, and ends at its maximum")
    func nextStep() throws {
        for product in try Shipped.tables.breakthrough.products {
            for (dose, next) in zip(product.titration, product.titration.dropFirst()) {
                let inUse = RapidOnsetInUse(product: product.id, dose: dose)
                let answer = try answer(inUse, product: product.id.name)
                #expect(answer.options.map(\.dose) == [next])
                #expect(answer.options.map(\.basis) == [.nextStep(after: dose)])
                #expect(!answer.alerts.contains { $0.code == "roo-not-interchangeable" })
                #expect(!answer.alerts.contains { $0.code == "roo-at-maximum" })
            }
            guard let last = product.titration.last else { continue }
            let answer = try answer(
                RapidOnsetInUse(product: product.id, dose: last), product: product.id.name)
            #expect(answer.options.map(\.basis) == [.maximum])
            #expect(answer.options.map(\.dose) == [product.maximumDose])
            #expect(answer.alerts.contains { $0.code == "roo-at-maximum" })
        }
    }

    @Test("Without a product by name the one in use comes first, then the others on sale")
    func inUseFirst() throws {
        let answer = try answer(
            RapidOnsetInUse(
                product: RapidOnsetProductID("pecfent-eu"), dose: micrograms(100)))
        #expect(answer.options.first?.product.id.name == "pecfent-eu")
        #expect(answer.options.first?.dose == (try micrograms(200)))
        #expect(answer.options.filter { $0.product.id.name == "pecfent-eu" }.count == 1)
        #expect(
            Set(answer.options.map(\.product.id))
                == Set(try Shipped.engine().rapidOnsetProductsOnSale.map(\.id)))
        #expect(answer.alerts.contains { $0.code == "roo-not-interchangeable" })
    }
}
