/// What is wrong at one place of a diary file.
public struct DiaryFault: Hashable, Sendable, CustomStringConvertible {
    /// The line or, in a sheet, the row; 1 being the first.
    public let line: Int
    /// The column in characters or, in a sheet, in cells, 1 being the first; 0 for a whole row.
    public let column: Int
    /// The way to the value, such as `episodes[2].peak`, or the header of its column; empty for the
    /// entry itself or a whole row.
    public let path: String
    /// One sentence: what was found, quoted and escaped, and what is accepted.
    public let message: String

    private let isInSheet: Bool

    /// A fault at a place of a text.
    public init(line: Int, column: Int, path: String, message: String) {
        self.line = line
        self.column = column
        self.path = path
        self.message = message
        isInSheet = false
    }

    /// A fault in a row of a sheet; `header` is nil where it concerns the row as a whole.
    public init(row: Int, column: Int, header: String?, message: String) {
        line = row
        self.column = column
        path = header ?? ""
        self.message = message
        isInSheet = true
    }

    /// Such as `line 3, column 9: pain.worst: found 11; accepted is …` or
    /// `row 3, column worst: found 11; …`.
    public var description: String {
        if isInSheet {
            return "row \(line)" + sheetColumn + ": " + message
        }
        return "line \(line), column \(column): " + (path.isEmpty ? "" : path + ": ") + message
    }

    private var sheetColumn: String {
        if !path.isEmpty { return ", column \(path)" }
        return column > 0 ? ", column \(column)" : ""
    }
}
