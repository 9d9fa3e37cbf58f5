/// What is wrong with one value of a document that is JSON.
public struct JSONFieldFault: Hashable, Sendable {
    /// Where the value begins.
    public let position: JSONPosition
    /// The way to it, such as `episodes[2].peak`; empty for the document itself.
    public let path: String
    /// One sentence: what was found and what is accepted.
    public let message: String

    /// A fault of one value.
    public init(position: JSONPosition, path: String, message: String) {
        self.position = position
        self.path = path
        self.message = message
    }
}
