/// Oral morphine equivalent daily dose (OMEDD); zero or more milligrams of oral morphine per day.
///
/// Of all quantities, only these add across opioids.
public struct OMEDD: CanonicalQuantity {
    /// Milligrams of oral morphine in 24 hours.
    public let milligramsPerDay: Rational

    /// No opioid at all.
    public static let none = OMEDD(unchecked: .zero)

    /// So many milligrams of oral morphine in 24 hours.
    ///
    /// - Throws: `QuantityError.negative`.
    public static func milligramsPerDay(_ value: Rational) throws(QuantityError) -> OMEDD {
        try OMEDD(canonicalValue: value)
    }

    /// Milligrams of oral morphine in 24 hours, for generic arithmetic.
    @inlinable
    public var canonicalValue: Rational { milligramsPerDay }

    /// So many milligrams of oral morphine in 24 hours, zero or more.
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
