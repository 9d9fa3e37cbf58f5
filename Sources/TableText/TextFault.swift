/// One thing wrong in a file, with the place to look at.
public struct TextFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as the reader of the message knows it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What was found and what is allowed, in one sentence.
    public let message: String

    /// A fault at a place.
    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`, which editors can jump to.
    public var description: String { "\(file):\(line): \(message)" }
}
