/// Turns the events of the YAML parser into text nodes and collects what is refused.
struct YAMLTreeReader {
    private let events: YAMLEvents
    private let source: SourceLines
    private let file: String
    private(set) var faults: [TextFault] = []

    init(_ events: YAMLEvents, source: SourceLines, file: String) {
        self.events = events
        self.source = source
        self.file = file
    }

    /// The one document of the text; nil after a fault.
    mutating func document() -> TextNode? {
        do {
            return try onlyDocument()
        } catch {
            faults.append(error)
            return nil
        }
    }

    private mutating func onlyDocument() throws(TextFault) -> TextNode? {
        // The stream begins, and then the document.
        _ = try events.next()
        if case .streamEnd = try events.next().kind { return refuse(1, "the file is empty") }
        let root = try node(events.next(), depth: 1)
        // The document ends, and then the stream.
        _ = try events.next()
        let last = try events.next()
        guard case .streamEnd = last.kind else {
            return refuse(last.line, "another document begins here; a file holds one")
        }
        return root
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(TextFault) -> TextNode? {
        let isPlainlyWritten = self.isPlainlyWritten(event)
        switch event.kind {
        case .scalar(let text, let isPlain):
            guard isPlainlyWritten else { return nil }
            guard !isNull(text, isPlain: isPlain) else {
                return refuse(event.line, "a value is missing; write one, or leave the key out")
            }
            return .scalar(text, line: event.line)
        case .list, .mapping:
            guard depth <= TextDocument.deepest else { throw tooDeep(event) }
            guard isPlainlyWritten else {
                try skip(event)
                return nil
            }
            if case .list = event.kind { return try list(line: event.line, depth: depth) }
            return try mapping(line: event.line, depth: depth)
        default:
            return refuse(event.line, "aliases are refused; write the value out")
        }
    }

    private mutating func list(line: Int, depth: Int) throws(TextFault) -> TextNode? {
        var items: [TextNode] = []
        // Every item is read even after a fault, so that all faults are reported.
        var isWhole = true
        var event = try events.next()
        while !event.isEnd {
            if let item = try node(event, depth: depth + 1) {
                items.append(item)
            } else {
                isWhole = false
            }
            event = try events.next()
        }
        return isWhole ? .list(items, line: line) : nil
    }

    private mutating func mapping(line: Int, depth: Int) throws(TextFault) -> TextNode? {
        var entries: [TextNode.Entry] = []
        var lines: [String: Int] = [:]
        var isWhole = true
        var event = try events.next()
        while !event.isEnd {
            let keyLine = event.line
            let key = try self.key(event)
            let value = try node(events.next(), depth: depth + 1)
            if let key, let first = lines.updateValue(keyLine, forKey: key) {
                let _: Never? = refuse(first, "the key '\(key)' is written twice")
                isWhole = false
            } else if let key, let value {
                entries.append(TextNode.Entry(key: key, line: keyLine, value: value))
            } else {
                isWhole = false
            }
            event = try events.next()
        }
        return isWhole ? .mapping(entries, line: line) : nil
    }

    private mutating func key(_ event: YAMLEvent) throws(TextFault) -> String? {
        let isPlainlyWritten = self.isPlainlyWritten(event)
        guard case .scalar(let text, let isPlain) = event.kind else {
            try skip(event)
            return isPlainlyWritten ? refuse(event.line, "a key has to be text") : nil
        }
        guard isPlainlyWritten else { return nil }
        guard !isNull(text, isPlain: isPlain) else {
            return refuse(event.line, "a key has to be text")
        }
        guard text != "<<" else {
            return refuse(event.line, "merge keys are refused; write the values out")
        }
        return text
    }

    /// Leaves out what a list or mapping holds.
    private mutating func skip(_ event: YAMLEvent) throws(TextFault) {
        var event = event
        var depth = 0
        repeat {
            switch event.kind {
            case .list, .mapping: depth += 1
            case .end: depth -= 1
            default: break
            }
            guard depth <= TextDocument.deepest else { throw tooDeep(event) }
            if depth > 0 { event = try events.next() }
        } while depth > 0
    }

    /// A node with an anchor or a tag begins with `&` or `!`, which no other node can begin with.
    private mutating func isPlainlyWritten(_ event: YAMLEvent) -> Bool {
        switch source.character(line: event.line, column: event.column) {
        case "&":
            let _: Never? = refuse(event.line, "anchors are refused; write each value out")
            return false
        case "!":
            let _: Never? = refuse(event.line, "tags are refused; every value is text")
            return false
        default: return true
        }
    }

    /// Ends the reading: the parser takes ever longer for each level.
    private func tooDeep(_ event: YAMLEvent) -> TextFault {
        TextFault(
            file: file, line: event.line,
            message: "the nesting is deeper than \(TextDocument.deepest)")
    }

    private func isNull(_ text: String, isPlain: Bool) -> Bool {
        isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
    }

    private mutating func refuse<Value>(_ line: Int, _ message: String) -> Value? {
        faults.append(TextFault(file: file, line: line, message: message))
        return nil
    }
}
