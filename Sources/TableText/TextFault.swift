/// One thing wrong in a file, with the place to look at.
public struct TextFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as the reader of the message knows it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What was found and what is allowed, in one sentence of at most `longest` characters.
    public let message: String

    /// Longer sentences end in an ellipsis: what they quote may be a whole file.
    static let longest = 1_000

    /// A fault at a place; what a quoted text hides or would do to a terminal is escaped.
    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        var seen = ""
        for (place, scalar) in message.unicodeScalars.enumerated() {
            guard place < TextFault.longest else {
                seen += "…"
                break
            }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                seen += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: seen.unicodeScalars.append(scalar)
            }
        }
        self.message = seen
    }

    /// `file:line: message`, which editors can jump to.
    public var description: String { "\(file):\(line): \(message)" }
}
