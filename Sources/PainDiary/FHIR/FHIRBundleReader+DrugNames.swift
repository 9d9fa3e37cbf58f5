import PainDosing
import StrictJSON

/// Holds what a drug is called against what it is coded as.
extension FHIRBundleReader {
    /// The second drugs of combined products, by all their names.
    private static let companions = CompanionDrug.allCases.map(\.rawValue) + ["acetaminophen"]
    /// Words between two drugs, and of a product with several.
    private static let joints = ["/", "+", "&", "and", "with", "plus", "compound"]
    /// What may stand before the stroke of a strength such as 10 mg/5 ml.
    private static let units = [
        "mg", "mcg", "ug", "µg", "μg", "microgram", "micrograms", "g", "ml",
    ]

    /// Whether each text beside a code, or beside the name that is read, names the same opioid and
    /// nothing else; a text that names none can't be held against it.
    mutating func isOnlyNamed(
        _ opioid: OpioidID, _ names: [JSONNode], by source: String
    ) -> Bool {
        for name in names {
            let text = name.string ?? ""
            let named = opioids(in: text)
            if named.contains(where: { $0 != opioid }) {
                name.note(
                    "found \(name.shown), but the \(source) is that of \(opioid); correct one of the two",
                    &faults)
                return false
            }
            if isCombined(text) {
                name.note(
                    "found \(name.shown), but the \(source) is that of \(opioid) alone; a combined "
                        + "product is read by its name as text alone", &faults)
                return false
            }
            if named.isEmpty {
                name.note(
                    "found \(name.shown), which the tables do not know as a name of \(opioid), as "
                        + "the \(source) says; give the generic name or leave the name out",
                    &faults)
                return false
            }
        }
        return true
    }

    /// Whether each code of a system that is not read has a display, which was held against the
    /// opioid; a bare one may be that of another product.
    mutating func isEveryCodeNamed(_ opioid: OpioidID, _ codings: [JSONNode]) -> Bool {
        for coding in codings
        where FHIRBundleReader.prefixes[coding.text("system") ?? ""] == nil {
            guard let code = coding.element("code"), (coding.text("display") ?? "").isEmpty else {
                continue
            }
            code.note(
                "found \(code.shown), a code of a system that is not read, beside \(opioid); it may "
                    + "be of another product, so give its display or leave it out", &faults)
            return false
        }
        return true
    }

    /// The opioids that a text speaks of.
    func opioids(in text: String) -> Set<OpioidID> {
        Set(parts(of: text).compactMap { regimens.knownOpioid($0) })
    }

    /// Whether a text may speak of a second drug.
    private func isCombined(_ text: String) -> Bool {
        let text = text.lowercased()
        let words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
        return FHIRBundleReader.companions.contains { text.contains($0) }
            || parts(of: text).contains { regimens.isCombinedProduct($0) }
            || words.contains { FHIRBundleReader.joints.contains($0) || joinsDrugs($0) }
    }

    /// Whether a word has a stroke or plus between two things of which the first is no unit.
    private func joinsDrugs(_ word: String) -> Bool {
        if word.contains("+") { return true }
        guard let stroke = word.firstIndex(of: "/") else { return false }
        let unit = word[..<stroke].drop { $0.isNumber || $0 == "." || $0 == "," }
        return !FHIRBundleReader.units.contains(String(unit))
    }

    /// A text, its words, and pairs of words.
    private func parts(of text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
        let parts = text.split { !$0.isLetter && !$0.isNumber }.map { String($0) }
        let hyphenated = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map { String($0) }
        let pairs = zip(words, words.dropFirst()).map { "\($0) \($1)" }
        return [text] + words + parts + hyphenated + pairs
    }
}
