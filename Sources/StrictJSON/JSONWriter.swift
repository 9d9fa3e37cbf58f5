/// Writes JSON values in their own order; equal values give equal bytes.
struct JSONWriter: ~Copyable {
    private var buffer = ByteBuffer()
    private let style: JSONStyle
    private var level = 0

    init(style: JSONStyle) {
        self.style = style
    }

    var bytes: [UInt8] { buffer.bytes }

    mutating func write(_ value: JSONValue) {
        switch value.content {
        case .null: buffer.append("null")
        case .bool(let value): buffer.append(value ? "true" : "false")
        case .number(let number): append(number.text)
        case .string(let text): write(text)
        case .array(let values):
            guard !values.isEmpty else { return buffer.append("[]") }
            begin("[")
            for (index, value) in values.enumerated() {
                beginLine(isFirst: index == 0)
                write(value)
            }
            end("]")
        case .object(let object):
            guard !object.members.isEmpty else { return buffer.append("{}") }
            begin("{")
            for (index, member) in object.members.enumerated() {
                beginLine(isFirst: index == 0)
                write(member.key)
                buffer.append(style == .pretty ? ": " : ":")
                write(member.value)
            }
            end("}")
        }
    }

    private mutating func begin(_ bracket: StaticString) {
        buffer.append(bracket)
        level += 1
    }

    private mutating func end(_ bracket: StaticString) {
        level -= 1
        breakLine()
        buffer.append(bracket)
    }

    private mutating func beginLine(isFirst: Bool) {
        if !isFirst { buffer.append(",") }
        breakLine()
    }

    private mutating func breakLine() {
        guard style == .pretty else { return }
        buffer.append(UInt8(ascii: "\n"))
        buffer.append(UInt8(ascii: " "), count: 2 * level)
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { buffer.append($0) }
    }

    private mutating func write(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { writeBody($0) }
        buffer.append(UInt8(ascii: "\""))
    }

    /// Copies what needs no escape in runs as long as they are.
    private mutating func writeBody(_ text: UnsafeBufferPointer<UInt8>) {
        var (start, place) = (0, 0)
        while true {
            place = JSONWriter.endOfPlain(text, from: place)
            guard place < text.count else { break }
            let (scalar, width) = JSONWriter.scalar(at: place, in: text)
            if JSONWriter.isEscaped(scalar) {
                buffer.append(UnsafeBufferPointer(rebasing: text[start..<place]))
                writeEscaped(scalar)
                start = place + width
            }
            place += width
        }
        buffer.append(UnsafeBufferPointer(rebasing: text[start...]))
    }

    /// The first place from another on with a byte that may need an escape; eight at a time.
    private static func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let bytes = UnsafeRawBufferPointer(text)
        var place = start
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            guard isPlain(word) else { break }
            place += 8
        }
        while place < bytes.count, isPlain(bytes[place]) { place += 1 }
        return place
    }

    /// Whether each byte of a word is plain.
    @inline(__always)
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // No high bit is left where no byte of an ASCII difference is zero.
        func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let controls = word &- ones &* 0x20
        let delete = word &+ ones
        let marks =
            hasZero(word ^ ones &* UInt64(UInt8(ascii: "\"")))
            | hasZero(word ^ ones &* UInt64(UInt8(ascii: "\\")))
        return (word | controls | delete | marks) & (ones &* 0x80) == 0
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The character that begins at a place, and its bytes; a string's UTF-8 is valid.
    private static func scalar(
        at place: Int, in text: UnsafeBufferPointer<UInt8>
    ) -> (Unicode.Scalar, width: Int) {
        let width = max(1, (~text[place]).leadingZeroBitCount)
        var value = UInt32(text[place]) & (width == 1 ? 0x7F : 0x7F >> UInt32(width))
        for offset in 1..<width {
            value = value << 6 | UInt32(text[place + offset]) & 0x3F
        }
        guard let scalar = Unicode.Scalar(value) else {
            preconditionFailure("a string holds no invalid UTF-8")
        }
        return (scalar, width)
    }

    /// Besides what JSON itself escapes, what hides or reorders text: a reader of the file must see what
    /// is there.
    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "\\" || QuotedText.isTreacherous(scalar)
    }

    private mutating func writeEscaped(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": buffer.append("\\\"")
        case "\\": buffer.append("\\\\")
        case "\n": buffer.append("\\n")
        case "\r": buffer.append("\\r")
        case "\t": buffer.append("\\t")
        default:
            for unit in UTF16.encode(scalar) ?? .init() {
                let digits = String(unit, radix: 16)
                buffer.append("\\u")
                buffer.append(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
                append(digits)
            }
        }
    }
}
