extension JSONReader {
    /// The string whose opening quote is the next byte.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        let start = offset
        try skipPlainCharacters()
        if bytes[offset] == UInt8(ascii: "\"") {
            defer { offset += 1 }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }
        return try escapedString(from: start)
    }

    /// The rest of a string in which the next byte is the first backslash.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(bytes[start..<offset])
        while bytes[offset] != UInt8(ascii: "\"") {
            try appendEscape(to: &text)
            let plain = offset
            try skipPlainCharacters()
            text += bytes[plain..<offset]
        }
        offset += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Moves to the next quote or backslash; afterwards `offset` is within the text.
    private mutating func skipPlainCharacters() throws(JSONError) {
        let count = bytes.count
        while offset < count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte >= 0x80 {
                try skipMultibyteCharacter()
            } else if byte >= 0x20 {
                offset += 1
            } else {
                throw error(onlyNULBytesFollow ? .trailingNULBytes : .controlCharacter(byte))
            }
        }
        throw error(.endOfText(.closingQuote))
    }

    /// Moves past a character of two to four bytes (Unicode 3.9, table 3-7).
    private mutating func skipMultibyteCharacter() throws(JSONError) {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[offset] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        default: throw error(.invalidUTF8)
        }
        for index in 1..<length {
            guard offset + index < bytes.count else { throw error(.endOfText(.utf8Continuation)) }
            let byte = bytes[offset + index]
            guard (index == 1 ? second : 0x80...0xBF).contains(byte) else {
                let onlyNULs = bytes[(offset + index)...].allSatisfy { $0 == 0 }
                throw error(onlyNULs ? .trailingNULBytes : .invalidUTF8)
            }
        }
        offset += length
        columnOrigin += length - 1
    }

    /// Appends the character that the escape at the next byte, a backslash, stands for.
    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        let escape = self
        offset += 1
        guard offset < bytes.count else { throw error(.endOfText(.escape)) }
        switch bytes[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[offset])
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            offset += 1
            text += Array(String(try escapedScalar(escape)).utf8)
            return
        default: throw unexpected(.escape)
        }
        offset += 1
    }

    /// The character of one `\uXXXX` or of a pair of them; `escape` is the reader at the backslash.
    private mutating func escapedScalar(_ escape: JSONReader) throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first) else { throw escape.error(.loneSurrogate) }
        // Where the text ends before the second half can be seen, it is cut off, not wrong.
        for byte in [UInt8(ascii: "\\"), UInt8(ascii: "u")] where !consume(byte) {
            guard offset < bytes.count else { throw error(.endOfText(.closingQuote)) }
            throw onlyNULBytesFollow
                ? error(.trailingNULBytes) : escape.error(.loneSurrogate)
        }
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw escape.error(.loneSurrogate) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard offset < bytes.count, let digit = JSONReader.hexDigit(bytes[offset]) else {
                throw unexpected(.hexDigit)
            }
            value = value << 4 | digit
            offset += 1
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
