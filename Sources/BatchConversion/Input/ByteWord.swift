/// Eight bytes of memory at once, the first of them in the lowest bits.
struct ByteWord {
    var bits: UInt64

    /// The bytes from a place on; all eight may be read, whatever they are.
    @inline(__always)
    init(at start: UnsafePointer<UInt8>) {
        bits = UInt64(
            littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private init(repeating byte: UInt8) {
        bits = UInt64(byte) &* 0x0101_0101_0101_0101
    }

    private static var high: UInt64 { 0x8080_8080_8080_8080 }
    private static var low: UInt64 { 0x7F7F_7F7F_7F7F_7F7F }

    /// The first bytes alone, zeros in place of the others; at least 1 and at most 8.
    @inline(__always)
    func first(_ count: Int) -> UInt64 {
        let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        return (bits &<< shift) &>> shift
    }

    /// The highest bit of every byte that is the same as another.
    @inline(__always)
    func places(of byte: UInt8) -> UInt64 {
        let other = bits ^ ByteWord(repeating: byte).bits
        return ~(((other & ByteWord.low) &+ ByteWord.low) | other) & ByteWord.high
    }

    /// The highest bit of every byte that is no printable ASCII character.
    @inline(__always)
    var unprintable: UInt64 {
        let seven = bits & ByteWord.low
        let isAtLeastSpace = seven &+ 0x6060_6060_6060_6060
        let isDelete = seven &+ 0x0101_0101_0101_0101
        return (~isAtLeastSpace | isDelete | bits) & ByteWord.high
    }

    /// The number that the first bytes write in decimal digits; nil if one of them is no digit.
    ///
    /// - Parameter count: at least 1 and at most 8.
    @inline(__always)
    func digits(_ count: Int) -> UInt64? {
        let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        // Zeros before the first digit, so that there are eight.
        var value = (bits &<< shift) ^ (0x3030_3030_3030_3030 &<< shift)
        guard ((value &+ 0x7676_7676_7676_7676) | value) & ByteWord.high == 0 else { return nil }
        value = (value &* 10 &+ (value >> 8)) & 0x00FF_00FF_00FF_00FF
        value = (value &* 100 &+ (value >> 16)) & 0x0000_FFFF_0000_FFFF
        return (value &* 10_000 &+ (value >> 32)) & 0xFFFF_FFFF
    }
}
