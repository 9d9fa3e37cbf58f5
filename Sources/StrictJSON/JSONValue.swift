/// A JSON value with the place where it was read.
///
/// Two values are equal when their contents are; the place does not count, the order of members does.
public struct JSONValue: Hashable, Sendable {
    /// What a value can be.
    public enum Content: Hashable, Sendable {
        /// `null`
        case null
        /// `true` or `false`
        case bool(Bool)
        /// A number, kept as text.
        case number(JSONNumber)
        /// A string with its escapes resolved.
        case string(String)
        /// Values in order.
        case array([JSONValue])
        /// Members in order.
        case object(JSONObject)
    }

    /// The value itself.
    public let content: Content
    /// Where it begins in the text.
    public let position: JSONPosition

    /// A value; `position` is where it was read, if it was.
    public init(_ content: Content, position: JSONPosition = .built) {
        self.content = content
        self.position = position
    }

    /// Compares contents, not positions.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.content == right.content
    }

    /// Hashes the content, not the position.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(content)
    }
}

extension JSONValue {
    /// The value `null`.
    public static let null = JSONValue(.null)

    /// A truth value.
    public static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }

    /// A number as written.
    public static func number(_ number: JSONNumber) -> JSONValue { JSONValue(.number(number)) }

    /// A whole number.
    public static func integer(_ whole: Int) -> JSONValue { JSONValue(.number(JSONNumber(whole))) }

    /// A string.
    public static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }

    /// Values in order.
    public static func array(_ values: [JSONValue]) -> JSONValue { JSONValue(.array(values)) }

    /// Members in order.
    public static func object(_ object: JSONObject) -> JSONValue { JSONValue(.object(object)) }

    /// Members in order, no key twice; members whose value is nil are left out.
    public static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object = JSONObject(capacity: members.count)
        for (key, value) in members {
            if let value { object.append(key, value) }
        }
        return JSONValue(.object(object))
    }
}
