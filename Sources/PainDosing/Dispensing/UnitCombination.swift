import Quantities

/// Whole numbers of units of each strength.
struct UnitCombination {
    /// How many units of each strength, in the order of the strengths.
    let counts: [Int]
    let total: Rational

    /// The most units of one dose; more would not be a dose that a person swallows.
    static let mostUnits = 12

    /// The combination of at most three strengths with the largest total that is not above `bound`;
    /// among equal totals the one with the fewest units.
    static func largest(
        atMost bound: Rational, of strengths: [Rational], most: Int = mostUnits
    ) throws(QuantityError) -> UnitCombination? {
        // Whole multiples of the common divisor make the search exact and cheap.
        var scale = Rational.one
        for strength in strengths {
            let denominator = try Rational(strength.denominator, over: 1)
            let reduced = try scale.divided(by: denominator)
            scale = try Rational(reduced.numerator, over: 1).multiplied(by: denominator)
        }
        var sizes: [Int128] = []
        for strength in strengths { sizes.append(try strength.multiplied(by: scale).numerator) }
        let limit = try bound.multiplied(by: scale).roundedDown
        var search = CombinationSearch(sizes: sizes, limit: limit, most: most)
        search.run()
        guard search.bestTotal > 0 else { return nil }
        return UnitCombination(
            counts: search.best, total: try Rational(search.bestTotal, over: 1).divided(by: scale))
    }
}

/// Depth-first search from the largest strength down, bounded by units and strengths.
private struct CombinationSearch {
    let sizes: [Int128]
    let limit: Int128
    let most: Int
    var best: [Int]
    var bestTotal: Int128 = 0
    var bestUnits = 0
    private var counts: [Int]

    init(sizes: [Int128], limit: Int128, most: Int) {
        self.sizes = sizes
        self.limit = limit
        self.most = most
        best = Array(repeating: 0, count: sizes.count)
        counts = best
    }

    mutating func run() {
        descend(from: sizes.count - 1, total: 0, units: 0, strengths: 0)
    }

    private mutating func descend(from index: Int, total: Int128, units: Int, strengths: Int) {
        if total > bestTotal || (total == bestTotal && total > 0 && units < bestUnits) {
            (best, bestTotal, bestUnits) = (counts, total, units)
        }
        guard index >= 0, bestTotal < limit || units < bestUnits else { return }
        let room = most - units
        guard total + Int128(room) * sizes[index] >= bestTotal else { return }
        let fitting = strengths < ProductLine.mostStrengths ? (limit - total) / sizes[index] : 0
        var count = Int(min(Int128(room), fitting))
        while count >= 0 {
            counts[index] = count
            descend(
                from: index - 1, total: total + Int128(count) * sizes[index],
                units: units + count, strengths: strengths + (count > 0 ? 1 : 0))
            count -= 1
        }
        counts[index] = 0
    }
}
