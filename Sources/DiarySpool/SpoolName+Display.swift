extension SpoolName: CustomStringConvertible {
    /// The name made safe to print: printable characters as they are, all else escaped.
    ///
    /// Control, format (bidirectional and zero-width), separator, private and unassigned
    /// characters become `\u{..}`, bytes that are no UTF-8 become `\xNN`, and a backslash is
    /// doubled, so that different names never print alike.
    public var display: String {
        var text = ""
        var source = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var consumed = 0
        while true {
            switch parser.parseScalar(from: &source) {
            case .valid(let encoded):
                consumed += encoded.count
                text += Self.printable(Unicode.UTF8.decode(encoded))
            case .error(let length):
                for byte in bytes[consumed..<min(consumed + length, bytes.count)] {
                    text += "\\x" + Self.hexadecimal(byte)
                }
                consumed += length
            case .emptyInput:
                return text
            }
        }
    }

    /// The same as ``display``.
    public var description: String { display }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }

    private static func printable(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\\" { return "\\\\" }
        if scalar == " " { return " " }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned,
            .lineSeparator, .paragraphSeparator, .spaceSeparator:
            return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default:
            return String(scalar)
        }
    }
}
