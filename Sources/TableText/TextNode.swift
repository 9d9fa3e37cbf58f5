/// A part of a text tree: a scalar, a list or a mapping, with the line where it begins.
///
/// Scalars are always text. An unquoted `0.15` stays the four characters that were written, so that
/// no figure passes through a binary fraction on its way into a table.
public enum TextNode: Hashable, Sendable {
    /// A value as it was written, without its quotes.
    case scalar(String, line: Int)
    /// Values in the order of the file.
    case list([TextNode], line: Int)
    /// Keys with their values in the order of the file; no key twice.
    case mapping([Entry], line: Int)

    /// One key of a mapping with its value.
    public struct Entry: Hashable, Sendable {
        /// The key as text.
        public let key: String
        /// The line of the key, from 1.
        public let line: Int
        /// What the key stands for.
        public let value: TextNode

        /// A key with its value.
        public init(key: String, line: Int, value: TextNode) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    /// The line where the part begins, from 1.
    public var line: Int {
        switch self {
        case .scalar(_, let line), .list(_, let line), .mapping(_, let line): line
        }
    }

    /// What the part is, as a word for a message.
    public var kind: String {
        switch self {
        case .scalar: "text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
