import TableText

extension TextNode {
    /// All scalars in the order of the text.
    var texts: [String] {
        switch self {
        case .scalar(let text, _): [text]
        case .list(let items, _): items.flatMap(\.texts)
        case .mapping(let entries, _): entries.flatMap(\.value.texts)
        }
    }

    /// The lines of all scalars in the order of the text.
    var lines: [Int] {
        switch self {
        case .scalar(_, let line): [line]
        case .list(let items, _): items.flatMap(\.lines)
        case .mapping(let entries, _): entries.flatMap(\.value.lines)
        }
    }
}
