/// What the first bytes of an input show it to be.
public enum BatchInput: Sendable {
    /// A sheet, by its first line.
    case csv(BatchHeader)
    /// One JSON object a line.
    case jsonLines

    /// How its rows are answered.
    public var format: RowFormat {
        switch self {
        case .csv(let header): .csv(separator: header.separator)
        case .jsonLines: .jsonLines
        }
    }

    /// The columns of a sheet that nothing reads.
    var ignored: [String] {
        switch self {
        case .csv(let header): header.ignored
        case .jsonLines: []
        }
    }
}
