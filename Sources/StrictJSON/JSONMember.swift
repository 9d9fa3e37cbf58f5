/// One key with its value.
public struct JSONMember: Hashable, Sendable {
    /// The key, with its escapes resolved.
    public let key: String
    /// Where the key begins.
    public let position: JSONPosition
    /// The value.
    public let value: JSONValue

    /// A key with its value; `position` is where the key was read, if it was.
    public init(key: String, value: JSONValue, position: JSONPosition = .built) {
        self.key = key
        self.value = value
        self.position = position
    }

    /// Compares key and value, not where they stood.
    public static func == (left: JSONMember, right: JSONMember) -> Bool {
        left.key == right.key && left.value == right.value
    }

    /// Hashes key and value, not where they stood.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(value)
    }
}
