import StrictJSON

/// Turns cells into the values that the native format would have.
struct CSVCellReader {
    let mark: CSVSheet.DecimalMark

    /// The value of a cell; nil when a fault was noted.
    func value(
        _ cell: CSVCell, _ content: CSVColumn.Content, _ faults: inout JSONFaultList
    ) -> JSONValue? {
        switch content {
        case .text: string(cell.text, cell)
        case .dose: withPoint(cell, &faults).map { string($0, cell) }
        case .number, .score: number(cell, &faults)
        case .flag: flag(cell)
        case .list: list(cell)
        case .absence: absence(cell, &faults)
        }
    }

    /// Whether a cell says that there is nothing to list.
    static func isNone(_ cell: CSVCell) -> Bool { cell.text.lowercased() == "none" }

    private func string(_ text: String, _ cell: CSVCell) -> JSONValue {
        JSONValue(.string(text), position: cell.position)
    }

    /// A number; any other text stays text, which is refused wherever a number is needed.
    private func number(_ cell: CSVCell, _ faults: inout JSONFaultList) -> JSONValue? {
        guard let text = withPoint(cell, &faults) else { return nil }
        guard !text.contains(",") else {
            faults.add(
                "found \(QuotedText.quoted(cell.text)); accepted is a number with a decimal point, "
                    + "or with a comma under a first row decimal=comma",
                at: cell.position, path: .root)
            return nil
        }
        guard let number = JSONNumber(text) else { return string(cell.text, cell) }
        return JSONValue(.number(number), position: cell.position)
    }

    /// The text with decimal points, whatever the sheet's mark.
    ///
    /// In a sheet with decimal commas a point, or a comma before exactly three digits, may be meant
    /// to part thousands: a dose could be wrong a thousandfold, so both are refused.
    private func withPoint(_ cell: CSVCell, _ faults: inout JSONFaultList) -> String? {
        guard mark == .comma else { return cell.text }
        var bytes = Array(cell.text.utf8)
        var isAmbiguous = false
        for index in bytes.indices.dropFirst().dropLast()
        where isDigit(bytes[index - 1]) && isDigit(bytes[index + 1]) {
            if bytes[index] == UInt8(ascii: ".") { isAmbiguous = true }
            guard bytes[index] == UInt8(ascii: ",") else { continue }
            let digits = bytes[(index + 1)...].prefix(while: isDigit).count
            if digits == 3 { isAmbiguous = true }
            bytes[index] = UInt8(ascii: ".")
        }
        guard !isAmbiguous else {
            faults.add(
                "found \(QuotedText.quoted(cell.text)), in which the mark may part thousands; "
                    + "accepted is a decimal comma with 1, 2 or more than 3 digits after it, and "
                    + "no mark between thousands",
                at: cell.position, path: .root)
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private func flag(_ cell: CSVCell) -> JSONValue {
        switch cell.text.lowercased() {
        case "true", "yes": JSONValue(.bool(true), position: cell.position)
        case "false", "no": JSONValue(.bool(false), position: cell.position)
        default: string(cell.text, cell)
        }
    }

    private func list(_ cell: CSVCell) -> JSONValue {
        guard !CSVCellReader.isNone(cell) else {
            return JSONValue(.array([]), position: cell.position)
        }
        let words = cell.text.split(separator: ";", omittingEmptySubsequences: false)
        return JSONValue(
            .array(words.map { string(CSVCellReader.trimmed($0), cell) }), position: cell.position)
    }

    private func absence(_ cell: CSVCell, _ faults: inout JSONFaultList) -> JSONValue? {
        guard CSVCellReader.isNone(cell) else {
            faults.add(
                "found \(QuotedText.quoted(cell.text)); accepted is none, or an empty cell and a "
                    + "row for each",
                at: cell.position, path: .root)
            return nil
        }
        return JSONValue(.array([]), position: cell.position)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
