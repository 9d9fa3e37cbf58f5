/// An exact fraction, always reduced, with a positive denominator.
///
/// Doses, factors and ratios are computed with it from input text to printed text; nothing is ever
/// rounded on the way. A result that does not fit is an error, never a wrapped or trapped number.
public struct Rational: Hashable, Sendable {
    /// The signed numerator of the reduced fraction.
    public let numerator: Int128
    /// The denominator of the reduced fraction; always 1 or more.
    public let denominator: Int128

    /// Zero.
    public static let zero = Rational(0)
    /// One.
    public static let one = Rational(1)

    /// A whole number.
    @inlinable
    public init(_ whole: Int) {
        self.init(reducedNumerator: Int128(whole), denominator: 1)
    }

    /// The reduced fraction `numerator / denominator`.
    ///
    /// - Throws: `QuantityError.divisionByZero` for a denominator of 0, `QuantityError.overflow` when
    ///   the sign can't be moved into the numerator.
    @inlinable
    public init(_ numerator: Int128, over denominator: Int128) throws(QuantityError) {
        guard denominator != 0 else { throw .divisionByZero }
        guard numerator != .min, denominator != .min else { throw .overflow }
        let sign: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
        let n = numerator.magnitude
        let d = denominator.magnitude
        let divisor = greatestCommonDivisor(n, d)
        if n <= UInt64.max, d <= UInt64.max {
            // Machine divisions; those of 128 bits take several times as long.
            let small = UInt64(truncatingIfNeeded: divisor)
            self.init(
                reducedNumerator: sign * Int128(UInt64(truncatingIfNeeded: n) / small),
                denominator: Int128(UInt64(truncatingIfNeeded: d) / small))
            return
        }
        self.init(
            reducedNumerator: sign * Int128(n / divisor), denominator: Int128(d / divisor))
    }

    /// Trusts the caller that the fraction is reduced and the denominator positive.
    @inlinable
    init(reducedNumerator: Int128, denominator: Int128) {
        self.numerator = reducedNumerator
        self.denominator = denominator
    }

    /// Whether the value is a whole number.
    @inlinable
    public var isWhole: Bool { denominator == 1 }
}

/// The largest number that divides both; `b` when `a` is 0.
///
/// Nearly every dose fits in 64 bits, where Euclid's steps are machine divisions.
@inlinable
func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while a > UInt64.max || b > UInt64.max {
        guard b != 0 else { return a }
        (a, b) = (b, a % b)
    }
    var (x, y) = (UInt64(truncatingIfNeeded: a), UInt64(truncatingIfNeeded: b))
    while y != 0 { (x, y) = (y, x % y) }
    return UInt128(x)
}

extension Rational: CustomStringConvertible {
    /// The exact value: `"5"` or `"200/3"`.
    public var description: String {
        isWhole ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
}
