import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Published first doses for breakthrough pain")
struct BreakthroughExampleTests {
    private let pain = PainPicture(
        background: PainScore(3), goal: nil, peak: PainScore(8), episodes: 4)

    @Test(
        "A background regimen gives the first doses of its worked example",
        arguments: BreakthroughExample.published)
    func doses(_ example: BreakthroughExample) throws {
        let engine = try Shipped.engine()
        let answer = try #require(
            engine.breakthrough(for: Shipped.regimen(example.regimen), pain: pain).value)
        let option = answer.options.first { $0.product.id.name == "effentora-eu" }
        let rescue = try #require(answer.immediateRelease)
        #expect(answer.strategy.rawValue == example.strategy)
        #expect(answer.isEligible == (example.buccalTablet != nil))
        #expect(try option?.dose.micrograms().description == example.buccalTablet)
        #expect(try option?.ratioDose?.micrograms().description == example.ratioDose)
        #expect(
            try option.map { try $0.labelledStart.micrograms() } ?? Rational(100) == Rational(100))
        #expect(rescue.share == (try Rational(1, over: 6)))
        #expect(rescue.largest.milligrams.description == example.rescueAtMost)
        #expect(rescue.each == (try mass(example.rescue)))
        #expect(engine.tables.sources[SourceID(example.source)] != nil, "the source is listed")
    }

    private func mass(_ fraction: String) throws -> Mass {
        let parts = fraction.split(separator: "/").compactMap { Int128(String($0)) }
        return try .milligrams(Rational(parts[0], over: parts.count > 1 ? parts[1] : 1))
    }
}
