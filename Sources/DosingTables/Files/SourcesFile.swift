import PainDosing
import TableText

/// `sources.yaml`: the publications that all other files cite.
enum SourcesFile {
    /// The sources by key; those with faults are missing.
    static func read(
        _ document: TextDocument, faults: inout [TextFault]
    ) -> [SourceID: Source] {
        var sources: [SourceID: Source] = [:]
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            refuseAddresses(&reader)
            for (source, line) in reader.requiredList("sources", source) {
                if sources.updateValue(source, forKey: source.id) != nil {
                    reader.fault("the source '\(source.id)' is listed twice", line: line)
                }
            }
        }
        return sources
    }

    /// The aggregators are hosts, such as `scribd.com`, for the index of citations.
    private static func refuseAddresses(_ reader: inout NodeReader) {
        for (text, line) in reader.texts("aggregators")
        where text.contains("/") || !text.contains(".") || text != text.lowercased() {
            reader.fault("'\(text)' is no host such as scribd.com", line: line)
        }
    }

    private static func source(_ reader: inout NodeReader) -> (Source, line: Int)? {
        let id = reader.text("id")
        let citation = reader.text("citation")
        let url = reader.optionalText("url")
        guard let id, let citation else { return nil }
        return (Source(id: SourceID(id), citation: citation, url: url), reader.line)
    }
}
