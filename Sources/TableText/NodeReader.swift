/// Reads one mapping by the keys that are known, and collects what is wrong instead of stopping.
///
/// Every question returns nil after it has noted a fault, so a caller asks for all its keys first
/// and gives up afterwards; that way one run names every fault of a file. Keys that nobody asked
/// for are faults too. Use `NodeReader.read(_:file:faults:_:)`, which checks them at the end.
public struct NodeReader {
    /// The file, for messages.
    public let file: String
    /// The line where the mapping begins.
    public let line: Int
    /// What was wrong up to now.
    public private(set) var faults: [TextFault] = []

    private let entries: [TextNode.Entry]
    /// In the order in which they were first asked for, some perhaps twice.
    private var askedKeys: [String] = []
    /// For each entry whether its key was asked for.
    private var isKnown: [Bool]
    /// The entry after the last one that was found: keys are asked for mostly in their order.
    private var likely = 0

    /// Reads a mapping with `body`, then adds its faults and the unknown keys to `faults`.
    ///
    /// - Returns: what `body` returns; nil if the node is no mapping or anything was wrong in it.
    @discardableResult
    public static func read<Value>(
        _ node: TextNode, file: String, faults: inout [TextFault],
        _ body: (inout NodeReader) -> Value?
    ) -> Value? {
        guard case .mapping(let entries, let line) = node else {
            faults.append(
                TextFault(
                    file: file, line: node.line,
                    message: "a mapping (key: value) is expected here, found \(node.kind)"))
            return nil
        }
        var reader = NodeReader(entries: entries, line: line, file: file)
        let value = body(&reader)
        reader.refuseUnknownKeys()
        faults += reader.faults
        return reader.faults.isEmpty ? value : nil
    }

    private init(entries: [TextNode.Entry], line: Int, file: String) {
        self.entries = entries
        isKnown = Array(repeating: false, count: entries.count)
        // Most keys that are asked for are there, so this is about the room that is needed.
        askedKeys.reserveCapacity(entries.count + 4)
        self.line = line
        self.file = file
    }

    /// Whether the key is there; asking makes it a known one.
    public mutating func has(_ key: String) -> Bool {
        entry(key) != nil
    }

    /// The keys of a mapping whose keys are data, in their order; asking makes each a known one.
    public mutating func keys() -> [String] {
        isKnown = Array(repeating: true, count: entries.count)
        return entries.map(\.key)
    }

    /// The line of a key, or of the mapping where the key is absent.
    public func line(of key: String) -> Int {
        entries.first { $0.key == key }?.line ?? line
    }

    /// The value of a key that may be left out.
    public mutating func optionalNode(_ key: String) -> TextNode? {
        entry(key)?.value
    }

    /// The value of a key that has to be there.
    public mutating func node(_ key: String) -> TextNode? {
        if let entry = entry(key) { return entry.value }
        fault("the key '\(key)' is missing")
        return nil
    }

    /// The text of a key that has to be there.
    public mutating func text(_ key: String) -> String? {
        node(key).flatMap { text($0, of: key) }
    }

    /// The text of a key that may be left out.
    public mutating func optionalText(_ key: String) -> String? {
        optionalNode(key).flatMap { text($0, of: key) }
    }

    /// The value that the text of a key stands for, where the key has to be there.
    ///
    /// `parse` returns nil for a text that is no such value; then `expected` says what is one.
    public mutating func value<Value>(
        _ key: String, expected: @autoclosure () -> String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text(key) else { return nil }
        return parsed(text, of: key, expected: expected(), parse)
    }

    /// The value that the text of a key stands for, where the key may be left out.
    public mutating func optionalValue<Value>(
        _ key: String, expected: @autoclosure () -> String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = optionalText(key) else { return nil }
        return parsed(text, of: key, expected: expected(), parse)
    }

    /// What `body` reads from each mapping in the list of a key that may be left out.
    ///
    /// Items with faults are missing in the result.
    public mutating func list<Value>(
        _ key: String, _ body: (inout NodeReader) -> Value?
    ) -> [Value] {
        switch optionalNode(key) {
        case nil: return []
        case .list(let items, _): return items.compactMap { read($0, body) }
        case let node?:
            fault("'\(key)' has to be a list, found \(node.kind)", line: node.line)
            return []
        }
    }

    /// What `body` reads from each mapping in the list of a key that has to be there, with one item
    /// or more.
    public mutating func requiredList<Value>(
        _ key: String, _ body: (inout NodeReader) -> Value?
    ) -> [Value] {
        guard let node = node(key) else { return [] }
        if case .list(let items, _) = node, !items.isEmpty {
            return items.compactMap { read($0, body) }
        }
        fault("'\(key)' has to be a list with one item or more", line: node.line)
        return []
    }

    /// The texts of a key that holds one text or a list of them; none if the key is absent.
    public mutating func texts(_ key: String) -> [(text: String, line: Int)] {
        guard let node = optionalNode(key) else { return [] }
        let items = if case .list(let items, _) = node { items } else { [node] }
        return items.compactMap { item in
            text(item, of: key).map { ($0, item.line) }
        }
    }

    /// What `body` reads from the mapping under a key that has to be there.
    public mutating func mapping<Value>(
        _ key: String, _ body: (inout NodeReader) -> Value?
    ) -> Value? {
        node(key).flatMap { read($0, body) }
    }

    /// Notes a fault at a line, or at the beginning of the mapping.
    public mutating func fault(_ message: String, line: Int? = nil) {
        faults.append(TextFault(file: file, line: line ?? self.line, message: message))
    }

    private mutating func read<Value>(
        _ node: TextNode, _ body: (inout NodeReader) -> Value?
    ) -> Value? {
        NodeReader.read(node, file: file, faults: &faults, body)
    }

    private mutating func entry(_ key: String) -> TextNode.Entry? {
        askedKeys.append(key)
        // No key stands twice, so that where the search begins makes no difference to what it finds.
        let isLikely = likely < entries.count && entries[likely].key == key
        guard let index = isLikely ? likely : entries.firstIndex(where: { $0.key == key })
        else { return nil }
        isKnown[index] = true
        likely = index + 1
        return entries[index]
    }

    private mutating func text(_ node: TextNode, of key: String) -> String? {
        if case .scalar(let text, _) = node, !text.isEmpty { return text }
        let found = if case .scalar = node { "an empty text" } else { node.kind }
        fault("'\(key)' has to be text, found \(found)", line: node.line)
        return nil
    }

    private mutating func parsed<Value>(
        _ text: String, of key: String, expected: @autoclosure () -> String,
        _ parse: (String) -> Value?
    ) -> Value? {
        if let value = parse(text) { return value }
        fault("'\(key)' can't be '\(text)': \(expected())", line: line(of: key))
        return nil
    }

    private mutating func refuseUnknownKeys() {
        for (entry, isKnown) in zip(entries, isKnown) where !isKnown {
            var keys: [String] = []
            for key in askedKeys where !keys.contains(key) { keys.append(key) }
            let accepted = keys.joined(separator: ", ")
            fault("the key '\(entry.key)' is unknown; known are: \(accepted)", line: entry.line)
        }
    }
}
