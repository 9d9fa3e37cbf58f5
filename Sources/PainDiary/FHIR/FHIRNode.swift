import StrictJSON

/// Elements of a resource, of which more may be present than is read.
extension JSONNode {
    /// The element of a key; nil when it is absent or `null`.
    func element(_ key: String) -> JSONNode? {
        guard case .object(let object) = value.content, let found = object[key],
            found.content != .null
        else { return nil }
        return JSONNode(found, path: .key(path, key))
    }

    /// The text of a string element; nil for any other.
    func text(_ key: String) -> String? { element(key)?.string }

    /// The string itself; nil for any other value.
    var string: String? {
        guard case .string(let text) = value.content else { return nil }
        return text
    }

    /// The elements under a key; one that is no array is noted.
    func elements(_ key: String, _ faults: inout JSONFaultList) -> [JSONNode] {
        guard let list = element(key) else { return [] }
        return list.array(most: FHIRBundleReader.mostElements, &faults) ?? []
    }

    /// An element that must be there.
    func needed(_ key: String, _ faults: inout JSONFaultList) -> JSONNode? {
        guard let found = element(key) else {
            faults.add(
                "the element \(QuotedText.quoted(key)) is missing; add it", at: value.position,
                path: .key(path, key))
            return nil
        }
        return found
    }

    /// A whole number that may be written as a decimal, such as 12.0.
    func wholeDecimal(in range: ClosedRange<Int>, _ faults: inout JSONFaultList) -> Int? {
        guard case .number(let number) = value.content, let whole = number.wholeDecimal,
            range.contains(whole)
        else { return self.whole(in: range, &faults) }
        return whole
    }

    /// A value told in other words at the same place.
    func saying(_ text: String) -> JSONValue { JSONValue(.string(text), position: value.position) }
}

extension JSONNumber {
    /// The whole number, also where zeros stand behind a point.
    fileprivate var wholeDecimal: Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) else {
            return whole
        }
        return JSONNumber(String(parts[0]))?.whole
    }

    /// The same number as short as it can be written where it is whole.
    var shortest: JSONNumber { wholeDecimal.map { JSONNumber($0) } ?? self }
}

extension JSONValue {
    /// The value of a key; nil for anything but an object that has it.
    subscript(key: String) -> JSONValue? {
        guard case .object(let object) = content else { return nil }
        return object[key]
    }
}
