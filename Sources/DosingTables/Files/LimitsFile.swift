import PainDosing
import Quantities
import TableText

/// `limits.yaml`: what is warned of, asked, lowered, avoided and stopped, and what to do with what is
/// on board.
struct LimitsFile {
    /// In the order of the file; those with faults are missing.
    private(set) var limits: [SafetyLimit] = []
    /// In the order of the file; those with faults are missing.
    private(set) var onBoard: [OnBoardRule] = []

    /// Reads the file.
    ///
    /// `groups` are the ids of `comedications.yaml`; nil if that file couldn't be read.
    init(
        _ document: TextDocument, groups: Set<String>?, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rows = reader.requiredList("limits") {
                LimitsFile.limit(&$0, groups: groups, in: catalogue)
            }
            limits = LimitsFile.unrepeated(rows, &reader)
            // Earlier editions of the tables have none; a ledger may hold one of them.
            onBoard = reader.list("onBoard") { LimitsFile.onBoardRules(&$0, in: catalogue) }
                .flatMap(\.self)
        }
    }

    /// One rule for each opioid and formulation of the row.
    private static func onBoardRules(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [OnBoardRule]? {
        let row = LimitConditionRow(groups: nil, catalogue: catalogue)
        let scopes = reader.mapping("given") { row.scopes(&$0) }
        let text = reader.text("text")
        let lasting = reader.optionalText("lasting")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        refuseDose(in: text, key: "text", &reader)
        refuseDose(in: lasting, key: "lasting", &reader)
        if let lasting, !lasting.contains(OnBoardRule.hours) {
            reader.fault(
                "'lasting' needs the word \(OnBoardRule.hours)", line: reader.line(of: "lasting"))
        }
        guard let scopes, let text, let source, let evidence else { return nil }
        return scopes.map {
            OnBoardRule(
                scope: $0, text: text, lasting: lasting, source: source, evidence: evidence)
        }
    }

    /// The limits of the rows, a code that stands twice being a fault.
    static func unrepeated(
        _ rows: [([SafetyLimit], line: Int)], _ reader: inout NodeReader
    ) -> [SafetyLimit] {
        var limits: [SafetyLimit] = []
        for (row, line) in rows {
            if let code = row.first?.code, limits.contains(where: { $0.code == code }) {
                reader.fault("the limit '\(code)' is listed twice", line: line)
            }
            limits += row
        }
        return limits
    }

    /// One limit for each condition of the row, all with the row's code.
    static func limit(
        _ reader: inout NodeReader, groups: Set<String>?, in catalogue: Catalogue
    ) -> ([SafetyLimit], line: Int)? {
        let code = reader.identifier("code")
        let effect = effect(&reader)
        let countries = countries(&reader)
        let care = reader.optionalWord("care", of: LimitCare.self) ?? .every
        let tellsOnBoard = reader.optionalFlag("onBoard") ?? false
        let row = LimitConditionRow(groups: groups, catalogue: catalogue)
        let conditions = reader.mapping("when") { row.read(&$0) }
        let message = reader.text("message")
        let action = reader.text("action")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        if tellsOnBoard, let effect, !effect.severity.holdsBack {
            reader.fault(
                "only a stop or a query tells what is on board", line: reader.line(of: "onBoard"))
        }
        if effect?.severity.holdsBack ?? false {
            if care != .every {
                reader.fault("a stop is for everybody", line: reader.line(of: "care"))
            }
            refuseDose(in: message, key: "message", &reader)
            refuseDose(in: action, key: "action", &reader)
        }
        guard let code, let effect, let conditions, let message, let action, let source,
            let evidence
        else { return nil }
        let limits = conditions.map { condition in
            SafetyLimit(
                code: code, effect: effect, countries: countries, care: care,
                tellsOnBoard: tellsOnBoard, condition: condition, message: message,
                action: action, source: source, evidence: evidence)
        }
        return (limits, reader.line)
    }

    /// The words under `effect`.
    private enum EffectWord: String, CaseIterable {
        case note, caution, avoid, reduce, query, stop
    }

    /// What earlier editions of the tables called `strength`; a ledger may hold one of them.
    private enum EarlierWord: String, CaseIterable {
        case caution, stop
    }

    private static func effect(_ reader: inout NodeReader) -> LimitEffect? {
        if reader.has("strength"), !reader.has("effect") {
            switch reader.word("strength", of: EarlierWord.self) {
            case nil: return nil
            case .caution: return .caution
            case .stop: return .stop
            }
        }
        guard let word = reader.word("effect", of: EffectWord.self) else { return nil }
        if word != .reduce, reader.has("reduce") {
            reader.fault(
                "only the effect 'reduce' has bounds under 'reduce'",
                line: reader.line(of: "reduce"))
        }
        switch word {
        case .note: return .note
        case .caution: return .caution
        case .avoid: return .avoid
        case .query: return .query
        case .stop: return .stop
        case .reduce:
            guard reader.has("reduce") else { return .reduce(LimitReduction()) }
            return reader.mapping("reduce") { reduction(&$0) }.map { .reduce($0) }
        }
    }

    /// `give` is a share or a window of shares of the dose; the rest are bounds.
    private static func reduction(_ reader: inout NodeReader) -> LimitReduction? {
        var share: ClosedRange<Rational>?
        if reader.has("give") {
            guard let given = reader.shareWindow("give") else { return nil }
            share = given
        }
        let hours = reader.optionalWhole("everyHours", in: 1...168)
        let maximum = reader.has("dailyMaximum") ? reader.milligramsPerDay("dailyMaximum") : nil
        if share == nil, hours == nil, maximum == nil {
            reader.fault("'reduce' needs one bound or more, or is left out")
        }
        return LimitReduction(share: share, dailyMaximum: maximum, everyHours: hours)
    }

    /// `countries` are those of the guidance; `notIn` are all others.
    private static func countries(_ reader: inout NodeReader) -> Set<Country> {
        if reader.has("countries"), reader.has("notIn") {
            reader.fault(
                "'countries' and 'notIn' exclude each other", line: reader.line(of: "notIn"))
        }
        let named = reader.words("countries", of: Country.self) ?? []
        let others = reader.words("notIn", of: Country.self) ?? []
        return others.isEmpty ? Set(named) : Set(Country.allCases).subtracting(others)
    }

    /// After a stop no dose may be read anywhere, not even in the words that explain it.
    private static func refuseDose(
        in text: String?, key: String, _ reader: inout NodeReader
    ) {
        let units = ["mg", "mcg", "microgram", "milligram", "g", "ml", "ug", "µg", "μg"]
        // Few texts hold a digit, and bytes are looked through much faster than characters.
        guard let text, text.utf8.contains(where: PlainText.isDigit) else { return }
        // A full stop ends a word, as at the end of a sentence, but not a number such as 2.5.
        let words = text.lowercased().split { " ,;()".contains($0) }
            .map { $0.last == "." ? $0.dropLast() : $0 }
        for (index, word) in words.enumerated() where word.first?.isNumber ?? false {
            let rest = word.drop { $0.isNumber || $0 == "." || $0 == "-" }
            let unit = rest.isEmpty ? words.dropFirst(index + 1).first ?? "" : rest
            if units.contains(where: { unit == $0 || unit == $0 + "s" || unit.hasPrefix($0 + "/") })
            {
                reader.fault("a stop names no dose, found '\(word)'", line: reader.line(of: key))
            }
        }
    }
}
