import StrictJSON

/// How rows are written, which is how they were read.
public enum RowFormat: Hashable, Sendable {
    /// One row a line with this between the fields.
    case csv(separator: UInt8)
    /// One JSON object a line.
    case jsonLines

    /// The columns of every answer in CSV.
    static let columns = [
        "line", "id", "daily_dose", "daily_dose_exact", "unit", "factor", "mg_per_day",
        "mg_per_day_exact", "table", "alerts", "error",
    ]

    /// The line before all answers; empty where a row names its own fields.
    var header: [UInt8] {
        switch self {
        case .csv(let separator):
            Array(RowFormat.columns.joined(separator: "\(UnicodeScalar(separator))").utf8) + [0x0A]
        case .jsonLines: []
        }
    }

    /// A text as a field of CSV, in quotes where they are needed.
    ///
    /// What a spreadsheet would run as a formula stands behind an apostrophe, which makes it a text there.
    static func quoted(_ text: String, _ separator: UInt8) -> [UInt8] {
        let mark = UInt8(ascii: "\"")
        let bytes = (isFormula(text.utf8) ? [UInt8(ascii: "'")] : []) + Array(text.utf8)
        guard bytes.contains(where: { $0 == separator || $0 == mark || $0 < 0x20 }) else {
            return bytes
        }
        return [mark] + bytes.flatMap { $0 == mark ? [mark, mark] : [$0] } + [mark]
    }

    /// Whether a byte may begin what a spreadsheet takes for a formula.
    @inline(__always)
    static func beginsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
            true
        default: false
        }
    }

    /// A number with its sign is none.
    private static func isFormula(_ text: String.UTF8View) -> Bool {
        guard let first = text.first, beginsFormula(first) else { return false }
        let isSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        return !isSign || text.count == 1
            || !text.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}
