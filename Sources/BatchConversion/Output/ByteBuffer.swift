import Glibc
import Quantities

/// Bytes that grow at their end, without a Swift array's checks and copies on the hot path.
struct ByteBuffer: ~Copyable {
    private(set) var start: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Leaves the memory for what comes next.
    mutating func removeAll() { count = 0 }

    /// Makes room for so many more bytes.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(2 * capacity, count + more)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        new.update(from: start, count: count)
        start.deallocate()
        start = new
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        start[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ other: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        memcpy(start + count, other, length)
        count &+= length
    }

    @inline(__always)
    mutating func append(_ field: Field) { append(field.start, field.count) }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { append(base, $0.count) } }
    }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    /// A whole number in decimal.
    @inline(__always)
    mutating func append(decimal value: UInt64) {
        let most = 20
        reserve(most)
        // The length by multiplications, which take a tenth of the time of divisions.
        var (length, bound) = (1, 10 as UInt64)
        while value >= bound {
            length &+= 1
            if length == most { break }
            bound = bound &* 10
        }
        var rest = value
        var place = count &+ length
        count = place
        repeat {
            place &-= 1
            start[place] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
            rest /= 10
        } while rest > 0
    }

    /// A fraction as `Rational.description` writes it.
    mutating func append(fraction value: SmallFraction) {
        var (divisor, rest) = (value.numerator, value.denominator)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        append(decimal: value.numerator / divisor)
        let denominator = value.denominator / divisor
        if denominator == 1 { return }
        append(UInt8(ascii: "/"))
        append(decimal: denominator)
    }

    /// A fraction as `Rational.decimal()` writes it: at most 4 decimals, half-even.
    ///
    /// - Returns: whether the text is the exact value; nil, with nothing written, if the fraction is
    ///   too large for this way.
    @inline(__always)
    mutating func append(rounded value: SmallFraction) -> Bool? {
        if value.denominator == 1 {
            append(decimal: value.numerator)
            return true
        }
        // Of short numbers a division takes half the time.
        if (value.numerator | value.denominator) >> 32 == 0 {
            let divisor = UInt32(truncatingIfNeeded: value.denominator)
            let (whole, rest) = UInt32(truncatingIfNeeded: value.numerator)
                .quotientAndRemainder(dividingBy: divisor)
            return append(UInt64(whole), rest: UInt64(rest), of: UInt64(divisor))
        }
        guard value.denominator < 1 << 50 else { return nil }
        let (whole, rest) = value.numerator.quotientAndRemainder(dividingBy: value.denominator)
        return append(whole, rest: rest, of: value.denominator)
    }

    @inline(__always)
    private mutating func append(_ whole: UInt64, rest: UInt64, of divisor: UInt64) -> Bool {
        if rest == 0 {
            append(decimal: whole)
            return true
        }
        let scale: UInt64 = 10_000
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
        append(decimal: whole)
        if decimals > 0 { append(decimals: decimals) }
        return left == 0
    }

    /// A point and ten-thousandths without the zeros at their end.
    @inline(__always)
    private mutating func append(decimals: UInt64) {
        var (rest, digits) = (decimals, 4)
        while rest % 10 == 0 {
            rest /= 10
            digits &-= 1
        }
        reserve(5)
        start[count] = UInt8(ascii: ".")
        var place = count &+ digits
        count = place &+ 1
        while digits > 0 {
            start[place] = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
            rest /= 10
            place &-= 1
            digits &-= 1
        }
    }
}
