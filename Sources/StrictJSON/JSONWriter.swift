/// Writes JSON values in their own order; equal values give equal bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let style: JSONStyle
    private var level = 0

    init(style: JSONStyle) {
        self.style = style
    }

    mutating func write(_ value: JSONValue) {
        switch value.content {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let number): append(number.text)
        case .string(let text): write(text)
        case .array(let values):
            write(values, between: "[", "]") { writer, value in writer.write(value) }
        case .object(let object):
            write(object.members, between: "{", "}") { writer, member in
                writer.write(member.key)
                writer.append(writer.style == .pretty ? ": " : ":")
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Element>(
        _ elements: [Element], between opening: StaticString, _ closing: StaticString,
        each: (inout JSONWriter, Element) -> Void
    ) {
        append(opening)
        guard !elements.isEmpty else { return append(closing) }
        level += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            beginLine()
            each(&self, element)
        }
        level -= 1
        beginLine()
        append(closing)
    }

    private mutating func beginLine() {
        guard style == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Every text of an answer comes by here: its bytes are looked at where they lie.
        if text.utf8.withContiguousStorageIfAvailable({ $0.allSatisfy(JSONWriter.isPlain) }) == true
        {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { write(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\n": append("\\n")
        case "\r": append("\\r")
        case "\t": append("\\t")
        // A reader of the file must see what is there: what hides or reorders text is escaped.
        case _ where QuotedText.isTreacherous(scalar):
            for unit in UTF16.encode(scalar) ?? .init() { writeEscape(unit) }
        default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
    }

    private mutating func writeEscape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        append("\\u")
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        append(digits)
    }
}
