import Quantities

/// One word of a regimen item.
enum RegimenToken: Hashable, Sendable {
    /// A number as it was written.
    case number(String)
    /// The strength of a combined product as it was written, such as `30/500`.
    case pair(String, String)
    /// A word in lower case, with its original spelling.
    case word(String, original: String)

    var original: String {
        switch self {
        case .number(let text): text
        case .pair(let first, let second): "\(first)/\(second)"
        case .word(_, let original): original
        }
    }

    /// The word in lower case; nil for numbers.
    var lowercased: String? {
        switch self {
        case .number, .pair: nil
        case .word(let word, _): word
        }
    }
}

/// Splits an item into numbers and words: `30mg` is a number and a unit, `30/500` a pair.
struct RegimenTokens {
    /// The longest regimen that is read, in bytes.
    static let longestText = 2_000

    /// The items of a regimen text, apart at semicolons.
    ///
    /// - Throws: `RegimenError` for an empty or overlong text, an empty item and odd characters.
    static func items(in text: String) throws(RegimenError) -> [String] {
        guard text.utf8.count <= longestText else {
            throw RegimenError(
                message: "the regimen has \(text.utf8.count) bytes; at most \(longestText) are read"
            )
        }
        for scalar in text.unicodeScalars where !isAccepted(scalar) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            throw RegimenError(
                message: "the character U+\(padded) can't stand in a regimen; write plain letters, "
                    + "digits, points and \";\" between items")
        }
        let items = text.split(separator: ";", omittingEmptySubsequences: false)
            .map { trimmed(String($0)) }
        guard items != [""] else {
            throw RegimenError(message: "the regimen is empty; write such as \(example)")
        }
        // One closing semicolon is how many people end a list.
        let kept = items.last == "" ? Array(items.dropLast()) : items
        for (index, item) in kept.enumerated() where item.isEmpty {
            throw RegimenError(item: index + 1, message: "there is nothing before this \";\"")
        }
        return kept
    }

    /// The example that messages show.
    static let example = "\"morphine MR 30 mg bd; oxycodone IR 5 mg prn x3\""

    static func tokens(of item: String) throws(RegimenError) -> [RegimenToken] {
        var tokens: [RegimenToken] = []
        for part in item.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" }) {
            try append(String(part), to: &tokens)
        }
        return tokens
    }

    private static func append(
        _ part: String, to tokens: inout [RegimenToken]
    ) throws(RegimenError) {
        let isDigit = { (c: Character) in c.isASCII && c.isNumber }
        guard let first = part.first, isDigit(first) || first == "." || first == "-" || first == "+"
        else {
            tokens.append(.word(part.lowercased(), original: part))
            return
        }
        let isNumeric = { (c: Character) in isDigit(c) || ".,-+".contains(c) }
        let number = part.prefix(while: isNumeric)
        let rest = String(part.dropFirst(number.count))
        var text = String(number)
        var tail = rest
        // "4-hourly" is an interval and not a range.
        if text.hasSuffix("-"), !rest.isEmpty {
            text.removeLast()
            tail = "-" + rest
        }
        try check(number: text)
        if rest.first == "/", let next = rest.dropFirst().first, isDigit(next) {
            let second = String(rest.dropFirst().prefix(while: isNumeric))
            try check(number: second)
            tokens.append(.pair(text, second))
            tail = String(rest.dropFirst(1 + second.count))
        } else {
            tokens.append(.number(text))
        }
        if !tail.isEmpty { tokens.append(.word(tail.lowercased(), original: tail)) }
    }

    /// Refuses a number that hides a range, a decimal comma or a sign.
    private static func check(number text: String) throws(RegimenError) {
        if text.contains(",") {
            throw RegimenError(
                message: "\"\(text)\" has a comma; write a point for decimals and nothing between "
                    + "thousands (1.5, 1000)")
        }
        if text.dropFirst().contains("-"), text.first != "-" {
            throw RegimenError(
                message: "\"\(text)\" is a dose range, which can't be computed; give the one dose "
                    + "that is taken")
        }
        do throws(DecimalError) {
            _ = try Rational(decimal: text)
        } catch {
            throw RegimenError(message: "\"\(text)\" is not a dose: \(error)")
        }
    }

    private static func isAccepted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " "..."~", "\t", "\n", "µ", "μ", "×": true
        default: false
        }
    }

    private static func trimmed(_ text: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
        }
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }
}
