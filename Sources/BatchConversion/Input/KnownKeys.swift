/// The keys that objects had so far, with the column that each names, found by their bytes.
///
/// The objects of a file mostly have the same keys in the same order, so that the search begins behind
/// the key found last and one comparison is enough.
struct KnownKeys: ~Copyable {
    /// A key between its quotation marks.
    private struct Key {
        let words: UnsafeMutablePointer<UInt64>
        let length: Int
        let column: BatchColumn?

        /// Whether these bytes begin with the key; none is read behind the first that differs but those
        /// of the same word.
        @inline(__always)
        func begins(_ start: UnsafePointer<UInt8>) -> Bool {
            var place = 0
            while place &+ 8 <= length {
                guard ByteWord(at: start + place).bits == words[place / 8] else { return false }
                place &+= 8
            }
            return place == length
                || ByteWord(at: start + place).first(length &- place) == words[place / 8]
        }
    }

    /// A bit of a word for each.
    static let most = UInt64.bitWidth
    private static let longest = 64

    private let keys: UnsafeMutablePointer<Key>
    private var count = 0
    private var places: [String: Int] = [:]

    init() {
        keys = .allocate(capacity: KnownKeys.most)
    }

    deinit {
        for index in 0..<count { keys[index].words.deallocate() }
        keys.deallocate()
    }

    /// The number of the key with which some bytes begin; nil if none of them is known.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, after last: Int) -> Int? {
        var index = last
        for _ in 0..<count {
            index &+= 1
            if index >= count { index = 0 }
            if keys[index].begins(start) { return index }
        }
        return nil
    }

    /// How many bytes a key has with its quotation marks.
    @inline(__always)
    func length(_ index: Int) -> Int { keys[index].length }

    /// The column that a key names, if it names one.
    @inline(__always)
    func column(_ index: Int) -> BatchColumn? { keys[index].column }

    /// The number of a key by its text.
    func place(of key: String) -> Int? { places[key] }

    /// Keeps a key that is not known; one with more than plain characters is not kept.
    mutating func add(_ key: String, _ column: BatchColumn?) {
        let mark = UInt8(ascii: "\"")
        let isPlain = key.utf8.allSatisfy {
            $0 >= 0x20 && $0 < 0x7F && $0 != mark && $0 != UInt8(ascii: "\\")
        }
        let bytes = [mark] + Array(key.utf8) + [mark]
        guard isPlain, count < KnownKeys.most, bytes.count <= KnownKeys.longest else { return }
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: KnownKeys.longest / 8)
        words.initialize(repeating: 0, count: KnownKeys.longest / 8)
        for (place, byte) in bytes.enumerated() {
            words[place / 8] |= UInt64(byte) << UInt64(8 * (place % 8))
        }
        (keys + count).initialize(to: Key(words: words, length: bytes.count, column: column))
        places[key] = count
        count += 1
    }
}
