extension JSONReader {
    /// The position of the next byte.
    @inline(__always)
    var here: JSONPosition { JSONPosition(line: line, column: offset - columnOrigin + 1) }

    /// Moves past spaces, tabs and line ends, counting lines.
    @inline(__always)
    mutating func skipWhiteSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
            case UInt8(ascii: "\n"):
                offset += 1
                line += 1
                columnOrigin = offset
            default: return
            }
        }
    }

    /// Moves past a byte if it is the next one.
    @inline(__always)
    mutating func consume(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    /// A fault at the next byte.
    func error(_ fault: JSONError.Fault) -> JSONError {
        JSONError(fault, at: here)
    }

    /// The fault that the next byte, or the end of the text, is not what is accepted.
    func unexpected(_ expectation: JSONExpectation) -> JSONError {
        guard offset < bytes.count else { return error(.endOfText(expectation)) }
        return error(
            onlyNULBytesFollow
                ? .trailingNULBytes : .unexpected(found: found, expectation))
    }

    /// Whether a NUL byte is next and nothing but NUL bytes follows it.
    var onlyNULBytesFollow: Bool {
        offset < bytes.count && bytes[offset...].allSatisfy { $0 == 0 }
    }

    /// The next character, ready to be shown.
    var found: String {
        let byte = bytes[offset]
        if byte < 0x20 || byte == 0x7F { return QuotedText.code(UInt32(byte)) }
        if byte < 0x80 { return QuotedText.quoted(String(UnicodeScalar(byte))) }
        var decoder = UTF8()
        var rest = bytes[offset...].makeIterator()
        switch decoder.decode(&rest) {
        case .scalarValue(let scalar): return QuotedText.quoted(String(scalar))
        case .emptyInput, .error: return "the byte 0x" + String(byte, radix: 16)
        }
    }
}
