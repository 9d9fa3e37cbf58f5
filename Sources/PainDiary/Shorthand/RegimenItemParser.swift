import PainDosing
import Quantities

/// Reads the words of one item in any sensible order.
struct RegimenItemParser {
    private let tokens: [RegimenToken]
    let tables: TableSet
    private let names: NameIndex
    /// Whether the words are a target, for which no other drug is suggested.
    private let isTarget: Bool
    private var index = 0

    private(set) var name: NamedOpioid?
    private(set) var nameText = ""
    private(set) var hint = FormHint()
    private(set) var formWords: [String] = []
    private(set) var number: String?
    private(set) var pair: StrengthPair?
    /// How many tablets or capsules one dose is; only read beside a pair.
    private(set) var unitsPerDose: Int?
    private(set) var unit: DoseUnit?
    private(set) var frequency: DosingFrequency?
    private(set) var isAsNeeded = false
    private(set) var count: Int?

    init(tokens: [RegimenToken], _ shorthand: RegimenShorthand, isTarget: Bool = false) {
        self.tokens = tokens
        self.isTarget = isTarget
        tables = shorthand.tables
        names = shorthand.names
    }

    /// The item with its amount.
    ///
    /// - Throws: `RegimenError`.
    mutating func item() throws(RegimenError) -> RegimenItem {
        try read()
        try checkPair()
        let forms = try fittingForms()
        if let questions = questions(forms) { throw questions }
        let form = try onlyForm(forms)
        if let pair { return try combinedItem(pair, form) }
        let amount = try resolvedAmount(form)
        return RegimenItem(form: form, amount: amount, product: resolvedLine(form))
    }

    /// The form of words that say nothing else, be it that of a combined product.
    ///
    /// - Throws: `RegimenError`; also when a dose or a frequency stands there.
    mutating func formAlone() throws(RegimenError) -> OpioidForm {
        try read()
        guard number == nil, pair == nil, frequency == nil, count == nil, !isAsNeeded else {
            throw RegimenError(
                message: "a dose or a frequency stands where only the opioid, its form and its "
                    + "route belong")
        }
        return try onlyForm(fittingForms())
    }

    /// How many doses a day words say that say nothing else; nil for any other words.
    mutating func dosesPerDay() -> Rational? {
        // Words that can't be read are no frequency, whatever is wrong with them.
        guard (try? readWords()) != nil, name == nil, formWords.isEmpty, number == nil, pair == nil
        else { return nil }
        switch (frequency, count) {
        case (let frequency?, nil) where !isAsNeeded: return try? frequency.timesPerDay
        case (nil, let count?): return Rational(count)
        case (_, _): return nil
        }
    }

    // MARK: Words

    mutating func readWords() throws(RegimenError) {
        while index < tokens.count {
            switch tokens[index] {
            case .number(let text): try readNumber(text)
            case .pair(let first, let second): try readPair(StrengthPair(first, second))
            case .word: try readWord()
            }
        }
    }

    private mutating func read() throws(RegimenError) {
        try readWords()
        guard name != nil else {
            throw RegimenError(
                message: "no drug is named; write such as \(RegimenTokens.example)")
        }
    }

    private mutating func readNumber(_ text: String) throws(RegimenError) {
        let next = index + 1 < tokens.count ? tokens[index + 1].lowercased : nil
        // "4-hourly", "4 hourly"
        if let next, ["-hourly", "hourly", "-hrly", "hrly"].contains(next) {
            index += 2
            return try set(.everyHours(try whole(text, "hours")))
        }
        // "6 times daily", "6 times a day"
        if let next, RegimenVocabulary.timesWords.contains(next),
            let length = longestMatch(
                { RegimenVocabulary.perDayWords.contains($0) }, 2, from: index + 2)
        {
            index += 2 + length
            return try set(.timesPerDay(try whole(text, "doses a day")))
        }
        if tokens.contains(where: { $0.isPair }) { return try readUnits(text, next) }
        guard number == nil else {
            throw RegimenError(
                message: "there are two numbers, \"\(number ?? "")\" and \"\(text)\"; "
                    + "separate items with \";\"")
        }
        number = text
        index += 1
        guard let next else { return }
        if let known = DoseUnit.words[next] {
            unit = known
            index += 1
        } else if next == "mg/24" || next == "mg/" || next == "mcg/" {
            throw RegimenError(message: "write the unit in one piece: \(DoseUnit.accepted)")
        }
    }

    private mutating func readPair(_ new: StrengthPair) throws(RegimenError) {
        if let pair {
            throw RegimenError(
                message: "there are two strengths, \(pair.text) and \(new.text); separate items "
                    + "with \";\"")
        }
        pair = new
        index += 1
        guard index < tokens.count, let next = tokens[index].lowercased else { return }
        if next == "mg" || next == "mg/mg" {
            index += 1
        } else if DoseUnit.words[next] != nil {
            throw RegimenError(
                message: "the two amounts of \(new.text) are in mg on the pack; write \(new.text) "
                    + "alone or with mg")
        }
    }

    /// A number beside a strength can only be that of the tablets.
    private mutating func readUnits(_ text: String, _ next: String?) throws(RegimenError) {
        guard let next, let hint = RegimenVocabulary.forms[next],
            RegimenVocabulary.countedUnits.contains(next)
        else {
            throw RegimenError(
                message: "\"\(text)\" beside a strength of two amounts is not understood; "
                    + "write how many at a time, such as 2 tablets")
        }
        guard unitsPerDose == nil else {
            throw RegimenError(message: "the number of \(next) is given twice; write it once")
        }
        unitsPerDose = try whole(text, next)
        index += 2
        try apply(hint, next)
    }

    private mutating func readWord() throws(RegimenError) {
        let word = tokens[index].lowercased ?? ""
        if let question = RegimenVocabulary.ambiguous[word] {
            throw RegimenError(message: question)
        }
        if let count = takenCount(word) { return try set(count: count) }
        if let hours = intervalHours(word) {
            index += 1
            return try set(.everyHours(hours))
        }
        if name == nil, let length = longestMatch({ names($0) != nil }, names.longestName) {
            nameText = phrase(length)
            name = names(nameText)
            index += length
            return
        }
        let longest = RegimenVocabulary.longestPhrase
        if let length = longestMatch({ RegimenVocabulary.forms[$0] != nil }, longest) {
            let words = phrase(length)
            index += length
            return try apply(RegimenVocabulary.forms[words.lowercased()] ?? FormHint(), words)
        }
        if let length = longestMatch({ RegimenVocabulary.frequencies[$0] != nil }, longest) {
            return try readFrequency(length)
        }
        if let length = longestMatch({ RegimenVocabulary.asNeeded.contains($0) }, 2) {
            isAsNeeded = true
            index += length
            return
        }
        throw unknownWord()
    }

    private mutating func readFrequency(_ length: Int) throws(RegimenError) {
        let words = phrase(length)
        index += length
        switch RegimenVocabulary.frequencies[words.lowercased()] {
        case .timesPerDay(let times): try set(.timesPerDay(times))
        case .every, nil:
            guard index + 1 < tokens.count, case .number(let text) = tokens[index],
                let unit = tokens[index + 1].lowercased
            else { throw RegimenError(message: "after \"every\" write hours or days: every 12 h") }
            let value = try whole(text, "hours or days")
            switch unit {
            case "h", "hr", "hrs", "hour", "hours": try set(.everyHours(value))
            case "d", "day", "days": try set(.everyHours(value * 24))
            default:
                throw RegimenError(
                    message: "\"every \(text) \(unit)\" is not understood; write h or days")
            }
            index += 2
        }
    }

    private mutating func set(_ new: DosingFrequency) throws(RegimenError) {
        guard frequency == nil else {
            throw RegimenError(message: "the frequency is given twice; write it once")
        }
        frequency = new
    }

    private mutating func set(count new: Int) throws(RegimenError) {
        guard count == nil else {
            throw RegimenError(message: "the number taken is given twice; write it once")
        }
        guard new > 0 else {
            throw RegimenError(message: "x0 is no dose; leave out what was not taken")
        }
        count = new
        index += 1
    }

    private mutating func apply(_ new: FormHint, _ words: String) throws(RegimenError) {
        formWords.append(words)
        if let formulations = new.formulations {
            let both = hint.formulations.map { $0.intersection(formulations) } ?? formulations
            guard !both.isEmpty else { throw contradiction() }
            hint.formulations = both
        }
        if let route = new.route {
            guard hint.route == nil || hint.route == route else { throw contradiction() }
            hint.route = route
        }
    }

    private func contradiction() -> RegimenError {
        RegimenError(
            message: "the words \"\(formWords.joined(separator: " "))\" contradict each other; "
                + "name one form and one route")
    }

    private func phrase(_ length: Int) -> String { phrase(length, from: index) }

    private func phrase(_ length: Int, from start: Int) -> String {
        tokens[start..<start + length].map(\.original).joined(separator: " ")
    }

    /// How many of the next words together are known, the longest run first.
    private func longestMatch(_ isKnown: (String) -> Bool, _ longest: Int) -> Int? {
        longestMatch(isKnown, longest, from: index)
    }

    private func longestMatch(
        _ isKnown: (String) -> Bool, _ longest: Int, from start: Int
    ) -> Int? {
        var length = min(longest, tokens.count - start)
        while length > 0 {
            if isKnown(phrase(length, from: start).lowercased()) { return length }
            length -= 1
        }
        return nil
    }

    /// The N of `xN` or `×N`.
    private func takenCount(_ word: String) -> Int? {
        guard word.hasPrefix("x") || word.hasPrefix("×"), word.count <= 4 else { return nil }
        let digits = word.dropFirst()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits)
    }

    /// The N of `qNh`.
    private func intervalHours(_ word: String) -> Int? {
        guard word.hasPrefix("q"), word.hasSuffix("h"), word.count <= 4 else { return nil }
        let digits = word.dropFirst().dropLast()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let hours = Int(digits), hours > 0
        else { return nil }
        return hours
    }

    private func whole(_ text: String, _ what: String) throws(RegimenError) -> Int {
        guard let value = Int(text), (1...10_000).contains(value) else {
            throw RegimenError(message: "\"\(text)\" is not a whole number of \(what)")
        }
        return value
    }

    private func unknownWord() -> RegimenError {
        let word = RegimenItemParser.shown(tokens[index].original)
        if isTarget { return unknownTargetWord(word) }
        if name == nil { return RegimenItemParser.unknownName(tokens[index].original, names) }
        if number != nil, unit == nil, index > 0, case .number(let text) = tokens[index - 1] {
            return RegimenError(
                message: "the unit \"\(word)\" after \(text) is not known; "
                    + (isCombined
                        ? "write both amounts in one piece, such as 30/500"
                        : "accepted are " + DoseUnit.accepted))
        }
        return RegimenError(
            message:
                "the word \"\(word)\" is not understood after \(nameText); accepted are a form "
                + "or route (MR, IR, patch, SC …), a dose with its unit, and a frequency (bd, "
                + "every 12 h, prn x3)")
    }

    /// A name alike may be that of another drug, so none is suggested to switch to.
    private func unknownTargetWord(_ word: String) -> RegimenError {
        guard name != nil else {
            return RegimenError(
                message: "\"\(word)\" is no opioid or brand of the tables; write the generic name "
                    + "and the form, such as \"oxycodone MR\"")
        }
        let known = ([nameText] + formWords).joined(separator: " ")
        return RegimenError(
            message: "the word \"\(word)\" is not understood after \(nameText); write the form "
                + "alone, such as \"\(known + (formWords.isEmpty ? " MR" : ""))\"")
    }

    /// A word as a message quotes it.
    private static func shown(_ word: String) -> String {
        word.count > 40 ? word.prefix(40) + "…" : word
    }

    static func unknownName(_ word: String, _ names: NameIndex) -> RegimenError {
        let choices = names.suggestions(for: word)
        let shown = shown(word)
        guard !choices.isEmpty else {
            return RegimenError(
                message: "\"\(shown)\" is not a known opioid; `paincalc tables list` names them all"
            )
        }
        return RegimenError(
            message: "\"\(shown)\" is not a known opioid; did you mean "
                + choices.joined(separator: " or ") + "?")
    }
}
