import PainDosing
import Quantities

/// One piece of a chart, with the letters that it was read from.
struct ChartPiece: Sendable {
    enum Kind: Sendable {
        case number(Rational)
        /// 5-10
        case range(Rational, Rational)
        /// 1-0-1
        case scheme([Rational])
        /// 30/500
        case pair(Rational, Rational)
        /// 1,000: one or a thousand
        case doubtfulNumber
        case name(ChartName)
        case otherDrug(String)
        case otherOpioid
        case word([ChartMeaning])
        case mark(Character)
        case unknown
    }
    let kind: Kind
    let range: Range<Int>

    func has(_ meaning: ChartMeaning) -> Bool {
        if case .word(let meanings) = kind { return meanings.contains(meaning) }
        return false
    }

    func isMark(_ mark: Character) -> Bool {
        if case .mark(let found) = kind { return found == mark }
        return false
    }
}

/// Cuts a chart into numbers, known words, names and what is neither.
struct ChartLexer {
    private let letters: [Character]
    private let lexicon: ChartLexicon
    private var pieces: [ChartPiece] = []
    private var index = 0

    static func pieces(of text: ChartText, _ lexicon: ChartLexicon) -> [ChartPiece] {
        var lexer = ChartLexer(letters: text.folded, lexicon: lexicon)
        lexer.read()
        return lexer.pieces
    }

    private init(letters: [Character], lexicon: ChartLexicon) {
        self.letters = letters
        self.lexicon = lexicon
    }

    private mutating func read() {
        while index < letters.count {
            let letter = letters[index]
            if letter.isSpace {
                index += 1
            } else if readEntry() {
                continue
            } else if letter.isDigit || letter == "½" || letter == "¼" || isPointedNumber {
                readNumber()
            } else if letter == "-" || letter == "+", isDigit(index + 1),
                index == 0 || letters[index - 1].isSpace
            {
                // A sign before a number is none of a dose, unless it joins what stands apart.
                add(letter == "+" ? .mark("+") : .unknown, to: index + 1)
            } else if letter == "x", !isLetter(index - 1), !isLetter(index + 1) {
                add(.mark("x"), to: index + 1)
            } else if letter == "q", !isLetter(index - 1), isDigit(index + 1) {
                add(.word([.every]), to: index + 1)
            } else if letter.isLetter {
                var end = index + 1
                while end < letters.count, letters[end].isLetter || letters[end] == "'" { end += 1 }
                add(.unknown, to: end)
            } else {
                add(.mark(letter), to: index + 1)
            }
        }
    }

    private mutating func add(_ kind: ChartPiece.Kind, to end: Int) {
        pieces.append(ChartPiece(kind: kind, range: index..<end))
        index = end
    }

    private func isLetter(_ place: Int) -> Bool {
        letters.indices.contains(place) && letters[place].isLetter
    }

    private func isDigit(_ place: Int) -> Bool {
        letters.indices.contains(place) && letters[place].isDigit
    }

    private var isPointedNumber: Bool { letters[index] == "." && isDigit(index + 1) }

    // MARK: Words

    /// The longest known words that begin here.
    private mutating func readEntry() -> Bool {
        let first = letters[index]
        guard first.isLetter || first.isDigit || first == "#" || first == "%" else { return false }
        if first.isLetter, isLetter(index - 1) { return false }
        if first.isDigit, isDigit(index - 1) { return false }
        var end = min(letters.count, index + lexicon.longest)
        while end > index {
            defer { end -= 1 }
            guard isBoundary(end), letters[end - 1] != " ", letters[end - 1] != "-" else {
                continue
            }
            let key = ChartText.key(letters[index..<end])
            guard let entry = lexicon(key), isWhole(key, end) else { continue }
            add(entry, to: end)
            return true
        }
        return false
    }

    private mutating func add(_ entry: ChartEntry, to end: Int) {
        if let name = entry.name {
            add(.name(name), to: end)
        } else if let drug = entry.otherDrug {
            add(.otherDrug(drug), to: end)
        } else if entry.isOtherOpioid {
            add(.otherOpioid, to: end)
        } else {
            add(.word(entry.meanings), to: end)
        }
    }

    private func isBoundary(_ end: Int) -> Bool {
        guard end < letters.count else { return true }
        let (last, next) = (letters[end - 1], letters[end])
        if last.isLetter { return !next.isLetter && next != "'" }
        if last.isDigit { return !next.isDigit }
        return true
    }

    /// Whether a name that ends in a number is not the beginning of a dose: "Ordine 10 mg".
    private func isWhole(_ key: String, _ end: Int) -> Bool {
        guard let last = key.last, last.isDigit, let first = key.first else { return true }
        var next = end
        while next < letters.count, letters[next].isSpace { next += 1 }
        guard next < letters.count else { return !first.isDigit }
        if letters[next] == "." || letters[next] == "," { return !isDigit(next + 1) }
        if letters[next] == "/" || letters[next] == "-" { return false }
        var wordEnd = next
        while wordEnd < letters.count, letters[wordEnd].isLetter { wordEnd += 1 }
        guard let word = lexicon(ChartText.key(letters[next..<wordEnd])) else {
            return letters[next] != "%"
        }
        let units: Set<ChartMeaning> = [
            .milligram, .microgram, .gram, .millilitre, .hour, .percent,
        ]
        return units.isDisjoint(with: word.meanings)
    }

    // MARK: Numbers

    private mutating func readNumber() {
        let start = index
        guard let first = number() else {
            index = start
            var end = start + 1
            while end < letters.count, letters[end].isDigit || ".,".contains(letters[end]) {
                end += 1
            }
            return add(.doubtfulNumber, to: end)
        }
        var values = [first]
        let separator = nextSeparator()
        while let separator, let next = number(after: separator) { values.append(next) }
        let end = index
        index = start
        switch (separator, values.count) {
        case ("-", 2): add(.range(values[0], values[1]), to: end)
        case ("-", 3...): add(.scheme(values), to: end)
        case ("/", 2):
            if let halves = half(values) {
                // "½-0-½" may be written with strokes.
                index = end
                var scheme = [halves]
                while let next = number(after: "-") { scheme.append(next) }
                let last = index
                index = start
                if scheme.count > 2 { return add(.scheme(scheme), to: last) }
                if isCounted(end) { return add(.number(halves), to: end) }
            }
            add(.pair(values[0], values[1]), to: end)
        case ("/", 3...): add(.doubtfulNumber, to: end)
        default: add(.number(first), to: end)
        }
    }

    private func half(_ values: [Rational]) -> Rational? {
        values == [Rational(1), Rational(2)] ? try? Rational(1, over: 2) : nil
    }

    /// Whether a word for a tablet or its like stands here.
    private func isCounted(_ place: Int) -> Bool {
        var next = place
        while next < letters.count, letters[next].isSpace { next += 1 }
        var end = next
        while end < letters.count, letters[end].isLetter { end += 1 }
        guard end > next, let entry = lexicon(ChartText.key(letters[next..<end])) else {
            return false
        }
        return !Set(entry.meanings).isDisjoint(with: ChartMeaning.counted)
    }

    /// The stroke or hyphen that joins this number to another.
    private func nextSeparator() -> Character? {
        guard index < letters.count else { return nil }
        if letters[index] == "/", isNumberStart(index + 1) { return "/" }
        if letters[index] == "-", isNumberStart(index + 1) { return "-" }
        var next = index
        while next < letters.count, letters[next].isSpace { next += 1 }
        guard next > index, next + 1 < letters.count, letters[next] == "-" else { return nil }
        var after = next + 1
        while after < letters.count, letters[after].isSpace { after += 1 }
        return after > next + 1 && isNumberStart(after) ? "-" : nil
    }

    private func isNumberStart(_ place: Int) -> Bool {
        guard letters.indices.contains(place) else { return false }
        return letters[place].isDigit || letters[place] == "½"
            || (letters[place] == "." && isDigit(place + 1))
    }

    private mutating func number(after separator: Character) -> Rational? {
        let start = index
        while index < letters.count, letters[index].isSpace { index += 1 }
        guard index < letters.count, letters[index] == separator else {
            index = start
            return nil
        }
        index += 1
        while index < letters.count, letters[index].isSpace { index += 1 }
        guard isNumberStart(index), let value = number() else {
            index = start
            return nil
        }
        return value
    }

    /// One number; nil where its comma or point may part thousands.
    private mutating func number() -> Rational? {
        if letters[index] == "½" || letters[index] == "¼" {
            let parts: Int128 = letters[index] == "½" ? 2 : 4
            index += 1
            return try? Rational(1, over: parts)
        }
        var text = ""
        while isDigit(index) {
            text.append(letters[index])
            index += 1
        }
        guard index < letters.count, letters[index] == "." || letters[index] == ",",
            isDigit(index + 1)
        else { return try? Rational(decimal: text) }
        let mark = letters[index]
        var decimals = ""
        var place = index + 1
        while isDigit(place) {
            decimals.append(letters[place])
            place += 1
        }
        // Two marks, or three decimals behind a mark that may part thousands.
        let isDoubtful =
            decimals.count == 3 && !text.allSatisfy { $0 == "0" }
            && (mark == "," || lexicon.writesDecimalComma)
        let goesOn =
            place + 1 < letters.count && (letters[place] == "." || letters[place] == ",")
            && isDigit(place + 1)
        if isDoubtful || goesOn { return nil }
        index = place
        return try? Rational(decimal: (text.isEmpty ? "0" : text) + "." + decimals)
    }
}

extension ChartMeaning {
    /// What a number before it counts.
    static let counted: Set<ChartMeaning> = [
        .tablet, .capsule, .sachet, .ampoule, .suppository, .drop, .piece, .patch,
        .sublingualTablet,
        .buccalTablet, .film, .lozenge, .spray, .nasalSpray,
    ]
}
