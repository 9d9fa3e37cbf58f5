/// What is wrong at one place of a diary file.
public struct DiaryFault: Hashable, Sendable, CustomStringConvertible {
    /// The line, 1 being the first.
    public let line: Int
    /// The column in characters, 1 being the first.
    public let column: Int
    /// The way to the value, such as `episodes[2].peak`; empty for the entry itself.
    public let path: String
    /// One sentence: what was found, quoted and escaped, and what is accepted.
    public let message: String

    /// A fault at a place.
    public init(line: Int, column: Int, path: String, message: String) {
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    /// Such as `line 3, column 9: pain.worst: found 11; accepted is …`.
    public var description: String {
        "line \(line), column \(column): " + (path.isEmpty ? "" : path + ": ") + message
    }
}
