/// Reads a precompiled tree in one pass.
struct PrecompiledReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let file: String
    private var position = 0

    init(bytes: UnsafeRawBufferPointer, file: String) {
        self.bytes = bytes.bindMemory(to: UInt8.self)
        self.file = file
    }

    /// The root of the tree, if the bytes hold one and nothing else.
    mutating func document() throws(TextFault) -> TextNode {
        for byte in TextDocument.precompiledMark.utf8 where try next() != byte { throw damage }
        let root = try node(depth: 1)
        guard position == bytes.count else { throw damage }
        return root
    }

    private mutating func node(depth: Int) throws(TextFault) -> TextNode {
        switch try next() {
        case UInt8(ascii: "s"):
            let line = try number(endedBy: UInt8(ascii: " "))
            return .scalar(try text(), line: line)
        case UInt8(ascii: "l"):
            let (line, count) = try opening(depth: depth)
            var items: [TextNode] = []
            items.reserveCapacity(count)
            for _ in 0..<count { items.append(try node(depth: depth + 1)) }
            return .list(items, line: line)
        case UInt8(ascii: "m"):
            let (line, count) = try opening(depth: depth)
            var entries: [TextNode.Entry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let line = try number(endedBy: UInt8(ascii: " "))
                let key = try text()
                let value = try node(depth: depth + 1)
                entries.append(TextNode.Entry(key: key, line: line, value: value))
            }
            return .mapping(entries, line: line)
        default: throw damage
        }
    }

    /// Line and count of a list or mapping.
    private mutating func opening(depth: Int) throws(TextFault) -> (line: Int, count: Int) {
        guard depth <= TextDocument.deepest else { throw damage }
        let line = try number(endedBy: UInt8(ascii: " "))
        let count = try number(endedBy: UInt8(ascii: ":"))
        // Every item takes at least four bytes, so a damaged count can't ask for much memory.
        guard count <= (bytes.count - position) / 4 else { throw damage }
        return (line, count)
    }

    private mutating func text() throws(TextFault) -> String {
        let count = try number(endedBy: UInt8(ascii: ":"))
        guard count <= bytes.count - position else { throw damage }
        let part = UnsafeBufferPointer(rebasing: bytes[position..<position + count])
        // Several times faster than the validating initialiser. Bytes that are no UTF-8 would be
        // repaired, which a look at the result shows; ASCII needs no look.
        let text = String(decoding: part, as: UTF8.self)
        guard PrecompiledReader.isASCII(part) || text.utf8.elementsEqual(part) else {
            throw damage
        }
        position += count
        return text
    }

    /// Whether no byte is beyond ASCII, eight at a time.
    private static func isASCII(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(part)
        var place = 0
        var bits: UInt64 = 0
        while place + 8 <= bytes.count {
            bits |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            place += 8
        }
        for byte in bytes[place...] { bits |= UInt64(byte) }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    private mutating func number(endedBy end: UInt8) throws(TextFault) -> Int {
        let start = position
        // Nine digits at most; a longer number measures nothing that fits in a file.
        let last = min(bytes.count, start + 9)
        var value = 0
        while position < last {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            value = value &* 10 &+ Int(digit)
            position += 1
        }
        guard position > start, try next() == end else { throw damage }
        return value
    }

    private mutating func next() throws(TextFault) -> UInt8 {
        guard position < bytes.count else { throw damage }
        defer { position += 1 }
        return bytes[position]
    }

    private var damage: TextFault {
        TextFault(
            file: file, line: 1, message: "the precompiled tree is damaged at byte \(position)")
    }
}
