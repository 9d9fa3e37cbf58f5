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
        let isNegative = numerator < 0
        let (size, divisor) = (numerator.magnitude, denominator.magnitude)
        if size <= UInt64.max, divisor <= UInt64.max {
            // Machine divisions; those of 128 bits take many times as long.
            return RoundedDecimal(
                UInt64(truncatingIfNeeded: size), over: UInt64(truncatingIfNeeded: divisor),
                places: places
            ).printed(isNegative)
        }
        return RoundedDecimal(size, over: divisor, places: places).printed(isNegative)
    }
}

/// A fraction rounded half-even to some decimals.
private struct RoundedDecimal<Number: FixedWidthInteger & UnsignedInteger> {
    private var whole: Number
    /// The decimals as one number of `places` digits.
    private var fraction: Number
    private let places: Int
    private let isExact: Bool

    @inline(__always)
    init(_ size: Number, over divisor: Number, places: Int) {
        var rest: Number
        (whole, rest) = size.quotientAndRemainder(dividingBy: divisor)
        fraction = 0
        var scale: Number = 1
        // Long division, digit by digit, fits where scaling the rest would not.
        for _ in 0..<places {
            let (digit, remainder) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
            fraction = fraction * 10 + digit
            rest = remainder
            scale *= 10
        }
        self.places = places
        isExact = rest == 0
        let half = divisor - rest
        let isOdd = (places > 0 ? fraction : whole) & 1 == 1
        guard rest > half || rest == half && isOdd else { return }
        fraction += 1
        if fraction == scale || places == 0 {
            fraction = 0
            whole += 1
        }
    }

    /// The digits without trailing zeros; zero has no sign.
    @inline(__always)
    func printed(_ isNegative: Bool) -> (text: String, isExact: Bool) {
        // A sign, 39 digits of 128 bits, a point and nine decimals.
        let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 50) { bytes in
            var start = bytes.count
            func write(_ byte: UInt8) {
                start -= 1
                bytes[start] = byte
            }
            if fraction > 0 {
                var (rest, isTrailing) = (fraction, true)
                for _ in 0..<places {
                    let digit = UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                    isTrailing = isTrailing && digit == 0
                    if !isTrailing { write(UInt8(ascii: "0") + digit) }
                }
                write(UInt8(ascii: "."))
            }
            var rest = whole
            repeat {
                write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            if isNegative, whole > 0 || fraction > 0 { write(UInt8(ascii: "-")) }
            return String(
                decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
        }
        return (text, isExact)
    }
}
