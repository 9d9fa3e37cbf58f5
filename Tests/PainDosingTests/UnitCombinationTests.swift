import Quantities
import TestSupport
import Testing

@testable import PainDosing

@Suite("Putting a dose together from units")
struct UnitCombinationTests {
    @Test("The combination is the largest that fits, with the fewest units")
    func bruteForce() throws {
        var random = PropertyRun.generator("unit combinations")
        for _ in 0..<PropertyRun.cases(short: 250) {
            let denominator = Int128(Int.random(in: 1...4, using: &random))
            var sizes: Set<Int> = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                sizes.insert(Int.random(in: 1...40, using: &random))
            }
            let ascending = sizes.sorted()
            let strengths = try ascending.map { try Rational(Int128($0), over: denominator) }
            let bound = Int.random(in: 0...200, using: &random)
            let found = try UnitCombination.largest(
                atMost: Rational(Int128(bound * 2 + 1), over: denominator * 2), of: strengths)
            let best = BestCombination(of: ascending, atMost: bound)
            let context = Comment(rawValue: "\(ascending) at most \(bound) over \(denominator)")
            #expect(
                found?.total
                    == (best.total == 0
                        ? nil : try Rational(Int128(best.total), over: denominator)),
                context)
            #expect((found?.counts.reduce(0, +) ?? 0) == best.units, context)
            #expect((found?.counts.filter { $0 > 0 }.count ?? 0) <= 3, context)
        }
    }

    @Test(
        "The whole dose is used up to the bound and not beyond",
        arguments: [
            (59, 45), (60, 60), (61, 60), (74, 70), (75, 75), (4, 0), (5, 5), (100_000, 2_400),
        ])
    func morphine(_ bound: Int, _ expected: Int) throws {
        let strengths = [5, 15, 30, 60, 200].map { Rational($0) }
        let found = try UnitCombination.largest(
            atMost: Rational(bound), of: bound == 59 ? [Rational(15), Rational(30)] : strengths)
        #expect((found?.total ?? .zero) == Rational(expected))
    }

    @Test("No strength below the bound gives no dose")
    func nothing() throws {
        #expect(try UnitCombination.largest(atMost: Rational(4), of: [Rational(5)]) == nil)
        #expect(try UnitCombination.largest(atMost: Rational(4), of: []) == nil)
        #expect(try UnitCombination.largest(atMost: .zero, of: [Rational(5)]) == nil)
    }
}

/// The best combination found by trying all: at most 12 units of at most 3 strengths.
private struct BestCombination {
    private(set) var total = 0
    private(set) var units = 0

    init(of sizes: [Int], atMost bound: Int) {
        look(sizes[...], bound: bound, total: 0, units: 0, kinds: 0)
    }

    private mutating func look(
        _ sizes: ArraySlice<Int>, bound: Int, total: Int, units: Int, kinds: Int
    ) {
        guard total <= bound, units <= 12, kinds <= 3 else { return }
        if total > self.total || (total == self.total && total > 0 && units < self.units) {
            (self.total, self.units) = (total, units)
        }
        guard let size = sizes.first else { return }
        for count in 0...12 {
            look(
                sizes.dropFirst(), bound: bound, total: total + count * size, units: units + count,
                kinds: kinds + (count > 0 ? 1 : 0))
        }
    }
}
