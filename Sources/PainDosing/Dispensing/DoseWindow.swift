import Quantities

/// The doses that may be chosen, and how the choice is made.
struct DoseWindow {
    /// Which dose within the window is taken.
    enum Choice {
        /// The largest that units of one line give together.
        case largest
        /// The one that is easiest to give: whole tablets before volumes, round doses before odd ones.
        case easiest
    }

    /// The low end of what is published; a dose below it is taken only where nothing else fits.
    let lowest: DoseAmount?
    /// No dose is above it.
    let highest: DoseAmount
    let choice: Choice

    init(lowest: DoseAmount? = nil, highest: DoseAmount, choice: Choice) {
        self.lowest = lowest
        self.highest = highest
        self.choice = choice
    }

    /// The ends in the unit of the kind: milligrams, or micrograms an hour.
    var bounds: (low: Rational, high: Rational) { (lowest?.number ?? .zero, highest.number) }
}

extension DoseAmount {
    /// Milligrams of a mass, micrograms an hour of a rate.
    var number: Rational {
        switch self {
        case .mass(let mass): mass.milligrams
        case .rate(let rate): rate.microgramsPerHour
        }
    }

    /// The same kind of amount with another number.
    func with(_ number: Rational) throws(QuantityError) -> DoseAmount {
        switch self {
        case .mass: .mass(try .milligrams(number))
        case .rate: .rate(try .microgramsPerHour(number))
        }
    }
}

/// How well a dose suits the window and the hand; the greater is the better one.
struct DoseEase: Comparable {
    /// Whether the dose lies in the window, and not below it.
    let isInWindow: Bool
    /// Whether charts print it, or one or two whole units give it.
    let isRound: Bool
    /// Of doses that are neither: how round they are.
    let roundness: Int
    let dose: Rational
    let kind: Kind

    /// One unit or two come before a volume, a volume before more units.
    enum Kind: Int {
        case manyUnits, volume, twoUnits, oneUnit
    }

    static func < (left: DoseEase, right: DoseEase) -> Bool {
        if left.isInWindow != right.isInWindow { return right.isInWindow }
        if left.isRound != right.isRound { return right.isRound }
        return (left.roundness, left.dose, left.kind.rawValue)
            < (right.roundness, right.dose, right.kind.rawValue)
    }
}

/// How round a dose is.
struct RoundDoses {
    /// Doses that charts print and wards draw up.
    let printed: [Mass]
    /// The ward's own steps, in milligrams; where there are any, only their multiples are given.
    let wardSteps: [Rational]

    /// Coarser steps first: 5, 2.5 and 1 in each power of ten.
    private static let steps: [Rational] = {
        var steps: [Rational] = []
        for power in [3, 2, 1, 0, -1, -2, -3] {
            for (numerator, denominator) in [(5, 1), (5, 2), (1, 1)] as [(Int128, Int128)] {
                var scale: (Int128, Int128) = (numerator, denominator)
                for _ in 0..<abs(power) {
                    if power > 0 { scale.0 *= 10 } else { scale.1 *= 10 }
                }
                // A small fraction is always kept exactly.
                if let step = try? Rational(scale.0, over: scale.1) { steps.append(step) }
            }
        }
        return steps.sorted(by: >)
    }()

    /// Whether charts print such a dose of so many milligrams.
    func isPrinted(_ dose: Rational) -> Bool { printed.contains { $0.milligrams == dose } }

    /// Whether the ward gives such a dose at all.
    func allow(_ dose: Rational) -> Bool {
        wardSteps.isEmpty || wardSteps.contains { dose.isMultiple(of: $0) }
    }

    /// The greater the rounder: by the coarsest step that divides the dose.
    func roundness(of dose: Rational) -> Int {
        let count = RoundDoses.steps.count
        guard let index = RoundDoses.steps.firstIndex(where: { dose.isMultiple(of: $0) }) else {
            return 0
        }
        return count - index
    }
}

extension Rational {
    /// Whether this is a whole number of times another; false for every multiple of zero.
    ///
    /// Both fractions are reduced, so that each part has to divide its counterpart; the quotient need
    /// not be worked out.
    func isMultiple(of step: Rational) -> Bool {
        step.numerator != 0 && numerator % step.numerator == 0
            && step.denominator % denominator == 0
    }
}
