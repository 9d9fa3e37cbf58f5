/// SHA-256 (FIPS 180-4), by which table files and diary files are known by their content.
///
/// Written out here so that `paincalc` starts without a cryptographic library, and so that the build
/// hashes the tables with the same code. It protects no secret: pseudonyms are made with `Crypto`.
public struct SHA256 {
    /// The bytes of a hash.
    public static let byteCount = 32

    /// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The message schedule of a block, kept between blocks so that its memory is asked for once.
    private var schedule = [UInt32](repeating: 0, count: 64)
    /// The bytes that don't fill a block yet.
    private var rest: [UInt8] = []
    private var length: UInt64 = 0

    /// A hash of nothing yet.
    public init() {}

    /// The hash of bytes that are at hand as a whole.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalized()
    }

    /// The hash of bytes that are at hand as a whole.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// The hash of bytes that are at hand as a whole, in lower-case hexadecimal digits.
    public static func hexadecimal(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = hash(bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Takes in the next bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length += UInt64(bytes.count)
        var bytes = bytes[...]
        if !rest.isEmpty {
            let needed = bytes.prefix(SHA256.blockSize - rest.count)
            rest += needed
            bytes = bytes.dropFirst(needed.count)
            guard rest.count == SHA256.blockSize else { return }
            let block = rest
            block.withUnsafeBytes { take($0) }
            rest = []
        }
        while bytes.count >= SHA256.blockSize {
            take(UnsafeRawBufferPointer(rebasing: bytes.prefix(SHA256.blockSize)))
            bytes = bytes.dropFirst(SHA256.blockSize)
        }
        rest += bytes
    }

    /// The 32 bytes of the hash of everything that was taken in.
    public func finalized() -> [UInt8] {
        var last = self
        // A one bit, zeros to eight bytes before the end of a block, the length in bits.
        let used = (rest.count + 1 + 8) % SHA256.blockSize
        let zeros = used == 0 ? 0 : SHA256.blockSize - used
        var padding: [UInt8] = [0x80] + Array(repeating: 0, count: zeros)
        withUnsafeBytes(of: (length * 8).bigEndian) { padding += $0 }
        padding.withUnsafeBytes { last.update($0) }
        return last.state.flatMap { word in
            withUnsafeBytes(of: word.bigEndian) { Array($0) }
        }
    }

    private static let blockSize = 64

    private mutating func take(_ block: UnsafeRawBufferPointer) {
        for index in 0..<16 {
            schedule[index] = UInt32(
                bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        }
        for index in 16..<64 {
            let (early, late) = (schedule[index - 15], schedule[index - 2])
            let first = early.rotated(by: 7) ^ early.rotated(by: 18) ^ (early >> 3)
            let second = late.rotated(by: 17) ^ late.rotated(by: 19) ^ (late >> 10)
            schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let choice = (e & f) ^ (~e & g)
            let mixed = e.rotated(by: 6) ^ e.rotated(by: 11) ^ e.rotated(by: 25)
            let first = h &+ mixed &+ choice &+ roundConstants[index] &+ schedule[index]
            let majority = (a & b) ^ (a & c) ^ (b & c)
            let second = (a.rotated(by: 2) ^ a.rotated(by: 13) ^ a.rotated(by: 22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }
}

extension UInt32 {
    fileprivate func rotated(by count: UInt32) -> UInt32 {
        self >> count | self << (32 - count)
    }
}
