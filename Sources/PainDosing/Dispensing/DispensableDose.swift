public import Quantities

/// A number of units of one strength.
public struct DispensedUnits: Hashable, Sendable {
    /// The marketed strength, as labelled and as delivered.
    public let strength: ProductStrength
    /// Whole units; for a liquid, or for a part of a powder, 1.
    public let count: Int
    /// The volume to measure, for liquids.
    public let millilitres: Rational?
    /// What is drawn up of one unit of a powder; nil for whole units.
    public let drawnUp: Mass?

    init(
        strength: ProductStrength, count: Int = 1, millilitres: Rational? = nil,
        drawnUp: Mass? = nil
    ) {
        self.strength = strength
        self.count = count
        self.millilitres = millilitres
        self.drawnUp = drawnUp
    }
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

    /// The dose of the window that units of the line give; nil if even the smallest is above it.
    ///
    /// - Parameters:
    ///   - rounding: which doses the ward gives, and which are round.
    ///   - volumeStep: the ward's own smallest volume in mL; nil for that of the line.
    /// - Throws: `QuantityError`, also for a window of the other kind than the line's strengths.
    func dispensable(
        _ window: DoseWindow, rounding: RoundDoses, volumeStep: Rational?
    ) throws(QuantityError) -> (dose: DispensableDose, ease: DoseEase)? {
        let (low, high) = window.bounds
        var solids: [(strength: ProductStrength, amount: Rational)] = []
        var best: (dose: DispensableDose, ease: DoseEase)?
        func offer(_ dose: DispensableDose, _ kind: DoseEase.Kind) {
            let number = dose.amount.number
            let isInWindow = number >= low
            // Below the window, and where the largest is asked for, nothing but the dose counts.
            let countsEase = window.choice == .easiest && isInWindow
            let isRound =
                countsEase
                && (kind == .oneUnit || kind == .twoUnits || rounding.isPrinted(number))
            let ease = DoseEase(
                isInWindow: isInWindow, isRound: isRound,
                roundness: countsEase && !isRound ? rounding.roundness(of: number) : 0,
                dose: number, kind: kind)
            if best.map({ $0.ease < ease }) ?? true { best = (dose, ease) }
        }
        for strength in strengths {
            switch (strength.delivered, window.highest) {
            case (.concentration(let perMillilitre), .mass):
                for dose in try volumes(
                    strength, perMillilitre, window, rounding: rounding, step: volumeStep)
                {
                    offer(dose, .volume)
                }
            case (.mass(let mass), .mass):
                if let step = drawnUpStep, window.choice == .easiest {
                    for dose in try drawnUp(strength, of: mass, step, window) {
                        offer(dose, .volume)
                    }
                } else {
                    solids.append((strength, mass.milligrams))
                }
            case (.rate(let rate), .rate): solids.append((strength, rate.microgramsPerHour))
            case (.mass, .rate), (.rate, .mass), (.concentration, .rate): throw .unitMismatch
            }
        }
        if window.choice == .easiest {
            for solid in solids {
                for count in [1, 2] {
                    let total = try solid.amount.multiplied(by: Rational(Int(count)))
                    guard total <= high, total >= low, rounding.allow(total) else { continue }
                    offer(
                        DispensableDose(
                            line: self, amount: try window.highest.with(total),
                            units: [DispensedUnits(strength: solid.strength, count: count)]),
                        count == 1 ? .oneUnit : .twoUnits)
                }
            }
        }
        let most = form.formulation == .patch ? TableSet.mostPatches : UnitCombination.mostUnits
        if let combination = try UnitCombination.largest(
            atMost: high, of: solids.map(\.amount), most: most), rounding.allow(combination.total)
        {
            let units = combination.counts.enumerated().filter { $0.element > 0 }.reversed().map {
                DispensedUnits(strength: solids[$0.offset].strength, count: $0.element)
            }
            let count = units.reduce(0) { $0 + $1.count }
            offer(
                DispensableDose(
                    line: self, amount: try window.highest.with(combination.total), units: units),
                count == 1 ? .oneUnit : count == 2 ? .twoUnits : .manyUnits)
        }
        return best
    }

    /// The largest volume within the window, and the rounder ones below it.
    private func volumes(
        _ strength: ProductStrength, _ perMillilitre: Mass, _ window: DoseWindow,
        rounding: RoundDoses, step volumeStep: Rational?
    ) throws(QuantityError) -> [DispensableDose] {
        guard let measure else { return [] }
        let ownStep = form.formulation == .injection ? nil : volumeStep
        let stepMillilitres = max(measure.stepMillilitres, ownStep ?? .zero)
        let step = try perMillilitre.milligrams.multiplied(by: stepMillilitres)
        let (low, high) = window.bounds
        var count = try high.divided(by: step).roundedDown
        var doses: [DispensableDose] = []
        // A window of a tenth to a sixth holds few volumes; an unbounded one is looked through as far
        // as a round dose can lie.
        var tries = 0
        while count > 0, tries < LiquidMeasure.mostTries {
            let steps = try Rational(count, over: 1)
            let dose = try steps.multiplied(by: step)
            if dose < low, !doses.isEmpty { break }
            let millilitres = try steps.multiplied(by: stepMillilitres)
            if stepMillilitres < LiquidMeasure.coarseStep, count < LiquidMeasure.leastSteps {
                break
            }
            if rounding.allow(dose) {
                doses.append(
                    DispensableDose(
                        line: self, amount: .mass(try .milligrams(dose)),
                        units: [DispensedUnits(strength: strength, millilitres: millilitres)]))
            }
            if window.choice == .largest, !doses.isEmpty { break }
            if window.lowest == nil, !doses.isEmpty, tries > 20 { break }
            count -= 1
            tries += 1
        }
        return doses
    }

    /// Parts of one unit of a powder, in steps that can be drawn up.
    private func drawnUp(
        _ strength: ProductStrength, of mass: Mass, _ step: Mass, _ window: DoseWindow
    ) throws(QuantityError) -> [DispensableDose] {
        let high = min(window.bounds.high, mass.milligrams)
        let count = try high.divided(by: step.milligrams).roundedDown
        guard count > 0 else { return [] }
        let part = try step.scaled(by: Rational(count, over: 1))
        return [
            DispensableDose(
                line: self, amount: .mass(part),
                units: [
                    DispensedUnits(strength: strength, drawnUp: part == mass ? nil : part)
                ])
        ]
    }
}

extension LiquidMeasure {
    /// Nothing is measured that is less than so many steps of a fine measure.
    static let leastSteps: Int128 = 2
    /// From here on one step of a measure, in mL, is a volume that any oral syringe gives.
    static let coarseStep = (try? Rational(1, over: 2)) ?? .one
    /// Volumes that are looked at below the largest.
    static let mostTries = 400
}
