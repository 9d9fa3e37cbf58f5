import PainDosing
import TableText

/// `limits.yaml`: cautions and stops.
enum LimitsFile {
    /// The limits in the order of the file; those with faults are missing.
    ///
    /// `groups` are the ids of `comedications.yaml`; nil if that file couldn't be read.
    static func read(
        _ document: TextDocument, groups: Set<String>?, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) -> [SafetyLimit] {
        var limits: [SafetyLimit] = []
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rows = reader.requiredList("limits") { limit(&$0, groups: groups, in: catalogue) }
            for (row, line) in rows {
                if let code = row.first?.code, limits.contains(where: { $0.code == code }) {
                    reader.fault("the limit '\(code)' is listed twice", line: line)
                }
                limits += row
            }
        }
        return limits
    }

    /// One limit for each condition of the row, all with the row's code.
    private static func limit(
        _ reader: inout NodeReader, groups: Set<String>?, in catalogue: Catalogue
    ) -> ([SafetyLimit], line: Int)? {
        let code = reader.identifier("code")
        let strength = reader.word("strength", of: LimitStrength.self)
        let care = reader.optionalWord("care", of: LimitCare.self) ?? .every
        let row = LimitConditionRow(groups: groups, catalogue: catalogue)
        let conditions = reader.mapping("when") { row.read(&$0) }
        let message = reader.text("message")
        let action = reader.text("action")
        let source = reader.source(in: catalogue)
        let isVerified = reader.isVerified()
        if strength == .stop {
            if care != .every {
                reader.fault("a stop is for everybody", line: reader.line(of: "care"))
            }
            refuseDose(in: message, key: "message", &reader)
            refuseDose(in: action, key: "action", &reader)
        }
        guard let code, let strength, let conditions, let message, let action, let source,
            let isVerified
        else { return nil }
        let limits = conditions.map { condition in
            SafetyLimit(
                code: code, strength: strength, care: care, condition: condition,
                message: message, action: action, source: source, isVerified: isVerified)
        }
        return (limits, reader.line)
    }

    /// After a stop no dose may be read anywhere, not even in the words that explain it.
    private static func refuseDose(
        in text: String?, key: String, _ reader: inout NodeReader
    ) {
        let units = ["mg", "mcg", "microgram", "milligram", "g", "ml", "ug", "µg", "μg"]
        // Few texts hold a digit, and bytes are looked through much faster than characters.
        guard let text, text.utf8.contains(where: PlainText.isDigit) else { return }
        let words = text.lowercased().split { " ,;()".contains($0) }
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
