/// Foreign text made fit to be shown in a sentence: quoted, escaped, shortened.
public enum QuotedText {
    /// The characters that are shown of a longer text.
    public static let longest = 40

    /// The text in double quotes; what could move a cursor, reorder or hide text is written `\u{..}`.
    public static func quoted(_ text: some StringProtocol) -> String {
        var result = "\""
        var shown = 0
        for scalar in text.unicodeScalars {
            guard shown < longest else {
                result += "\"…"
                return result
            }
            shown += 1
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where isTreacherous(scalar) || isForeignBlank(scalar):
                result += "\\u{\(hexadecimal(scalar.value))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A sentence that quotes foreign text in full: what could move a cursor, reorder or hide text is
    /// written `\u{..}`, all else stays.
    public static func harmless(_ sentence: String) -> String {
        guard sentence.unicodeScalars.contains(where: isTreacherous) else { return sentence }
        var result = ""
        for scalar in sentence.unicodeScalars {
            if isTreacherous(scalar) {
                result += "\\u{\(hexadecimal(scalar.value))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a character does something other than being seen: controls, line and paragraph
    /// separators, bidirectional controls, zero-width characters.
    public static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: true
        case 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Whether a character looks like a space and is none, which a sentence must tell.
    private static func isForeignBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// A treacherous character as something that is seen, such as `⟨U+202E⟩`.
    public static func visible(_ scalar: Unicode.Scalar) -> String { "⟨\(code(scalar.value))⟩" }

    /// A code point such as `U+001B`.
    static func code(_ value: UInt32) -> String {
        let digits = hexadecimal(value).uppercased()
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        String(value, radix: 16)
    }
}
