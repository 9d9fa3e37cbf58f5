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

@Suite("From one rapid-onset product to another")
struct RapidOnsetSwitchTests {
    private func answer(_ inUse: RapidOnsetInUse) throws -> BreakthroughAnswer {
        let outcome = try Shipped.engine().breakthrough(
            for: Shipped.regimen("morphine MR 120 mg bd"),
            pain: PainPicture(
                background: PainScore(2), peak: PainScore(8), episodes: 2),
            inUse: inUse)
        return try #require(outcome.value)
    }

    private func micrograms(_ value: Int) throws -> Mass { try .micrograms(Rational(value)) }

    @Test("After the lozenge the label's own line counts", arguments: RapidOnsetSwitchExample.all)
    func afterTheLozenge(example: RapidOnsetSwitchExample) throws {
        for (dose, start) in example.starts {
            let answer = try answer(
                RapidOnsetInUse(
                    product: RapidOnsetProductID("actiq"), dose: micrograms(dose)))
            let option = try #require(
                answer.options.first { $0.product.id.name == example.product })
            #expect(option.dose == (try micrograms(start)), "after \(dose)")
            #expect(option.switchStart?.source.key == example.source)
        }
    }

    @Test(
        "Every other switch starts anew, and nothing is proportional or exchanged by the microgram")
    func startsAnew() throws {
        for product in try Shipped.engine().tables.breakthrough.products {
            for dose in product.titration {
                let answer = try answer(RapidOnsetInUse(product: product.id, dose: dose))
                #expect(answer.strategy == .titrate)
                #expect(!answer.options.contains { $0.product.id == product.id })
                #expect(answer.alerts.contains { $0.code == "roo-not-interchangeable" })
                for option in answer.options where option.switchStart == nil {
                    #expect(option.dose == option.labelledStart)
                    #expect(option.ratioDose == nil)
                }
                let hasLines = product.id.name == "actiq"
                #expect(answer.options.contains { $0.switchStart != nil } == hasLines)
            }
        }
    }
}
