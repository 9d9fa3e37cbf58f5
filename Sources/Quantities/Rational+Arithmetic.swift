extension Rational {
    /// The exact sum.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public func adding(_ other: Rational) throws(QuantityError) -> Rational {
        if denominator == 1, other.denominator == 1 {
            let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
            guard !overflow, sum != .min else { throw .overflow }
            return Rational(reducedNumerator: sum, denominator: 1)
        }
        let common = Int128(
            greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
        let left = try exactProduct(numerator, other.denominator / common)
        let right = try exactProduct(other.numerator, denominator / common)
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow else { throw .overflow }
        return try Rational(sum, over: exactProduct(denominator, other.denominator / common))
    }

    /// The exact difference, which may be negative.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public func subtracting(_ other: Rational) throws(QuantityError) -> Rational {
        try adding(Rational(reducedNumerator: -other.numerator, denominator: other.denominator))
    }

    /// The exact product.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public func multiplied(by other: Rational) throws(QuantityError) -> Rational {
        if denominator == 1, other.denominator == 1 {
            return Rational(
                reducedNumerator: try exactProduct(numerator, other.numerator), denominator: 1)
        }
        // Reducing crosswise first keeps the factors small and the result already reduced.
        let first = Int128(greatestCommonDivisor(numerator.magnitude, other.denominator.magnitude))
        let second = Int128(greatestCommonDivisor(other.numerator.magnitude, denominator.magnitude))
        return Rational(
            reducedNumerator: try exactProduct(
                numerator / first, other.numerator / second),
            denominator: try exactProduct(
                denominator / second, other.denominator / first))
    }

    /// The exact quotient.
    ///
    /// - Throws: `QuantityError.divisionByZero`, `QuantityError.overflow`.
    @inlinable
    public func divided(by other: Rational) throws(QuantityError) -> Rational {
        guard other.numerator != 0 else { throw .divisionByZero }
        let sign: Int128 = other.numerator < 0 ? -1 : 1
        return try multiplied(
            by: Rational(
                reducedNumerator: sign * other.denominator,
                denominator: Int128(other.numerator.magnitude)))
    }

    /// The largest whole number that is not above the value.
    public var roundedDown: Int128 {
        let quotient = numerator / denominator
        return numerator < 0 && numerator % denominator != 0 ? quotient - 1 : quotient
    }

    /// The smallest whole number that is not below the value.
    public var roundedUp: Int128 {
        let quotient = numerator / denominator
        return numerator > 0 && numerator % denominator != 0 ? quotient + 1 : quotient
    }
}

/// The product of two integers.
///
/// - Throws: `QuantityError.overflow`; also for the one value whose sign could not be turned.
@inlinable
func exactProduct(_ a: Int128, _ b: Int128) throws(QuantityError) -> Int128 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow, product != .min else { throw .overflow }
    return product
}

extension Rational: Comparable {
    /// Compares exactly, for all values.
    public static func < (left: Rational, right: Rational) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        return switch (left.numerator < 0, right.numerator < 0) {
        case (true, false): true
        case (false, true): false
        case (false, false): left.isSmallerInMagnitude(than: right)
        case (true, true): right.isSmallerInMagnitude(than: left)
        }
    }

    /// The cross products need up to 254 bits, so large values are compared by whole part first and
    /// then by the swapped remainders (the steps of a continued fraction), which never overflow.
    private func isSmallerInMagnitude(than other: Rational) -> Bool {
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        var (c, d) = (other.numerator.magnitude, other.denominator.magnitude)
        if max(a, b, c, d) <= UInt64.max { return a * d < c * b }
        while true {
            let (wholeLeft, restLeft) = a.quotientAndRemainder(dividingBy: b)
            let (wholeRight, restRight) = c.quotientAndRemainder(dividingBy: d)
            if wholeLeft != wholeRight { return wholeLeft < wholeRight }
            if restRight == 0 { return false }
            if restLeft == 0 { return true }
            (a, b, c, d) = (d, restRight, b, restLeft)
        }
    }
}
