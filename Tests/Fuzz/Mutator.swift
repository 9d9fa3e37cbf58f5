import TestSupport

/// Changes inputs at random: bytes, numbers, words of the formats, pieces of other inputs.
struct Mutator {
    /// Inputs stay below this; larger ones are refused by size before they are decoded.
    static let longest = 16_384

    /// What decoders take for more than text: brackets, signs, edges of numbers, odd characters.
    private static let words: [[UInt8]] = [
        "\"", "{", "}", "[", "]", "[[[[[[[[[[[[[[[[", ",", ":", ";", "\n", "\r\n", "\t", "\\",
        "\\u0000",
        "\\ud800", "-", "0", "-0", "1e999", "1e-999", "0.1", "00", "9223372036854775808",
        "340282366920938463463374607431768211456", "0.00000000000000000000000000000000000001",
        "1/0",
        "NaN", "null", "true", "=1+1", "&a", "*a", "!!int 1", "<<: ", "%YAML 1.1", "---", "#",
        "\u{FEFF}", "\u{202E}", "\u{200B}", "\u{0}", "é", "µg", "mcg/h", "mg/24h", " mg", "g",
        "prn x3", "q4h", "every 0 h", "x0", "patch", "10/500", "methadone", "2026-02-29T25:61:61Z",
        "9999-12-31T23:59:59+14:00", "1970-01-01T00:00:00Z", "resourceType", "schema", "<script>",
    ].map { Array($0.utf8) }

    private let corpus: [[UInt8]]
    private var generator: SeededGenerator

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus
        generator = SeededGenerator(seed: seed)
    }

    /// The next input, a few changes away from one of the corpus.
    mutating func next() -> [UInt8] {
        var bytes = any(corpus)
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes) }
        return Array(bytes.prefix(Mutator.longest))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let piece = place..<min(bytes.count, place + Int.random(in: 0...24, using: &generator))
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: bytes.removeSubrange(piece)
        case 1: bytes.insert(contentsOf: any(Mutator.words), at: place)
        case 2: bytes.replaceSubrange(piece, with: any(Mutator.words))
        case 3: bytes.insert(contentsOf: Array(bytes[piece]), at: place)
        case 4: bytes.replaceSubrange(piece, with: slice(of: any(corpus)))
        case 5: bytes.removeSubrange(place...)
        default:
            guard place < bytes.count else { return }
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
    }

    private mutating func slice(of other: [UInt8]) -> ArraySlice<UInt8> {
        let start = Int.random(in: 0...other.count, using: &generator)
        return other[start..<min(other.count, start + Int.random(in: 0...200, using: &generator))]
    }

    private mutating func any(_ choices: [[UInt8]]) -> [UInt8] {
        choices.randomElement(using: &generator) ?? []
    }
}
