import Yams

/// Turns the nodes of the YAML parser into text nodes and collects what is refused.
struct YAMLTreeReader {
    let source: SourceLines
    let file: String
    private(set) var faults: [TextFault] = []

    init(source: SourceLines, file: String) {
        self.source = source
        self.file = file
    }

    /// The text node of a YAML node; nil if something in it is refused.
    mutating func node(_ node: Node, depth: Int) -> TextNode? {
        let line = node.mark?.line ?? 1
        guard isPlainlyWritten(node, line: line) else { return nil }
        switch node {
        case .scalar(let scalar):
            guard !isNull(scalar) else {
                return refuse(line, "a value is missing; write one, or leave the key out")
            }
            return .scalar(scalar.string, line: line)
        case .sequence(let sequence):
            guard isWithinDepth(depth, line: line) else { return nil }
            // Every item is read even after a fault, so that all faults are reported.
            let items = sequence.map { self.node($0, depth: depth + 1) }
            let read = items.compactMap(\.self)
            return read.count == items.count ? .list(read, line: line) : nil
        case .mapping(let mapping):
            guard isWithinDepth(depth, line: line) else { return nil }
            return self.mapping(mapping, line: line, depth: depth)
        case .alias:
            return refuse(line, "aliases are refused; write the value out")
        }
    }

    private mutating func mapping(
        _ mapping: Node.Mapping, line: Int, depth: Int
    ) -> TextNode? {
        var entries: [TextNode.Entry] = []
        var isWhole = true
        for (keyNode, valueNode) in mapping {
            let key = self.key(keyNode)
            let value = node(valueNode, depth: depth + 1)
            guard let key, let value else {
                isWhole = false
                continue
            }
            entries.append(
                TextNode.Entry(key: key, line: keyNode.mark?.line ?? line, value: value))
        }
        return isWhole ? .mapping(entries, line: line) : nil
    }

    private mutating func key(_ node: Node) -> String? {
        let line = node.mark?.line ?? 1
        guard isPlainlyWritten(node, line: line) else { return nil }
        guard case .scalar(let scalar) = node, !isNull(scalar) else {
            return refuse(line, "a key has to be text")
        }
        guard scalar.string != "<<" else {
            return refuse(line, "merge keys are refused; write the values out")
        }
        return scalar.string
    }

    /// A node with an anchor or a tag begins with `&` or `!`, which no other node can begin with.
    private mutating func isPlainlyWritten(_ node: Node, line: Int) -> Bool {
        guard let mark = node.mark else { return true }
        switch source.character(line: mark.line, column: mark.column) {
        case "&":
            let _: Never? = refuse(line, "anchors are refused; write each value out")
            return false
        case "!":
            let _: Never? = refuse(line, "tags are refused; every value is text")
            return false
        default: return true
        }
    }

    private mutating func isWithinDepth(_ depth: Int, line: Int) -> Bool {
        guard depth > TextDocument.deepest else { return true }
        let _: Never? = refuse(line, "the nesting is deeper than \(TextDocument.deepest)")
        return false
    }

    private func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private mutating func refuse<Value>(_ line: Int, _ message: String) -> Value? {
        faults.append(TextFault(file: file, line: line, message: message))
        return nil
    }
}
