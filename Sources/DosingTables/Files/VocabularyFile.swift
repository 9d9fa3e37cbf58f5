import PainDosing
import TableText

/// `vocabulary/<language>.yaml`: the words of drug charts in one language.
enum VocabularyFile {
    /// The words; nil after a fault.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> ChartVocabulary? {
        NodeReader.read(document.root, file: document.file, faults: &faults) {
            vocabulary(&$0, in: catalogue)
        }
    }

    private static func vocabulary(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ChartVocabulary? {
        let language = reader.text("language")
        let countries = reader.countries()
        let words = reader.mapping("words") { Self.words(&$0) }
        let names = reader.mapping("names") { Self.names(&$0, in: catalogue) }
        let opioids = reader.texts("otherOpioids").map(\.text)
        let others = reader.mapping("otherDrugs") { Self.lists(&$0) }
        guard let language, let countries, let words, let names, let others else { return nil }
        return ChartVocabulary(
            language: language, countries: countries, words: words, names: names,
            otherOpioids: opioids, otherDrugs: others)
    }

    private static func lists(_ reader: inout NodeReader) -> [String: [String]] {
        var lists: [String: [String]] = [:]
        for key in reader.keys() { lists[key] = reader.texts(key).map(\.text) }
        return lists
    }

    private static func words(_ reader: inout NodeReader) -> [ChartMeaning: [String]] {
        var words: [ChartMeaning: [String]] = [:]
        for (key, list) in lists(&reader) {
            guard let meaning = ChartMeaning(rawValue: key) else {
                reader.fault(
                    "'\(key)' is no meaning: \(PlainText.expected(ChartMeaning.self))",
                    line: reader.line(of: key))
                continue
            }
            words[meaning] = list
        }
        return words
    }

    private static func names(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [OpioidID: [String]] {
        var names: [OpioidID: [String]] = [:]
        for (key, list) in lists(&reader) {
            guard let opioid = catalogue.opioid(named: key) else {
                reader.fault("'\(key)' is no id in opioids.yaml", line: reader.line(of: key))
                continue
            }
            names[opioid] = list
        }
        return names
    }
}
