import Quantities
import StrictJSON

/// A value of an answer that is written once for many rows.
enum RecordValue {
    case text(String)
    /// An id, as the format has it.
    case encoded([UInt8])
    case whole(Int)
    case number(Rational)
}

/// An answer with named values, in the order of its columns.
struct Record {
    let columns: [String]
    private(set) var values: [String: RecordValue] = [:]

    init(_ columns: [String]) {
        self.columns = columns
    }

    subscript(_ column: String) -> RecordValue? {
        get { values[column] }
        set { values[column] = newValue }
    }

    /// The numbers that had to be rounded, with their fractions.
    var exact: String {
        columns.compactMap { column in
            guard case .number(let value) = values[column], !value.decimal().isExact else {
                return nil
            }
            return "\(column)=\(value)"
        }.joined(separator: " ")
    }
}

/// Writes records in the format of the rows.
struct RecordWriter {
    private let format: RowFormat

    init(_ format: RowFormat) {
        self.format = format
    }

    /// The line before all records; none for JSON Lines.
    func writeHeader(_ columns: [String], to output: inout ByteBuffer) {
        guard case .csv(let separator) = format else { return }
        output.append(columns.joined(separator: String(UnicodeScalar(separator))) + "\n")
    }

    func write(_ record: Record, to output: inout ByteBuffer) {
        var record = record
        let exact = record.exact
        if !exact.isEmpty { record["exact"] = .text(exact) }
        switch format {
        case .csv(let separator):
            for (place, column) in record.columns.enumerated() {
                if place > 0 { output.append(separator) }
                if let value = record[column] { output.append(csv(value, separator)) }
            }
        case .jsonLines: output.append(json(record))
        }
        output.append(0x0A)
    }

    private func csv(_ value: RecordValue, _ separator: UInt8) -> [UInt8] {
        switch value {
        case .text(let text): RowFormat.quoted(text, separator)
        case .encoded(let bytes):
            RowFormat.quoted(String(decoding: bytes, as: UTF8.self), separator)
        case .whole(let number): Array("\(number)".utf8)
        case .number(let number): Array(number.decimal().text.utf8)
        }
    }

    private func json(_ record: Record) -> [UInt8] {
        var members: [[UInt8]] = []
        for column in record.columns {
            guard let value = record[column] else { continue }
            let encoded: [UInt8] =
                switch value {
                case .text(let text): JSONValue.string(text).encoded()
                case .encoded(let bytes): bytes.isEmpty ? JSONValue.null.encoded() : bytes
                case .whole(let number): Array("\(number)".utf8)
                case .number(let number): Array(number.decimal().text.utf8)
                }
            members.append(JSONValue.string(column).encoded() + Array(":".utf8) + encoded)
        }
        return Array("{".utf8) + Array(members.joined(separator: Array(",".utf8)))
            + Array("}".utf8)
    }
}
