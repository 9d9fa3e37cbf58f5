import TableText

extension TextNode {
    /// The last line on which a scalar has this text; nil if none has.
    func lastLine(ofText text: String) -> Int? {
        switch self {
        case .scalar(text, let line): line
        case .scalar: nil
        case .list(let items, _): items.compactMap { $0.lastLine(ofText: text) }.last
        case .mapping(let entries, _): entries.compactMap { $0.value.lastLine(ofText: text) }.last
        }
    }
}
