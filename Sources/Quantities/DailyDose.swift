/// A mass of one drug in 24 hours; zero or more milligrams per day.
public struct DailyDose: CanonicalQuantity {
    /// Milligrams in 24 hours.
    public let milligramsPerDay: Rational

    /// No dose at all.
    public static let nothing = DailyDose(unchecked: .zero)

    /// A mass given a number of times in 24 hours.
    ///
    /// - Throws: `QuantityError.overflow`, `QuantityError.negative`.
    public init(_ mass: Mass, timesPerDay: Rational) throws(QuantityError) {
        try self.init(canonicalValue: mass.milligrams.multiplied(by: timesPerDay))
    }

    /// What a rate delivers in 24 hours.
    ///
    /// - Throws: `QuantityError.overflow`.
    public init(deliveredBy rate: MassRate) throws(QuantityError) {
        try self.init(
            canonicalValue: rate.microgramsPerHour.multiplied(
                by: MassRate.milligramsPerDayPerMicrogramPerHour))
    }

    /// A dose of so many milligrams in 24 hours.
    ///
    /// - Throws: `QuantityError.negative`.
    public static func milligramsPerDay(_ value: Rational) throws(QuantityError) -> DailyDose {
        try DailyDose(canonicalValue: value)
    }

    /// One of `count` equal doses that make up the day.
    ///
    /// - Throws: `QuantityError.divisionByZero`, `QuantityError.overflow`.
    public func perDose(timesPerDay count: Rational) throws(QuantityError) -> Mass {
        try Mass(canonicalValue: milligramsPerDay.divided(by: count))
    }

    /// Milligrams in 24 hours, for generic arithmetic.
    @inlinable
    public var canonicalValue: Rational { milligramsPerDay }

    /// So many milligrams in 24 hours, zero or more.
    ///
    /// - Throws: `QuantityError.negative`.
    @inlinable
    public init(canonicalValue: Rational) throws(QuantityError) {
        guard canonicalValue.numerator >= 0 else { throw .negative }
        milligramsPerDay = canonicalValue
    }

    private init(unchecked value: Rational) {
        milligramsPerDay = value
    }
}
