import PainDosing
import Quantities
package import TableText

/// The words of the tables that stand for things of the clinic.
extension NodeReader {
    /// A key of `sources.yaml`.
    mutating func source(in catalogue: Catalogue, key: String = "source") -> SourceID? {
        value(key, expected: "no such key in sources.yaml") { text in
            let id = SourceID(text)
            return catalogue.sources?.contains(id) ?? true ? id : nil
        }
    }

    /// How well the weakest figure of the row is known.
    mutating func evidence() -> Evidence? {
        word("evidence", of: Evidence.self)
    }

    /// A bound with its publication, under a key of its own.
    mutating func limit<Value>(
        _ key: String, in catalogue: Catalogue, _ value: (inout NodeReader) -> Value?
    ) -> SourcedLimit<Value>? {
        mapping(key) { reader in
            let value = value(&reader)
            let source = reader.source(in: catalogue)
            let evidence = reader.evidence()
            guard let value, let source, let evidence else { return nil }
            return SourcedLimit(value, source: source, evidence: evidence)
        }
    }

    /// One of the words of a closed set.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Word.Type
    ) -> Word? {
        value(key, expected: PlainText.expected(type)) { Word(rawValue: $0) }
    }

    /// One of the words of a closed set, where it may be left out.
    package mutating func optionalWord<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, of type: Word.Type
    ) -> Word? {
        optionalValue(key, expected: PlainText.expected(type)) { Word(rawValue: $0) }
    }

    /// One word or a list of words of a closed set, none twice; nil after a fault.
    mutating func words<Word: RawRepresentable<String> & CaseIterable & Equatable>(
        _ key: String, of type: Word.Type
    ) -> [Word]? {
        var words: [Word] = []
        var isWhole = true
        for (text, line) in texts(key) {
            guard let word = Word(rawValue: text) else {
                fault("'\(key)' can't be '\(text)': \(PlainText.expected(type))", line: line)
                isWhole = false
                continue
            }
            if words.contains(word) {
                fault("'\(text)' stands twice in '\(key)'", line: line)
                isWhole = false
            }
            words.append(word)
        }
        return isWhole ? words : nil
    }

    /// The countries of a row; earlier editions of the tables name a region instead.
    mutating func countries() -> Set<Country>? {
        if has("countries") || !has("region") {
            guard node("countries") != nil, let countries = words("countries", of: Country.self)
            else { return nil }
            return Set(countries)
        }
        return text("region").map { region in
            let parts = PlainText.parts(of: region, separatedBy: UInt8(ascii: "/"))
            return Set(
                Country.allCases.filter { country in
                    parts.contains(country.rawValue)
                        || (parts.contains("EU")
                            && ![.unitedStates, .canada, .australia, .newZealand].contains(country))
                })
        }
    }

    /// The routes of a row: one or a list.
    mutating func routes(_ key: String = "route") -> [Route]? {
        guard node(key) != nil, let routes = words(key, of: Route.self) else { return nil }
        return routes.isEmpty ? nil : routes
    }

    /// An opioid of the catalogue by its id.
    mutating func opioid(in catalogue: Catalogue, key: String = "opioid") -> OpioidID? {
        value(key, expected: "no such id in opioids.yaml") { catalogue.opioid(named: $0) }
    }

    /// An opioid of the catalogue, where it may be left out.
    mutating func optionalOpioid(in catalogue: Catalogue, key: String = "opioid") -> OpioidID? {
        optionalValue(key, expected: "no such id in opioids.yaml") { catalogue.opioid(named: $0) }
    }

    /// One opioid or a list of them; nil after a fault.
    mutating func opioids(in catalogue: Catalogue, key: String = "opioid") -> [OpioidID]? {
        var ids: [OpioidID] = []
        var isWhole = true
        for (text, line) in texts(key) {
            if let id = catalogue.opioid(named: text), !ids.contains(id) {
                ids.append(id)
            } else {
                fault("'\(text)' is no id of opioids.yaml, or stands twice", line: line)
                isWhole = false
            }
        }
        return isWhole ? ids : nil
    }

    /// A decimal number above zero.
    mutating func positive(_ key: String) -> Rational? {
        number(key).flatMap { number in
            if number > .zero { return number }
            fault("'\(key)' has to be above 0", line: line(of: key))
            return nil
        }
    }

    /// A decimal number, zero or more.
    mutating func number(_ key: String) -> Rational? {
        value(key, expected: DecimalError.notADecimal.description) { PlainText.number($0) }
    }

    /// A whole number in a range.
    mutating func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, expected: PlainText.expectedWhole(range)) { PlainText.whole($0, in: range) }
    }

    /// A whole number in a range, where it may be left out.
    package mutating func optionalWhole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        optionalValue(key, expected: PlainText.expectedWhole(range)) {
            PlainText.whole($0, in: range)
        }
    }

    /// `true` or `false`.
    mutating func flag(_ key: String) -> Bool? {
        value(key, expected: "write true or false") { Bool($0) }
    }

    /// `true` or `false`, where it may be left out.
    mutating func optionalFlag(_ key: String) -> Bool? {
        optionalValue(key, expected: "write true or false") { Bool($0) }
    }

    /// A key made of lower-case letters, digits and single hyphens.
    mutating func identifier(_ key: String) -> String? {
        value(key, expected: "write lower-case letters, digits and single hyphens") { text in
            PlainText.isIdentifier(text) ? text : nil
        }
    }
}
