/// Some fields of a row as one key, written in words of eight bytes and hashed on the way.
///
/// No two lists of fields have the same words: a short field is one word with its length in the last
/// byte, a longer one begins with a word that holds its length.
struct FieldKey {
    let start: UnsafePointer<UInt64>
    private(set) var hash: UInt64
    private var end: UnsafeMutablePointer<UInt64>

    /// An empty key.
    ///
    /// - Parameters:
    ///   - memory: room for `mostWords`.
    ///   - seed: what the hash begins with.
    @inline(__always)
    init(in memory: UnsafeMutablePointer<UInt64>, seed: UInt64) {
        start = UnsafePointer(memory)
        end = memory
        hash = seed
    }

    /// The words of the longest key: all fields of the longest row, and the length of each.
    static let mostWords = RowLimits.longestRow / 8 + 2 * BatchColumn.allCases.count

    /// How many words the key has.
    @inline(__always)
    var count: Int { UnsafePointer(end) - start }

    @inline(__always)
    mutating func add(_ field: Field) {
        let count = field.count
        if count < 8 {
            let text = count == 0 ? 0 : ByteWord(at: field.start).first(count)
            add(text | UInt64(truncatingIfNeeded: count) &<< 56)
            return
        }
        add(UInt64(truncatingIfNeeded: count) | 0xFF &<< 56)
        var place = 0
        while place &+ 8 <= count {
            add(ByteWord(at: field.start + place).bits)
            place &+= 8
        }
        if place < count { add(ByteWord(at: field.start + place).first(count &- place)) }
    }

    @inline(__always)
    private mutating func add(_ word: UInt64) {
        end.pointee = word
        end += 1
        hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 32
    }
}
