/// Why a text is not a decimal number that this project reads.
public enum DecimalError: Error, Hashable, Sendable {
    /// The text is not `digits` or `digits.digits` in ASCII, as a whole.
    case notADecimal
    /// A leading zero before another digit, such as `05`, where a lost decimal point is likely.
    case leadingZero
    /// More digits than can be kept exactly.
    case tooManyDigits
}

extension DecimalError: CustomStringConvertible {
    /// The fault in words, with what to write instead where that is plain.
    public var description: String {
        switch self {
        case .notADecimal:
            "write a plain number such as 5 or 2.5 (digits, one point, no sign, no exponent)"
        case .leadingZero: "write no zero before the first digit: 0.5 or 5, not 05"
        case .tooManyDigits: "the number has too many digits"
        }
    }
}

extension Rational {
    /// The longest decimal text that is read, in bytes.
    public static let longestDecimal = 32

    /// The number that a text writes, if the whole text is a plain decimal number.
    ///
    /// Accepted is one or more ASCII digits, optionally followed by a point and one or more digits.
    /// Signs, exponents, commas, spaces, other digits, `.5`, `5.` and `05` are refused, since each of
    /// them can hide a tenfold error.
    ///
    /// - Throws: `DecimalError`.
    public init(decimal text: some StringProtocol) throws(DecimalError) {
        try self.init(decimalBytes: text.utf8)
    }

    /// The number that UTF-8 bytes write, by the same rules as `init(decimal:)`.
    ///
    /// - Throws: `DecimalError`.
    public init(decimalBytes bytes: some Collection<UInt8>) throws(DecimalError) {
        guard bytes.count <= Rational.longestDecimal else { throw .tooManyDigits }
        var digits: Int128 = 0
        var scale: Int128 = 1
        var wholeDigits = 0
        var fractionDigits = 0
        var sawPoint = false
        var startsWithZero = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if wholeDigits == 0, !sawPoint { startsWithZero = byte == UInt8(ascii: "0") }
                if sawPoint {
                    fractionDigits += 1
                    scale *= 10
                } else {
                    wholeDigits += 1
                }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
            case UInt8(ascii: ".") where !sawPoint && wholeDigits > 0: sawPoint = true
            default: throw .notADecimal
            }
        }
        guard wholeDigits > 0, !sawPoint || fractionDigits > 0 else { throw .notADecimal }
        guard !startsWithZero || wholeDigits == 1 else { throw .leadingZero }
        // 32 digits stay far below 2^127, so neither product above nor this reduction can overflow.
        guard let value = try? Rational(digits, over: scale) else { throw .tooManyDigits }
        self = value
    }

    /// The value as decimal text with at most `places` decimals, rounded half-even.
    ///
    /// - Parameter places: 0 to 9.
    /// - Returns: the text without trailing zeros, and whether it is the exact value.
    public func decimal(places: Int = 4) -> (text: String, isExact: Bool) {
        precondition((0...9).contains(places), "decimal places are 0 to 9")
        let scale = (0..<places).reduce(UInt128(1)) { power, _ in power * 10 }
        let magnitude = numerator.magnitude
        let divisor = denominator.magnitude
        var whole = magnitude / divisor
        // Long division, digit by digit, stays within 128 bits where scaling the rest would not.
        var rest = magnitude % divisor
        var fraction: UInt128 = 0
        for _ in 0..<places {
            let (digit, remainder) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
            fraction = fraction * 10 + digit
            rest = remainder
        }
        let isExact = rest == 0
        let half = divisor - rest
        if rest > half || (rest == half && fraction % 2 == 1 && places > 0)
            || (rest == half && places == 0 && whole % 2 == 1)
        {
            fraction += 1
            if places == 0 || fraction == scale {
                fraction = 0
                whole += 1
            }
        }
        var text = "\(whole)"
        if fraction > 0 {
            var digits = "\(fraction)"
            digits = String(repeating: "0", count: places - digits.count) + digits
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        let isNegative = numerator < 0 && text != "0"
        return (isNegative ? "-" + text : text, isExact)
    }
}
