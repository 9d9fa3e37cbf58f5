/// A mass of drug: one dose, one tablet; zero or more milligrams.
public struct Mass: CanonicalQuantity {
    /// The mass in milligrams.
    public let milligrams: Rational

    /// The mass in micrograms.
    ///
    /// - Throws: `QuantityError.overflow`.
    public func micrograms() throws(QuantityError) -> Rational {
        try milligrams.multiplied(by: Rational(1000))
    }

    /// A mass of so many milligrams.
    ///
    /// - Throws: `QuantityError.negative`.
    public static func milligrams(_ value: Rational) throws(QuantityError) -> Mass {
        try Mass(canonicalValue: value)
    }

    /// A mass of so many micrograms.
    ///
    /// - Throws: `QuantityError.negative`, `QuantityError.overflow`.
    public static func micrograms(_ value: Rational) throws(QuantityError) -> Mass {
        try Mass(canonicalValue: value.divided(by: Rational(1000)))
    }

    /// A mass of so many grams.
    ///
    /// - Throws: `QuantityError.negative`, `QuantityError.overflow`.
    public static func grams(_ value: Rational) throws(QuantityError) -> Mass {
        try Mass(canonicalValue: value.multiplied(by: Rational(1000)))
    }

    /// The mass in milligrams, for generic arithmetic.
    @inlinable
    public var canonicalValue: Rational { milligrams }

    /// So many milligrams, zero or more.
    ///
    /// - Throws: `QuantityError.negative`.
    @inlinable
    public init(canonicalValue: Rational) throws(QuantityError) {
        guard canonicalValue.numerator >= 0 else { throw .negative }
        milligrams = canonicalValue
    }
}
