/// Values by the fields that name them, without a string or an array for each question.
///
/// The hash differs from run to run, so that no input can be made to slow it down; what is found
/// doesn't depend on it.
final class FieldCache<Value> {
    private struct Entry {
        let hash: UInt64
        let words: UnsafeMutablePointer<UInt64>
        let count: Int
        let value: UnsafeMutablePointer<Value>
    }

    /// The most values that are kept; then all are forgotten and it begins anew.
    let most: Int
    private let seed = UInt64.random(in: 0...UInt64.max)
    private let memory: UnsafeMutablePointer<UInt64>
    private var slots: UnsafeMutablePointer<Entry?>
    private var mask: Int
    private var count = 0

    init(most: Int) {
        self.most = most
        memory = .allocate(capacity: FieldKey.mostWords)
        // At most half of the slots are taken, so that each search comes to an end.
        var size = 64
        while size < 2 * most { size *= 2 }
        slots = .allocate(capacity: size)
        slots.initialize(repeating: nil, count: size)
        mask = size - 1
    }

    deinit {
        removeAll()
        slots.deallocate()
        memory.deallocate()
    }

    /// A key to ask with; good until the next one is made.
    @inline(__always)
    func key() -> FieldKey { FieldKey(in: memory, seed: seed) }

    /// The value of a key; it stays where it is until the next one is added.
    @inline(__always)
    func find(_ key: FieldKey) -> UnsafePointer<Value>? {
        var slot = Int(truncatingIfNeeded: key.hash) & mask
        while let entry = slots[slot] {
            if entry.hash == key.hash, entry.count == key.count {
                var (place, difference) = (0, 0 as UInt64)
                while place < entry.count {
                    difference |= entry.words[place] ^ key.start[place]
                    place &+= 1
                }
                if difference == 0 { return UnsafePointer(entry.value) }
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Keeps a value for a key that was not found.
    func add(_ value: Value, for key: FieldKey) -> UnsafePointer<Value> {
        if count >= most { removeAll() }
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: key.count)
        words.initialize(from: key.start, count: key.count)
        let kept = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        kept.initialize(to: value)
        var slot = Int(truncatingIfNeeded: key.hash) & mask
        while slots[slot] != nil { slot = (slot + 1) & mask }
        slots[slot] = Entry(hash: key.hash, words: words, count: key.count, value: kept)
        count += 1
        return UnsafePointer(kept)
    }

    private func removeAll() {
        for slot in 0...mask {
            guard let entry = slots[slot] else { continue }
            entry.words.deallocate()
            entry.value.deinitialize(count: 1)
            entry.value.deallocate()
            slots[slot] = nil
        }
        count = 0
    }
}
