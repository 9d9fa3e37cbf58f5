/// The way from the top of a document to a value, such as `episodes[2].peak`.
public indirect enum JSONPath: Hashable, Sendable {
    /// The document itself.
    case root
    /// The value of a key.
    case key(JSONPath, String)
    /// An element of an array, 0 being the first.
    case index(JSONPath, Int)
}

extension JSONPath: CustomStringConvertible {
    /// The path as it is shown; empty for the document itself.
    ///
    /// Keys that are not plain are quoted.
    public var description: String {
        switch self {
        case .root: ""
        case .key(.root, let key): JSONPath.shown(key)
        case .key(let parent, let key): "\(parent).\(JSONPath.shown(key))"
        case .index(let parent, let index): "\(parent)[\(index)]"
        }
    }

    private static func shown(_ key: String) -> String {
        let isPlain =
            !key.isEmpty && key.utf8.count <= QuotedText.longest
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
        return isPlain ? key : QuotedText.quoted(key)
    }
}
