import Quantities

/// How the tables write numbers, words and identifiers.
enum PlainText {
    /// A plain decimal number; nil for any other text.
    static func number(_ text: String) -> Rational? {
        // What a number looks like is said by the caller, which is all the error would add.
        try? Rational(decimal: text)
    }

    /// A whole number in a range; nil for any other text.
    static func whole(_ text: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = number(text), number.isWhole, let value = Int(exactly: number.numerator)
        else { return nil }
        return range.contains(value) ? value : nil
    }

    /// What a message says about whole numbers in a range.
    static func expectedWhole(_ range: ClosedRange<Int>) -> String {
        "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    /// What a message says about the words of a closed set.
    static func expected<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) -> String {
        "known are: " + type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// Whether a text is made of lower-case letters and digits, in parts joined by hyphens.
    static func isIdentifier(_ text: String) -> Bool {
        var isAfterHyphen = true
        for byte in text.utf8 {
            let isHyphen = byte == UInt8(ascii: "-")
            guard isHyphen ? !isAfterHyphen : isLowerCaseOrDigit(byte) else { return false }
            isAfterHyphen = isHyphen
        }
        return !isAfterHyphen
    }

    /// The parts of a text between separators of one byte, empty ones included.
    static func parts(of text: String, separatedBy separator: UInt8) -> [String] {
        // Byte by byte, since this runs at each start of the program.
        var parts: [String] = []
        var rest = text.utf8[...]
        while let index = rest.firstIndex(of: separator) {
            parts.append(String(Substring(rest[..<index])))
            rest = rest[rest.index(after: index)...]
        }
        parts.append(String(Substring(rest)))
        return parts
    }

    /// Whether a text is made of digits only.
    static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(isDigit)
    }

    /// Whether a text is a day of the calendar such as 2024-09-30.
    static func isDay(_ text: String) -> Bool {
        let parts = parts(of: text, separatedBy: UInt8(ascii: "-"))
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy(isDigits),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return CivilDate(year: year, month: month, day: day) != nil
    }

    private static func isLowerCaseOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || isDigit(byte)
    }

    /// Whether a byte is one of 0 to 9.
    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
