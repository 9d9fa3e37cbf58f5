import PainDosing
import Quantities

/// What a text beside a structured dosage says: doses, times, routes, and whether that is all of it.
///
/// English words only, and those that people use on charts. What is not understood is never guessed:
/// the text is then shown as not read.
struct FHIRDosageText {
    /// How many times a day, each as it is said.
    private(set) var times: Set<Rational> = []
    /// The routes that are named.
    private(set) var routes: Set<Route> = []
    /// Whether it speaks of taking as needed.
    private(set) var isAsNeeded = false
    /// Whether every word was understood.
    private(set) var isWhole = true
    /// The doses: what one of them may come to, since `two 10 mg tablets` are 10 mg or 20 mg.
    private var doses: [[Said]] = []

    /// A mass, or a mass a day.
    private struct Said: Hashable {
        let milligrams: Rational
        let isPerDay: Bool
    }

    private enum Token: Hashable {
        case number(Rational)
        case word(String)
    }

    private var tokens: [Token] = []
    private var index = 0
    /// A number of tablets or patches that stands before a dose.
    private var count: Rational?
    private var moments: Set<String> = []

    init(_ text: String) {
        for part in text.lowercased().split(whereSeparator: \.isWhitespace) { add(part) }
        while index < tokens.count { readNext() }
        dropCount()
        // "Daily, in the morning and at night" is twice a day.
        if !moments.isEmpty { times.insert(Rational(moments.count)) }
    }

    /// How a text stands to the structure beside it.
    enum Agreement {
        /// It says the same and no more.
        case same
        /// It says something else.
        case contradiction
        /// Part of it is not understood, or is nothing that the structure says.
        case notRead
    }

    /// Whether the text says what an item is.
    ///
    /// - Parameter frequency: how often, in the words of the shorthand; nil where nothing says it.
    func agreement(with item: RegimenItem, _ frequency: String?) -> Agreement {
        var known: Set<Said> = []
        do throws(QuantityError) {
            switch item.amount {
            case .scheduled(let dose, let rhythm):
                if isAsNeeded { return .contradiction }
                known.insert(Said(milligrams: dose.milligrams, isPerDay: false))
                known.insert(
                    Said(
                        milligrams: try dose.milligrams.multiplied(by: rhythm.timesPerDay),
                        isPerDay: true))
            case .taken(let dose, _):
                known.insert(Said(milligrams: dose.milligrams, isPerDay: false))
            case .patch(let rate):
                known.insert(
                    Said(
                        milligrams: try rate.microgramsPerHour.multiplied(by: Rational(24))
                            .divided(by: Rational(1000)), isPerDay: true))
            case .infusion(let daily):
                known.insert(Said(milligrams: daily.milligramsPerDay, isPerDay: true))
            }
        } catch {
            return .notRead
        }
        let kinds = Set(known.map(\.isPerDay))
        let comparable = doses.filter { $0.contains { kinds.contains($0.isPerDay) } }
        let agreeing = comparable.filter { !known.isDisjoint(with: $0) }
        if !comparable.isEmpty, agreeing.isEmpty { return .contradiction }
        if !routes.isEmpty, !routes.contains(item.form.route) { return .contradiction }
        var structured: Set<Rational> = []
        // What was taken as needed does not say how often it may be.
        if item.amount.isBackground, let frequency {
            structured = FHIRDosageText(frequency).times
            if !times.isEmpty, !structured.isEmpty, times.isDisjoint(with: structured) {
                return .contradiction
            }
        }
        let isSame =
            isWhole && agreeing.count == doses.count && times.isSubset(of: structured)
            && routes.count < 2
        return isSame ? .same : .notRead
    }

    // MARK: Words

    /// Words that say nothing of dose and time.
    private static let plain: Set<String> = [
        "take", "takes", "taken", "give", "given", "apply", "use", "swallow", "to", "be", "the",
        "a",
        "an", "and", "at", "in", "by", "of", "on", "with", "dose", "doses", "mouth", "patch",
        "patches", "tablet", "tablets", "capsule", "capsules", "continuously", "infusion",
    ]
    private static let numbers = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ]
    private static let numberWords =
        Dictionary(
            uniqueKeysWithValues: numbers.enumerated().map { ($1, Rational($0 + 1)) })
    private static let units: Set<String> = [
        "tablet", "tablets", "capsule", "capsules", "patch", "patches",
    ]
    private static let hours: Set<String> = ["h", "hr", "hrs", "hour", "hours"]
    private static let moments: [String: String] = [
        "morning": "morning", "mane": "morning", "noon": "noon", "midday": "noon",
        "lunchtime": "noon", "afternoon": "afternoon", "evening": "evening", "night": "night",
        "nightly": "night", "nocte": "night", "bedtime": "night",
    ]
    private static let frequencies: [String: Int] = [
        "od": 1, "daily": 1, "bd": 2, "bid": 2, "tds": 3, "tid": 3, "qds": 4, "qid": 4,
        "hourly": 24,
    ]
    private static let perDay = [
        ["daily"], ["a", "day"], ["per", "day"], ["each", "day"], ["every", "day"],
    ]
    private static let perWeek = [["weekly"], ["a", "week"], ["per", "week"], ["every", "week"]]
    private static let asNeeded = [
        ["prn"], ["as", "needed"], ["as", "required"], ["when", "needed"], ["when", "required"],
        ["if", "needed"], ["if", "required"],
    ]
    private static let otherRoutes: [String: Route] = [
        "orally": .oral, "subcutaneously": .subcutaneous, "intravenously": .intravenous,
        "intramuscularly": .intramuscular, "rectally": .rectal, "sublingually": .sublingual,
        "transdermally": .transdermal, "nasally": .nasal,
    ]
    /// From here on a text speaks of bounds and of later, which a dosage is not held against.
    private static let conditions: Set<String> = [
        "max", "max.", "maximum", "up", "exceed", "more", "less", "total", "divided", "then",
        "until", "increase", "reduce",
    ]

    private mutating func add(_ part: Substring) {
        let trimmed = String(part).trimming("()[]{}\"',;:!.")
        guard let first = trimmed.first else { return }
        guard first.isASCII, first.isNumber else { return addWords(trimmed) }
        let digits = trimmed.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
        var rest = String(trimmed.dropFirst(digits.count))
        if rest.hasPrefix("-"), rest.dropFirst().first?.isLetter == true { rest.removeFirst() }
        // "10-20", "1,5" and "10 mg/5 ml" are no plain numbers, and stay words that nobody knows.
        guard let number = try? Rational(decimal: digits), rest.first?.isLetter ?? true else {
            return tokens.append(.word(trimmed))
        }
        tokens.append(.number(number))
        if !rest.isEmpty { addWords(rest) }
    }

    private mutating func addWords(_ text: String) {
        // "b.i.d", "twice-daily", "times/day"
        let words = text.replacing(".", with: "")
            .replacing("times/", with: "times per ").replacing("x/", with: "x per ")
            .split { $0 == "-" || $0 == " " }.map { String($0) }
        for word in words {
            if let number = FHIRDosageText.numberWords[word] {
                tokens.append(.number(number))
            } else if let hours = FHIRDosageText.interval(word) {
                tokens += [.word("every"), .number(hours), .word("hours")]
            } else {
                tokens.append(.word(word))
            }
        }
    }

    /// The hours of a word such as `q12h`.
    private static func interval(_ word: String) -> Rational? {
        guard word.hasPrefix("q") else { return nil }
        let digits = word.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let rest = String(word.dropFirst(1 + digits.count))
        guard !digits.isEmpty, hours.contains(rest) else { return nil }
        // What is no number is left as a word that nobody knows.
        return try? Rational(decimal: digits)
    }

    private func word(_ offset: Int = 0) -> String? {
        guard index + offset < tokens.count, case .word(let word) = tokens[index + offset] else {
            return nil
        }
        return word
    }

    private func number(_ offset: Int = 0) -> Rational? {
        guard index + offset < tokens.count, case .number(let number) = tokens[index + offset]
        else { return nil }
        return number
    }

    /// The length of the first of the phrases that stands there; 0 for none.
    private func length(of phrases: [[String]], _ offset: Int = 0) -> Int {
        phrases.first { phrase in
            phrase.enumerated().allSatisfy { word(offset + $0) == $1 }
        }?.count ?? 0
    }

    private mutating func readNext() {
        guard let number = number() else { return readWord() }
        if let said = dose(number) {
            var readings = [said]
            // A product that is too large is no reading.
            if let count, let product = try? said.milligrams.multiplied(by: count) {
                readings.append(Said(milligrams: product, isPerDay: said.isPerDay))
            }
            doses.append(readings)
            count = nil
            index += 2
            return
        }
        if word(1) == "times" || word(1) == "x" || word(1) == "time" {
            let day = length(of: FHIRDosageText.perDay, 2)
            if day > 0 { return say(number, length: 2 + day) }
        }
        if word(1) == "hourly" || word(1) == "hrly" {
            return say(per: number, hours: 1, length: 2)
        }
        dropCount()
        count = number
        index += 1
        if word() == "x" || word() == "×" { index += 1 }
    }

    /// A number that counts nothing is not understood; one alone counts a dose once.
    private mutating func dropCount() {
        if count != nil { isWhole = false }
        count = nil
    }

    private func dose(_ number: Rational) -> Said? {
        guard let unit = word(1) else { return nil }
        do throws(QuantityError) {
            switch DoseUnit.words[unit] ?? FHIRDosageText.otherUnits[unit] {
            case .milligrams?: return Said(milligrams: number, isPerDay: false)
            case .micrograms?:
                return Said(milligrams: try number.divided(by: Rational(1000)), isPerDay: false)
            case .grams?:
                return Said(milligrams: try number.multiplied(by: Rational(1000)), isPerDay: false)
            case .milligramsPerDay?: return Said(milligrams: number, isPerDay: true)
            case .microgramsPerDay?:
                return Said(milligrams: try number.divided(by: Rational(1000)), isPerDay: true)
            case .milligramsPerHour?:
                return Said(milligrams: try number.multiplied(by: Rational(24)), isPerDay: true)
            case .microgramsPerHour?:
                return Said(
                    milligrams: try number.multiplied(by: Rational(24))
                        .divided(by: Rational(1000)), isPerDay: true)
            case nil: return nil
            }
        } catch {
            return nil
        }
    }

    private static let otherUnits: [String: DoseUnit] = [
        "ug": .micrograms, "ug/h": .microgramsPerHour, "ug/hr": .microgramsPerHour,
        "mg/d": .milligramsPerDay, "mg/day": .milligramsPerDay,
    ]

    private mutating func readWord() {
        guard let word = word() else { return }
        if FHIRDosageText.conditions.contains(word) {
            isWhole = false
            index = tokens.count
            return
        }
        // "2 tablets of 10 mg", "2 x 10 mg"
        if count != nil, FHIRDosageText.units.contains(word), self.word(1) == "of",
            number(2) != nil
        {
            index += 2
            return
        }
        if count != nil { dropCount() }
        let needed = length(of: FHIRDosageText.asNeeded)
        if needed > 0 {
            isAsNeeded = true
            index += needed
            return
        }
        if let often = ["once": 1, "twice": 2, "thrice": 3][word] {
            let day = length(of: FHIRDosageText.perDay, 1)
            if day > 0 { return say(Rational(often), length: 1 + day) }
            let week = length(of: FHIRDosageText.perWeek, 1)
            if week > 0 { return say(per: Rational(1), hours: 168, length: 1 + week) }
        }
        if word == "every" || word == "each", let length = readInterval() {
            index += length
            return
        }
        if let often = FHIRDosageText.frequencies[word] { return say(Rational(often), length: 1) }
        if word == "weekly" { return say(per: Rational(1), hours: 168, length: 1) }
        if let moment = FHIRDosageText.moments[word] {
            moments.insert(moment)
            index += 1
            return
        }
        readPlain(word)
    }

    private mutating func readPlain(_ word: String) {
        let pair = self.word(1).map { "\(word) \($0)" } ?? ""
        if let route = RegimenVocabulary.forms[pair]?.route {
            routes.insert(route)
            index += 2
            return
        }
        if let route = FHIRDosageText.otherRoutes[word] ?? RegimenVocabulary.forms[word]?.route {
            routes.insert(route)
        } else if !FHIRDosageText.plain.contains(word) {
            isWhole = false
        }
        index += 1
    }

    /// Reads what follows `every`; nil where it is no interval.
    private mutating func readInterval() -> Int? {
        let following = number(1) == nil ? 1 : 2
        guard let unit = word(following) else { return nil }
        var every = number(1) ?? Rational(1)
        if following == 1, unit == "other" || unit == "second", word(2) == "day" {
            every = Rational(2)
            return insert(every, hours: 24) ? 3 : nil
        }
        switch unit {
        case _ where FHIRDosageText.hours.contains(unit):
            return insert(every, hours: 1) ? following + 1 : nil
        case "day", "days": return insert(every, hours: 24) ? following + 1 : nil
        case "week", "weeks": return insert(every, hours: 168) ? following + 1 : nil
        case _ where following == 1 && FHIRDosageText.moments[unit] != nil:
            moments.insert(FHIRDosageText.moments[unit] ?? unit)
            return 2
        default: return nil
        }
    }

    private mutating func say(_ often: Rational, length: Int) {
        times.insert(often)
        index += length
    }

    private mutating func say(per count: Rational, hours: Int, length: Int) {
        if !insert(count, hours: hours) { isWhole = false }
        index += length
    }

    /// Once in so many times some hours; false where that can't be said, which leaves the text unread.
    private mutating func insert(_ count: Rational, hours: Int) -> Bool {
        guard count > .zero, let whole = try? count.multiplied(by: Rational(hours)),
            let often = try? Rational(24).divided(by: whole)
        else { return false }
        times.insert(often)
        return true
    }
}

extension String {
    /// Without these characters at both ends.
    fileprivate func trimming(_ characters: String) -> String {
        var text = Substring(self)
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}
