/// A value of a document with the way to it, read by type; what does not fit is noted as a fault.
public struct JSONNode: Sendable {
    /// The value.
    public let value: JSONValue
    /// The way to it.
    public let path: JSONPath

    /// A value at a path; the whole document by default.
    public init(_ value: JSONValue, path: JSONPath = .root) {
        self.value = value
        self.path = path
    }

    /// Notes that something else is accepted than what was found.
    public func refuse(accepting accepted: String, _ faults: inout JSONFaultList) {
        note("found \(shown); accepted is \(accepted)", &faults)
    }

    /// Notes a fault in words of its own.
    public func note(_ message: String, _ faults: inout JSONFaultList) {
        faults.add(message, at: value.position, path: path)
    }

    /// The value as it is shown in a sentence.
    public var shown: String {
        switch value.content {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): QuotedText.quoted(text)
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONNode {
    /// `true` or `false`.
    public func bool(_ faults: inout JSONFaultList) -> Bool? {
        guard case .bool(let value) = value.content else {
            refuse(accepting: "true or false", &faults)
            return nil
        }
        return value
    }

    /// A number as it was written.
    public func number(_ faults: inout JSONFaultList) -> JSONNumber? {
        guard case .number(let number) = value.content else {
            refuse(accepting: "a number", &faults)
            return nil
        }
        return number
    }

    /// A whole number within a range, both bounds included.
    public func whole(in range: ClosedRange<Int>, _ faults: inout JSONFaultList) -> Int? {
        guard case .number(let number) = value.content, let whole = number.whole,
            range.contains(whole)
        else {
            refuse(
                accepting: "a whole number from \(range.lowerBound) to \(range.upperBound)", &faults
            )
            return nil
        }
        return whole
    }

    /// A string of at most `longest` characters that is not empty.
    public func string(longest: Int, _ faults: inout JSONFaultList) -> String? {
        guard case .string(let text) = value.content, !text.isEmpty,
            text.utf8.count <= longest || text.unicodeScalars.count <= longest
        else {
            refuse(accepting: "a string of 1 to \(longest) characters", &faults)
            return nil
        }
        return text
    }

    /// One of a closed list of words.
    public func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type, _ faults: inout JSONFaultList
    ) -> Choice? {
        guard case .string(let text) = value.content, let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map { "\"\($0.rawValue)\"" }
            refuse(accepting: JSONNode.alternatives(words), &faults)
            return nil
        }
        return choice
    }

    /// The elements of an array of at most `most` elements.
    public func array(most: Int, _ faults: inout JSONFaultList) -> [JSONNode]? {
        guard case .array(let values) = value.content else {
            refuse(accepting: "an array", &faults)
            return nil
        }
        guard values.count <= most else {
            note("found \(values.count) elements; accepted are at most \(most)", &faults)
            return nil
        }
        return values.enumerated().map { JSONNode($1, path: .index(path, $0)) }
    }

    /// The members of an object that has no other keys than `keys`; unknown keys are noted.
    public func object(keys: [String], _ faults: inout JSONFaultList) -> JSONObjectReader? {
        guard case .object(let object) = value.content else {
            refuse(accepting: "an object", &faults)
            return nil
        }
        return JSONObjectReader(object, at: self, keys: keys, &faults)
    }

    /// Words as the end of a sentence: `a, b or c`.
    static func alternatives(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
