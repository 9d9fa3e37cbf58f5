public import StrictJSON

/// Why a diary file could not be read.
///
/// The sentences quote what stands in the file; a file's own text is not for the journal.
public enum DiaryError: Error, Hashable, Sendable {
    /// The text is not JSON.
    case notJSON(JSONError)
    /// The JSON is not a diary entry: its faults by place, and how many more there were.
    case notADiary([DiaryFault], omitted: Int)

    /// Whether the text may only have been cut off, so that waiting for the rest makes sense.
    public var isIncomplete: Bool {
        switch self {
        case .notJSON(let error): error.isIncomplete
        case .notADiary: false
        }
    }

    /// The faults by place; at least one.
    public var faults: [DiaryFault] {
        switch self {
        case .notJSON(let error):
            [
                DiaryFault(
                    line: error.position.line, column: error.position.column, path: "",
                    message: error.message)
            ]
        case .notADiary(let faults, _): faults
        }
    }
}

extension DiaryError: CustomStringConvertible {
    /// The faults, one a line.
    public var description: String {
        var lines = faults.map(\.description)
        if case .notADiary(_, let omitted) = self, omitted > 0 {
            lines.append("and \(omitted) more")
        }
        return lines.joined(separator: "\n")
    }
}
