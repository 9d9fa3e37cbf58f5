/// The members of an object whose keys are all known.
///
/// A member that is `null` counts as absent: it says that the fact is not known.
public struct JSONObjectReader: Sendable {
    private let object: JSONObject
    private let node: JSONNode

    init(
        _ object: JSONObject, at node: JSONNode, keys: [String], _ faults: inout JSONFaultList
    ) {
        self.object = object
        self.node = node
        for member in object.members where !keys.contains(member.key) {
            faults.add(
                "the key \(QuotedText.quoted(member.key)) is not known; accepted are "
                    + keys.joined(separator: ", "),
                at: member.position, path: .key(node.path, member.key))
        }
    }

    /// The value of a key; nil when it is absent or `null`.
    public func node(_ key: String) -> JSONNode? {
        guard let value = object[key], value.content != .null else { return nil }
        return JSONNode(value, path: .key(node.path, key))
    }

    /// The value of a key that must be there; its absence is noted at the object.
    public func required(_ key: String, _ faults: inout JSONFaultList) -> JSONNode? {
        guard let found = node(key) else {
            faults.add(
                "the key \(QuotedText.quoted(key)) is missing; add it", at: node.value.position,
                path: .key(node.path, key))
            return nil
        }
        return found
    }
}
