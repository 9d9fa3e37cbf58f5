public import StrictJSON

/// Why a diary file could not be read.
///
/// The sentences quote what stands in the file; a file's own text is not for the journal.
public enum DiaryError: Error, Hashable, Sendable {
    /// The text is not JSON.
    case notJSON(JSONError)
    /// The JSON is not a diary entry: its faults by place, and how many more there were.
    case notADiary([DiaryFault], omitted: Int)
    /// The sheet is no diary: its faults by row, how many more there were, and whether it may only
    /// have been cut off.
    case notASheet([DiaryFault], omitted: Int, isIncomplete: Bool)
    /// The file holds so many entries where one is read.
    case severalEntries(Int)
    /// The bytes were stored in a format of this name, which this version can't read.
    case unknownFormat(String)

    /// Whether the text may only have been cut off, so that waiting for the rest makes sense.
    public var isIncomplete: Bool {
        switch self {
        case .notJSON(let error): error.isIncomplete
        case .notASheet(_, _, let isIncomplete): isIncomplete
        case .notADiary, .severalEntries, .unknownFormat: false
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
        case .notADiary(let faults, _), .notASheet(let faults, _, _): faults
        case .severalEntries(let count):
            [
                DiaryFault(
                    row: 1, column: 0, header: nil,
                    message: "the sheet holds \(count) entries; save each patient and recordedAt "
                        + "as a file of its own")
            ]
        case .unknownFormat(let name):
            [
                DiaryFault(
                    line: 1, column: 1, path: "",
                    message: "the entry was stored in the format \(name), which this version does "
                        + "not read; use the version that stored it")
            ]
        }
    }
}

extension DiaryError: CustomStringConvertible {
    /// The faults, one a line.
    public var description: String {
        var lines = faults.map(\.description)
        if omitted > 0 { lines.append("and \(omitted) more") }
        return lines.joined(separator: "\n")
    }

    private var omitted: Int {
        switch self {
        case .notADiary(_, let omitted), .notASheet(_, let omitted, _): omitted
        case .notJSON, .severalEntries, .unknownFormat: 0
        }
    }
}
