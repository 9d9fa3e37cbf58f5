import StrictJSON

/// Why a regimen, or one item of it, can't be read.
///
/// The message says what is wrong with which words and what would be right; it is shown as it is.
public struct RegimenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The item, counted from 1; nil when the whole text is meant.
    public let item: Int?
    /// What is wrong and what is accepted, in one or two sentences.
    public let message: String

    /// An error in one item, counted from 1, or in the whole text; what a quoted word hides is
    /// escaped.
    public init(item: Int? = nil, message: String) {
        self.item = item
        self.message = QuotedText.harmless(message)
    }

    /// The message, headed by the item if one is meant.
    public var description: String {
        item.map { "item \($0): \(message)" } ?? message
    }

    func at(item: Int) -> RegimenError {
        RegimenError(item: item, message: message)
    }
}
