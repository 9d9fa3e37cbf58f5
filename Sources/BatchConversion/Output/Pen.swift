import Glibc

/// Writes into memory that has room for it, and for `slack` bytes more.
struct Pen {
    /// How many bytes beyond the last may be overwritten.
    static let slack = 8

    /// Where the next byte goes.
    private(set) var end: UnsafeMutablePointer<UInt8>
    private let digits: UnsafePointer<UInt64>

    @inline(__always)
    init(at start: UnsafeMutablePointer<UInt8>, _ digits: UnsafePointer<UInt64>) {
        end = start
        self.digits = digits
    }

    @inline(__always)
    mutating func write(_ byte: UInt8) {
        end.pointee = byte
        end += 1
    }

    @inline(__always)
    mutating func write(_ field: Field) {
        memcpy(end, field.start, field.count)
        end += field.count
    }

    /// A field of some bytes, for which a call would take longer than the copy.
    @inline(__always)
    mutating func write(short field: Field) {
        var place = 0
        while place < field.count {
            store(ByteWord(at: field.start + place).bits, at: end + place)
            place &+= 8
        }
        end += field.count
    }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        memcpy(end, text.utf8Start, text.utf8CodeUnitCount)
        end += text.utf8CodeUnitCount
    }

    @inline(__always)
    private func store(_ word: UInt64, at place: UnsafeMutablePointer<UInt8>) {
        UnsafeMutableRawPointer(place).storeBytes(of: word.littleEndian, as: UInt64.self)
    }

    // MARK: Numbers

    /// The longest whole number.
    static let mostDigits = 20

    /// A whole number in decimal.
    @inline(__always)
    mutating func write(decimal value: UInt64) {
        let base = UInt64(DecimalDigits.count)
        if value < base {
            writeShort(value)
        } else if value < base * base {
            let (upper, lower) = value.quotientAndRemainder(dividingBy: base)
            writeShort(upper)
            writePadded(lower)
        } else {
            write(long: value)
        }
    }

    @inline(never)
    private mutating func write(long value: UInt64) {
        let base = UInt64(DecimalDigits.count)
        let (upper, lower) = value.quotientAndRemainder(dividingBy: base)
        write(decimal: upper)
        writePadded(lower)
    }

    @inline(__always)
    private mutating func writeShort(_ value: UInt64) {
        let entry = digits[Int(truncatingIfNeeded: value)]
        let leading = entry &>> 32 & 0xF
        store(entry &>> (8 &* leading), at: end)
        end += 4 &- Int(truncatingIfNeeded: leading)
    }

    @inline(__always)
    private mutating func writePadded(_ value: UInt64) {
        store(digits[Int(truncatingIfNeeded: value)], at: end)
        end += 4
    }

    /// A point and ten-thousandths without the zeros at their end.
    @inline(__always)
    private mutating func write(decimals: UInt64) {
        write(UInt8(ascii: "."))
        let entry = digits[Int(truncatingIfNeeded: decimals)]
        store(entry, at: end)
        end += 4 &- Int(truncatingIfNeeded: entry &>> 40 & 0xF)
    }

    /// Of a smaller one ten thousand times the rest of a division has room.
    static var largestDivisor: UInt64 { 1 << 50 }

    /// A member of a JSON object: a fraction as text.
    mutating func write(_ key: StaticString, fraction value: SmallFraction) {
        write(key)
        write(UInt8(ascii: "\""))
        write(fraction: value)
        write(UInt8(ascii: "\""))
    }

    /// A fraction as `Rational.description` writes it.
    @inline(__always)
    mutating func write(fraction value: SmallFraction) {
        if (value.numerator | value.denominator) >> 32 == 0 {
            write(
                UInt32(truncatingIfNeeded: value.numerator),
                over: UInt32(truncatingIfNeeded: value.denominator))
        } else {
            write(value.numerator, over: value.denominator)
        }
    }

    @inline(__always)
    private mutating func write<Part: FixedWidthInteger & UnsignedInteger>(
        _ numerator: Part, over denominator: Part
    ) {
        var (divisor, rest) = (numerator, denominator)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        write(decimal: UInt64(numerator / divisor))
        if denominator == divisor { return }
        write(UInt8(ascii: "/"))
        write(decimal: UInt64(denominator / divisor))
    }

    /// A fraction as `Rational.decimal()` writes it: at most 4 decimals, half-even.
    ///
    /// - Parameter value: its denominator must be below `largestDivisor`.
    /// - Returns: whether the text is the exact value.
    @inline(__always)
    mutating func write(rounded value: SmallFraction) -> Bool {
        if value.denominator == 1 {
            write(decimal: value.numerator)
            return true
        }
        // Of short numbers a division takes half the time.
        if (value.numerator | value.denominator) >> 32 == 0 {
            let divisor = UInt32(truncatingIfNeeded: value.denominator)
            let (whole, rest) = UInt32(truncatingIfNeeded: value.numerator)
                .quotientAndRemainder(dividingBy: divisor)
            return write(UInt64(whole), rest: UInt64(rest), of: UInt64(divisor))
        }
        let (whole, rest) = value.numerator.quotientAndRemainder(dividingBy: value.denominator)
        return write(whole, rest: rest, of: value.denominator)
    }

    @inline(__always)
    private mutating func write(_ whole: UInt64, rest: UInt64, of divisor: UInt64) -> Bool {
        if rest == 0 {
            write(decimal: whole)
            return true
        }
        let scale = UInt64(DecimalDigits.count)
        var (decimals, left) = (rest &* scale).quotientAndRemainder(dividingBy: divisor)
        let half = divisor &- left
        var whole = whole
        if left > half || left == half && decimals & 1 == 1 {
            decimals &+= 1
            if decimals == scale {
                decimals = 0
                whole &+= 1
            }
        }
        write(decimal: whole)
        if decimals > 0 { write(decimals: decimals) }
        return left == 0
    }
}
