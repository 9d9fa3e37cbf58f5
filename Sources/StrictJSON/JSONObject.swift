/// The members of a JSON object in their order; no key stands twice.
public struct JSONObject: Hashable, Sendable {
    /// The members as they stand in the text.
    public private(set) var members: [JSONMember]

    /// An object without members.
    public init() {
        members = []
    }

    /// An object without members, with room for some.
    init(capacity: Int) {
        members = []
        members.reserveCapacity(capacity)
    }

    /// Trusts the reader, which has refused duplicate keys.
    init(read members: [JSONMember]) {
        self.members = members
    }

    /// The value of a key; nil when the key is absent.
    public subscript(key: String) -> JSONValue? {
        members.first { $0.key == key }?.value
    }

    /// Puts a value at the end; the caller knows that the key does not stand there yet.
    mutating func append(_ key: String, _ value: JSONValue) {
        assert(self[key] == nil, "the key \(key) stands twice")
        members.append(JSONMember(key: key, value: value, position: .built))
    }

    /// Puts a value at the end, or in the place where the key already stands; nil changes nothing.
    ///
    /// - Parameter position: where the key was read, if it was.
    public mutating func set(
        _ key: String, _ value: JSONValue?, at position: JSONPosition = .built
    ) {
        guard let value else { return }
        let member = JSONMember(key: key, value: value, position: position)
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index] = member
        } else {
            members.append(member)
        }
    }
}
