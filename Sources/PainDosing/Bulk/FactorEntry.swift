import Quantities

/// What one form is to a conversion set.
enum FactorEntry: Hashable {
    case unknown
    case noFigure
    /// One factor, whatever the amount.
    case factor(FactorMultiplier)
    /// The ranges of a row, `count` of them from `first` on; `row` tells which forms count for them.
    case ranges(row: Int, first: Int, count: Int)
}

/// What an amount of a form is multiplied by to be milligrams of oral morphine a day.
struct FactorMultiplier: Hashable, Sendable {
    /// From milligrams a day, or from micrograms an hour where `isOfRate`.
    let value: Rational
    /// Whether the amount has to be a rate rather than a mass.
    let isOfRate: Bool

    /// Oral morphine itself.
    static let reference = FactorMultiplier(value: .one, isOfRate: false)

    private init(value: Rational, isOfRate: Bool) {
        self.value = value
        self.isOfRate = isOfRate
    }

    /// The end of a published window that gives the lowest result, freed of the row's own units; nil
    /// where the result would be no mass.
    init?(lowestOf range: FactorRange, isReversed: Bool) throws(QuantityError) {
        let factor = isReversed ? range.highest : range.lowest
        let (before, after) = isReversed ? (factor.to, factor.from) : (factor.from, factor.to)
        var value = isReversed ? try Rational.one.divided(by: factor.value) : factor.value
        if before == .micrograms { value = try value.multiplied(by: Rational(1000)) }
        switch after {
        case .milligrams: break
        case .micrograms: value = try value.divided(by: Rational(1000))
        case .microgramsPerHour: return nil
        }
        self.init(value: value, isOfRate: before == .microgramsPerHour)
    }

    /// The oral morphine of an amount, in milligrams a day.
    ///
    /// - Throws: `QuantityError.unitMismatch`, `QuantityError.overflow`.
    func applied(to amount: DailyAmount) throws(QuantityError) -> Rational {
        switch (amount, isOfRate) {
        case (.mass(let dose), false): try dose.milligramsPerDay.multiplied(by: value)
        case (.rate(let rate), true): try rate.microgramsPerHour.multiplied(by: value)
        case (.mass, true), (.rate, false): throw .unitMismatch
        }
    }
}

/// What holds in one range of a row whose figure depends on the day's amount.
enum FactorRangeContent: Hashable, Sendable {
    case factor(FactorMultiplier)
    /// A printed amount of oral morphine, in milligrams a day.
    case printed(Rational)
    /// A result that is no mass.
    case noFigure
}

/// A factor as a whole number of a table's parts, for arithmetic in 64 bits.
struct CountedFactor: Hashable, Sendable {
    /// 0 where the form has no single factor, or one that 64 bits don't hold.
    let count: Int64
    /// Whether the amount has to be a rate rather than a mass.
    let isOfRate: Bool

    /// The multiplier of an entry, counted in parts.
    init(_ entry: FactorEntry, in parts: Int64) {
        guard case .factor(let multiplier) = entry,
            let numerator = Int64(exactly: multiplier.value.numerator),
            let denominator = Int64(exactly: multiplier.value.denominator),
            parts % denominator == 0
        else {
            self.count = 0
            self.isOfRate = false
            return
        }
        let (count, overflow) = numerator.multipliedReportingOverflow(by: parts / denominator)
        self.count = overflow ? 0 : count
        self.isOfRate = multiplier.isOfRate
    }
}
