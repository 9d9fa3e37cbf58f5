public import PainDosing
import TableText

/// One row of the tables, with the publication behind it and where it stands.
public struct CitedRow: Hashable, Sendable {
    /// The file below the tables directory.
    public let file: String
    /// The line where the row begins.
    public let line: Int
    /// What it is called: its own key and those above it, such as `breakthrough abstral-eu`.
    public let name: [String]
    /// Its keys and values as they are written.
    public let words: String
    /// The publication.
    public let source: SourceID
    /// How well its weakest figure is known; nil for a row without a figure.
    public let evidence: Evidence?
}

/// Every row of the tables by what it says: the way from a word of an answer to a publication.
public struct CitationIndex: Sendable {
    /// In the order of the files, those of `defaults.yaml` first among the conversion sets.
    public let rows: [CitedRow]
    /// The publications by their keys.
    public let sources: [SourceID: Source]
    /// Hosts that collect other people's pages, and are no address of a publisher.
    private let aggregators: [String]

    /// An index of tables that were read before without a fault.
    ///
    /// - Parameters:
    ///   - files: the files that `tables` was read from.
    ///   - tables: what they say, validated.
    public init(_ files: TableFiles, of tables: TableSet) throws(TableFaults) {
        var rows: [CitedRow] = []
        var hosts: [String] = []
        let order = tables.defaultOrder.map { "conversion/\($0.name).yaml" }
        let first = order.compactMap { files.file($0) }
        for file in first + files.files where file.path.hasSuffix(".yaml") {
            if first.contains(where: { $0.path == file.path }),
                rows.contains(where: { $0.file == file.path })
            {
                continue
            }
            let root: TextNode
            do throws(TextFaults) {
                root = try file.document().root
            } catch {
                throw TableFaults(error.faults)
            }
            if file.path == TableGroup.sources.rawValue {
                hosts = root.texts(under: "aggregators")
                continue
            }
            var found = RowCollector(file: file.path)
            found.collect(root, under: [])
            rows += found.rows
        }
        self.rows = rows
        sources = tables.sources
        aggregators = hosts
    }

    /// The rows that cite a publication.
    public func rows(citing source: SourceID) -> [CitedRow] {
        rows.filter { $0.source == source }
    }

    /// The rows that hold every word of a question: a code, an id, a product, or a drug and a figure.
    ///
    /// A row that is called so comes alone; else all that hold the words, those that name them first.
    public func rows(about question: String) -> [CitedRow] {
        let key = question.lowercased()
        let named = rows.filter { $0.name.last?.lowercased() == key }
        if !named.isEmpty { return named }
        let words = Self.words(of: question)
        // A code that no row has is no list of words: "no-such-code" holds "no".
        guard !words.isEmpty, question.contains(" ") || !question.contains("-") else { return [] }
        let found = rows.filter { row in
            let held = Set(Self.words(of: row.name.joined(separator: " ") + " " + row.words))
            return words.allSatisfy { word in
                held.contains(word) || (Self.otherWords[word].map(held.contains) ?? false)
                    || word.count > Self.shortestBeginning && held.contains { $0.hasPrefix(word) }
            }
        }
        let called = Set(words)
        return found.filter {
            !called.isDisjoint(with: Self.words(of: $0.name.joined(separator: " ")))
        }
            + found.filter {
                called.isDisjoint(with: Self.words(of: $0.name.joined(separator: " ")))
            }
    }

    /// Why a publication can't be signed for as it stands; nil where it has an address of its own.
    public func weakness(of id: SourceID) -> String? {
        guard let url = sources[id]?.url else { return "no address" }
        let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard rest.count > 1 else { return "no address" }
        let host = rest[1].lowercased()
        let isCollected = aggregators.contains { host == $0 || host.hasSuffix(".\($0)") }
        if isCollected { return "an aggregator's page" }
        return rest.count == 2 ? "a bare site" : nil
    }

    /// The rows whose publication can't be signed for; what the project decided itself needs none.
    public var weak: [CitedRow] {
        rows.filter { $0.evidence != .decision && weakness(of: $0.source) != nil }
    }

    /// How many rows there are of a kind of evidence.
    public func count(of evidence: Evidence) -> Int { rows.count { $0.evidence == evidence } }

    /// Longer words may be the beginning of one in the tables, as `maximum` of `maximumMicrograms`.
    private static let shortestBeginning = 4

    /// What a bedside calls what the tables write otherwise.
    private static let otherWords = [
        "patch": "transdermal", "sc": "subcutaneous", "iv": "intravenous", "im": "intramuscular",
        "suppository": "rectal", "acetaminophen": "paracetamol", "meperidine": "pethidine",
    ]

    private static func words(of text: String) -> [String] {
        let plain = text.lowercased()
            .split { !($0.isLetter || $0.isNumber || $0 == ".") }
            .map { word in
                // "1.5." at the end of a sentence is 1.5.
                String(word.last == "." ? word.dropLast() : word)
            }
        return plain.filter { !$0.isEmpty && $0 != "s" }
    }
}

/// Collects the mappings of a tree that name a source.
private struct RowCollector {
    let file: String
    private(set) var rows: [CitedRow] = []

    init(file: String) { self.file = file }

    mutating func collect(_ node: TextNode, under names: [String]) {
        switch node {
        case .scalar: return
        case .list(let items, _):
            for item in items { collect(item, under: names) }
        case .mapping(let entries, let line):
            let own = ["code", "id", "name"].lazy.compactMap { node.text(of: $0) }.first
            let path = names + (own.map { [$0] } ?? [])
            if let source = node.text(of: "source") {
                rows.append(
                    CitedRow(
                        file: file, line: line, name: path, words: node.ownWords,
                        source: SourceID(source),
                        evidence: node.text(of: "evidence").flatMap { Evidence(rawValue: $0) }))
            }
            for entry in entries {
                let isGroup = node.text(of: "source") == nil && own == nil && names.isEmpty
                collect(entry.value, under: isGroup ? path + [entry.key] : path)
            }
        }
    }
}

extension TextNode {
    /// The scalar of a key of this mapping.
    fileprivate func text(of key: String) -> String? {
        guard case .mapping(let entries, _) = self else { return nil }
        for case .scalar(let text, _) in entries.lazy.filter({ $0.key == key }).map(\.value) {
            return text
        }
        return nil
    }

    /// The scalars of a list under a key.
    fileprivate func texts(under key: String) -> [String] {
        guard case .mapping(let entries, _) = self,
            case .list(let items, _)? = entries.first(where: { $0.key == key })?.value
        else { return [] }
        return items.compactMap { if case .scalar(let text, _) = $0 { text } else { nil } }
    }

    /// What stands in a row, without the rows inside it that have a source of their own.
    fileprivate var ownWords: String {
        switch self {
        case .scalar(let text, _): return text
        case .list(let items, _):
            return items.filter { $0.text(of: "source") == nil }.map(\.ownWords)
                .joined(separator: ", ")
        case .mapping(let entries, _):
            return entries.compactMap { entry in
                guard !["source", "evidence"].contains(entry.key),
                    entry.value.text(of: "source") == nil
                else { return nil }
                let words = entry.value.ownWords
                return words.isEmpty ? nil : "\(entry.key) \(words)"
            }.joined(separator: "; ")
        }
    }
}
