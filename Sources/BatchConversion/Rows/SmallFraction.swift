import Quantities

/// A positive fraction whose parts fit in 64 bits, not reduced.
///
/// Nearly every dose is one, and no division is needed to compute with it. Whatever does not fit is
/// nil, and `Rational` computes it instead.
struct SmallFraction {
    var numerator: UInt64
    var denominator: UInt64

    static let one = SmallFraction(numerator: 1, denominator: 1)

    @inline(__always)
    init(numerator: UInt64, denominator: UInt64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Nil for zero, a negative value and one that does not fit.
    init?(_ value: Rational) {
        guard value > .zero, let numerator = UInt64(exactly: value.numerator),
            let denominator = UInt64(exactly: value.denominator)
        else { return nil }
        self.init(numerator: numerator, denominator: denominator)
    }

    /// The most digits that are read here.
    private static var mostDigits: Int { 15 }

    /// A decimal number by the rules of `Rational.init(decimalBytes:)`; nil for zero as well, and for
    /// more than 15 digits.
    @inline(__always)
    init?(decimal field: Field) {
        let count = field.count
        guard count > 0, count <= SmallFraction.mostDigits else { return nil }
        let bytes = field.start
        if count <= 8, let whole = ByteWord(at: bytes).digits(count) {
            guard whole > 0, bytes[0] != UInt8(ascii: "0") else { return nil }
            self.init(numerator: whole, denominator: 1)
            return
        }
        var digits: UInt64 = 0
        var place = 0
        while place < count {
            let digit = bytes[place] &- UInt8(ascii: "0")
            if digit > 9 { break }
            digits = digits &* 10 &+ UInt64(digit)
            place &+= 1
        }
        guard place > 0, bytes[0] != UInt8(ascii: "0") || place == 1 else { return nil }
        var scale: UInt64 = 1
        if place < count {
            guard bytes[place] == UInt8(ascii: "."), place + 1 < count else { return nil }
            place &+= 1
            while place < count {
                let digit = bytes[place] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                digits = digits &* 10 &+ UInt64(digit)
                scale = scale &* 10
                place &+= 1
            }
        }
        guard digits > 0 else { return nil }
        self.init(numerator: digits, denominator: scale)
    }

    /// The product, if it fits.
    @inline(__always)
    func times(_ other: SmallFraction) -> SmallFraction? {
        let (top, isTopLarge) = numerator.multipliedReportingOverflow(by: other.numerator)
        let (bottom, isBottomLarge) = denominator.multipliedReportingOverflow(by: other.denominator)
        return isTopLarge || isBottomLarge
            ? nil : SmallFraction(numerator: top, denominator: bottom)
    }

    /// The quotient, if it fits.
    @inline(__always)
    func over(_ other: SmallFraction) -> SmallFraction? {
        times(SmallFraction(numerator: other.denominator, denominator: other.numerator))
    }

    /// Whether the value is below, at or above another, by the sign of -1, 0 or 1.
    @inline(__always)
    func compared(to other: SmallFraction) -> Int {
        let left = numerator.multipliedFullWidth(by: other.denominator)
        let right = other.numerator.multipliedFullWidth(by: denominator)
        if left.high != right.high { return left.high < right.high ? -1 : 1 }
        return left.low == right.low ? 0 : left.low < right.low ? -1 : 1
    }

    /// The same value, reduced.
    ///
    /// - Throws: never in fact: parts of 64 bits always fit.
    var rational: Rational {
        get throws(QuantityError) { try Rational(Int128(numerator), over: Int128(denominator)) }
    }
}
