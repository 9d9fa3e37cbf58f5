import StrictJSON

/// Splits bytes into rows and cells by RFC 4180, with a comma or a semicolon between cells.
struct CSVRowReader {
    private let bytes: ArraySlice<UInt8>
    private let separator: UInt8
    private var offset: Int
    private var number = 0

    /// What stops the reading.
    struct Fault: Error {
        let position: JSONPosition
        let message: String
        /// Whether the text may only have been cut off.
        let isIncomplete: Bool
    }

    /// The mark with which some programs begin a UTF-8 file.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes.dropFirst(CSVRowReader.markLength(bytes))
        offset = self.bytes.startIndex
        separator = CSVRowReader.separator(of: self.bytes)
    }

    /// The bytes of a byte order mark at the start; 0 without one.
    static func markLength(_ bytes: [UInt8]) -> Int {
        bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    }

    /// All rows; those without any text are left out.
    mutating func rows() throws(Fault) -> [CSVRow] {
        var rows: [CSVRow] = []
        while offset < bytes.endIndex {
            let row = try row()
            if !row.cells.isEmpty { rows.append(row) }
        }
        return rows
    }

    /// Whether the last row is closed by an end of line.
    var endsWithLine: Bool { bytes.last.map(CSVRowReader.isLineEnd) ?? true }

    /// Outside of quotes, whichever of the two stands first separates the cells.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: ";") where !isQuoted: return byte
            default: break
            }
        }
        return UInt8(ascii: ",")
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private mutating func row() throws(Fault) -> CSVRow {
        number += 1
        var width = 0
        var cells: [CSVCell] = []
        while true {
            width += 1
            let position = JSONPosition(line: number, column: width)
            let text = try cell(at: position)
            if !text.isEmpty { cells.append(CSVCell(text: text, position: position)) }
            guard offset < bytes.endIndex else { break }
            let end = bytes[offset]
            offset += 1
            if end == separator { continue }
            if end == UInt8(ascii: "\r"), offset < bytes.endIndex,
                bytes[offset] == UInt8(ascii: "\n")
            {
                offset += 1
            }
            break
        }
        return CSVRow(number: number, width: width, cells: cells)
    }

    private mutating func cell(at position: JSONPosition) throws(Fault) -> String {
        guard offset < bytes.endIndex, bytes[offset] == UInt8(ascii: "\"") else {
            return try plainCell(at: position)
        }
        offset += 1
        var content: [UInt8] = []
        while true {
            guard offset < bytes.endIndex else {
                throw Fault(
                    position: position, message: "the closing quote of the cell is missing; add it",
                    isIncomplete: true)
            }
            let byte = bytes[offset]
            offset += 1
            guard byte == UInt8(ascii: "\"") else {
                content.append(byte)
                continue
            }
            guard offset < bytes.endIndex, bytes[offset] == UInt8(ascii: "\"") else { break }
            content.append(byte)
            offset += 1
        }
        guard offset == bytes.endIndex || endsCell(bytes[offset]) else {
            throw Fault(
                position: position,
                message: "text stands after the closing quote; a quote inside a cell is written "
                    + "twice",
                isIncomplete: false)
        }
        return try text(content[...], at: position)
    }

    private mutating func plainCell(at position: JSONPosition) throws(Fault) -> String {
        let start = offset
        while offset < bytes.endIndex, !endsCell(bytes[offset]) {
            guard bytes[offset] != UInt8(ascii: "\"") else {
                throw Fault(
                    position: position,
                    message: "a quote stands inside the cell; put the whole cell in quotes and "
                        + "write the inner quote twice",
                    isIncomplete: false)
            }
            offset += 1
        }
        return try text(bytes[start..<offset], at: position)
    }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == separator || CSVRowReader.isLineEnd(byte)
    }

    private func text(
        _ content: ArraySlice<UInt8>, at position: JSONPosition
    ) throws(Fault) -> String {
        var content = content
        while let first = content.first, isBlank(first) { content.removeFirst() }
        while let last = content.last, isBlank(last) { content.removeLast() }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Fault(
                position: position,
                message: "the text is not UTF-8; save the sheet as CSV UTF-8", isIncomplete: false)
        }
        return text
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
