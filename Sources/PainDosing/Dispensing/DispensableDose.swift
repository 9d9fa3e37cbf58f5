public import Quantities

/// A number of units of one strength.
public struct DispensedUnits: Hashable, Sendable {
    /// The marketed strength, as labelled and as delivered.
    public let strength: ProductStrength
    /// Whole units; for a liquid, 1 with `millilitres` set.
    public let count: Int
    /// The volume to measure, for liquids.
    public let millilitres: Rational?
}

/// A dose that one product line can give, with the units it is made of.
public struct DispensableDose: Hashable, Sendable {
    /// The product line that all units come from.
    public let line: ProductLine
    /// What the units give together, each time.
    public let amount: DoseAmount
    /// Largest strength first; at most three strengths.
    public let units: [DispensedUnits]
}

/// A single dose: a mass, or the rate of the patches worn together.
public enum DoseAmount: Hashable, Sendable {
    case mass(Mass)
    case rate(MassRate)
}

extension ProductLine {
    /// The most strengths that one dose is put together from.
    public static let mostStrengths = 3

    /// The largest dose that units of the line give without exceeding `limit`; nil if even the
    /// smallest strength is above it.
    ///
    /// - Throws: `QuantityError`, also for a limit of the other kind than the line's strengths.
    func dispensable(atMost limit: DoseAmount) throws(QuantityError) -> DispensableDose? {
        var solids: [(strength: ProductStrength, amount: Rational)] = []
        let bound: Rational =
            switch limit {
            case .mass(let mass): mass.milligrams
            case .rate(let rate): rate.microgramsPerHour
            }
        var liquid: DispensableDose?
        for strength in strengths {
            switch (strength.delivered, limit) {
            case (.concentration(let perMillilitre), .mass):
                // The largest dose wins, then the smaller volume.
                if let dose = try self.liquid(strength, perMillilitre, atMost: bound),
                    liquid.map({ dose.isPreferred(toLiquid: $0) }) ?? true
                {
                    liquid = dose
                }
            case (.mass(let mass), .mass): solids.append((strength, mass.milligrams))
            case (.rate(let rate), .rate): solids.append((strength, rate.microgramsPerHour))
            case (.mass, .rate), (.rate, .mass), (.concentration, .rate): throw .unitMismatch
            }
        }
        if let liquid { return liquid }
        guard let best = try UnitCombination.largest(atMost: bound, of: solids.map(\.amount)) else {
            return nil
        }
        let units = best.counts.enumerated().filter { $0.element > 0 }.reversed().map {
            DispensedUnits(
                strength: solids[$0.offset].strength, count: $0.element, millilitres: nil)
        }
        let amount: DoseAmount =
            switch limit {
            case .mass: .mass(try .milligrams(best.total))
            case .rate: .rate(try .microgramsPerHour(best.total))
            }
        return DispensableDose(line: self, amount: amount, units: units)
    }

    private func liquid(
        _ strength: ProductStrength, _ perMillilitre: Mass, atMost bound: Rational
    ) throws(QuantityError) -> DispensableDose? {
        guard let measure else { return nil }
        let step = try perMillilitre.milligrams.multiplied(by: measure.stepMillilitres)
        let steps = try Rational(bound.divided(by: step).roundedDown, over: 1)
        guard steps > .zero else { return nil }
        return DispensableDose(
            line: self, amount: .mass(try .milligrams(steps.multiplied(by: step))),
            units: [
                DispensedUnits(
                    strength: strength, count: 1,
                    millilitres: try steps.multiplied(by: measure.stepMillilitres))
            ])
    }
}

extension DispensableDose {
    /// Whether this measured volume gives more, or the same in less.
    fileprivate func isPreferred(toLiquid other: DispensableDose) -> Bool {
        guard case .mass(let mine) = amount, case .mass(let theirs) = other.amount else {
            return false
        }
        if mine != theirs { return mine > theirs }
        guard let volume = units.first?.millilitres, let others = other.units.first?.millilitres
        else { return false }
        return volume < others
    }
}

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
        atMost bound: Rational, of strengths: [Rational]
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
        var search = CombinationSearch(sizes: sizes, limit: limit)
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
    var best: [Int]
    var bestTotal: Int128 = 0
    var bestUnits = 0
    private var counts: [Int]

    init(sizes: [Int128], limit: Int128) {
        self.sizes = sizes
        self.limit = limit
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
        let room = UnitCombination.mostUnits - units
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
