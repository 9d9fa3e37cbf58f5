/// A text with its letters made comparable, beside the letters as they were written.
struct ChartText {
    /// Lower case, without accents; one entry for each of `original`.
    let folded: [Character]
    /// As written.
    let original: [Character]

    init(_ text: String) {
        var folded: [Character] = []
        var original: [Character] = []
        for character in text {
            for letter in Self.folded(character) {
                folded.append(letter)
                original.append(character)
            }
        }
        self.folded = folded
        self.original = original
    }

    /// The words of a range as they were written.
    func words(_ range: Range<Int>) -> String {
        var text = ""
        var index = range.lowerBound
        while index < range.upperBound {
            text.append(original[index])
            // A letter that became two, such as ß, is one letter still.
            let count = Self.folded(original[index]).count
            index += count
        }
        return text
    }

    /// A name or word as the lists are searched for it: single spaces for spaces and hyphens, no points
    /// but those in numbers.
    static func key(_ letters: some Collection<Character>) -> String {
        var key: [Character] = []
        let letters = Array(letters)
        for (index, letter) in letters.enumerated() {
            switch letter {
            case " ", "\t", "-", "‐", "–":
                if key.last != " ", !key.isEmpty { key.append(" ") }
            case ".":
                let isInNumber =
                    index > 0 && index + 1 < letters.count && letters[index - 1].isDigit
                    && letters[index + 1].isDigit
                if isInNumber {
                    key.append(letter)
                } else if index > 0, index + 1 < letters.count, letters[index + 1].isDigit,
                    key.last != " "
                {
                    key.append(" ")
                }
            default: key.append(letter)
            }
        }
        if key.last == " " { key.removeLast() }
        return String(key)
    }

    /// The key of a text as it is written in a list.
    static func key(ofWritten text: String) -> String { key(ChartText(text).folded) }

    private static func folded(_ character: Character) -> [Character] {
        if character.isASCII { return Array(character.lowercased()) }
        switch character {
        case "à", "á", "â", "ä", "ã", "å", "À", "Á", "Â", "Ä", "Ã", "Å": return ["a"]
        case "è", "é", "ê", "ë", "È", "É", "Ê", "Ë": return ["e"]
        case "ì", "í", "î", "ï", "Ì", "Í", "Î", "Ï": return ["i"]
        case "ò", "ó", "ô", "ö", "õ", "ø", "Ò", "Ó", "Ô", "Ö", "Õ", "Ø": return ["o"]
        case "ù", "ú", "û", "ü", "Ù", "Ú", "Û", "Ü": return ["u"]
        case "ç", "Ç": return ["c"]
        case "ñ", "Ñ": return ["n"]
        case "ß": return ["s", "s"]
        case "œ", "Œ": return ["o", "e"]
        case "æ", "Æ": return ["a", "e"]
        case "µ", "μ": return ["u"]
        case "γ": return ["g", "a", "m", "m", "a"]
        case "’", "‘", "´", "`": return ["'"]
        case "×": return ["x"]
        case "–", "—", "‐", "‑", "−": return ["-"]
        case "\u{A0}", "\u{202F}", "\u{2009}": return [" "]
        case "\r\n", "\r": return ["\n"]
        default: return [character]
        }
    }
}

extension Character {
    var isDigit: Bool { isASCII && isNumber }
    var isSpace: Bool { self == " " || self == "\t" }
}
