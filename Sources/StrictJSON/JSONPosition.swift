/// Where something begins in a JSON text, counted as an editor counts.
public struct JSONPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    // Every value carries a position, so it is kept small: 8 bytes.
    private let storedLine: UInt32
    private let storedColumn: UInt32

    /// The position of a value that was built rather than read: line 0, column 0.
    public static let built = JSONPosition(line: 0, column: 0)

    /// A line and a column; numbers too large for a text that can be read are cut to the largest.
    public init(line: Int, column: Int) {
        storedLine = UInt32(clamping: line)
        storedColumn = UInt32(clamping: column)
    }

    /// The line, 1 being the first; only a line feed begins a new one.
    public var line: Int { Int(storedLine) }

    /// The column in Unicode scalars, 1 being the first.
    public var column: Int { Int(storedColumn) }

    /// Such as `line 3, column 14`.
    public var description: String { "line \(line), column \(column)" }

    /// Earlier in the text is less.
    public static func < (left: JSONPosition, right: JSONPosition) -> Bool {
        (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
    }
}
