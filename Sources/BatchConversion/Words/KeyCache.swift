import Glibc

/// Values by the bytes of their keys, without a string or an array for each question.
///
/// The hash differs from run to run, so that no input can be made to slow it down; what is found
/// doesn't depend on it.
struct KeyCache<Value> {
    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var keys: [[UInt8]] = []
    private var values: ContiguousArray<Value> = []
    private let seed = UInt64.random(in: 0...UInt64.max) | 1

    /// The most values that are kept; then all are forgotten and it begins anew.
    let most: Int

    init(most: Int) {
        self.most = most
        slots = KeyCache.empty(64)
    }

    private static func empty(_ count: Int) -> [Int32] { [Int32](repeating: -1, count: count) }

    /// How many values are kept.
    var count: Int { values.count }

    /// The hash of a key, read in words of 8 bytes.
    ///
    /// - Parameter key: bytes that may be read to the next multiple of 8, zero beyond their end.
    @inline(__always)
    func hash(_ key: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        var hash = seed &+ UInt64(truncatingIfNeeded: length)
        var place = 0
        while place < length {
            let word = UnsafeRawPointer(key + place).loadUnaligned(as: UInt64.self)
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            place &+= 8
        }
        return hash
    }

    /// The value of a key.
    @inline(__always)
    func find(_ key: UnsafePointer<UInt8>, _ length: Int, hash: UInt64) -> Value? {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while true {
            let index = Int(slots[slot])
            if index < 0 { return nil }
            if hashes[index] == hash, keys[index].count == length,
                keys[index].withUnsafeBytes({ $0.baseAddress.map { memcmp($0, key, length) } }) == 0
            {
                return values[index]
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// Keeps a value for a key that was not found.
    mutating func add(_ value: Value, _ key: UnsafePointer<UInt8>, _ length: Int, hash: UInt64) {
        if values.count >= most { self.removeAll() }
        hashes.append(hash)
        keys.append(Array(UnsafeBufferPointer(start: key, count: length)))
        values.append(value)
        if 2 * values.count > slots.count {
            slots = KeyCache.empty(2 * slots.count)
            for index in values.indices { place(index) }
        } else {
            place(values.count - 1)
        }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hashes[index]) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(index)
    }

    private mutating func removeAll() {
        hashes.removeAll()
        keys.removeAll()
        values.removeAll()
        slots = KeyCache.empty(64)
    }
}
