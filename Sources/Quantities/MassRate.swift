/// A mass of one drug per hour, as a patch or a pump gives it; zero or more micrograms per hour.
public struct MassRate: CanonicalQuantity {
    /// Micrograms in one hour.
    public let microgramsPerHour: Rational

    /// 24 hours, in milligrams: 1 microgram/hour is 0.024 mg/day.
    static let milligramsPerDayPerMicrogramPerHour = Rational(
        reducedNumerator: 3, denominator: 125)

    /// A rate of so many micrograms an hour.
    ///
    /// - Throws: `QuantityError.negative`.
    public static func microgramsPerHour(_ value: Rational) throws(QuantityError) -> MassRate {
        try MassRate(canonicalValue: value)
    }

    /// A rate of so many milligrams an hour.
    ///
    /// - Throws: `QuantityError.negative`, `QuantityError.overflow`.
    public static func milligramsPerHour(_ value: Rational) throws(QuantityError) -> MassRate {
        try MassRate(canonicalValue: value.multiplied(by: Rational(1000)))
    }

    /// Micrograms in one hour, for generic arithmetic.
    @inlinable
    public var canonicalValue: Rational { microgramsPerHour }

    /// So many micrograms in one hour, zero or more.
    ///
    /// - Throws: `QuantityError.negative`.
    @inlinable
    public init(canonicalValue: Rational) throws(QuantityError) {
        guard canonicalValue.numerator >= 0 else { throw .negative }
        microgramsPerHour = canonicalValue
    }
}
