import StrictJSON

/// A sheet whose header is understood.
struct CSVSheet {
    /// How numbers of the sheet are written.
    enum DecimalMark: String {
        case point
        case comma
    }

    let mark: DecimalMark
    /// The columns from left to right; nil where the header is empty.
    let columns: [CSVColumn?]
    /// The rows below the header.
    let rows: [CSVRow]

    /// What the first cell of an optional first row begins with.
    static let markKey = "decimal="

    /// Nil when a fault was noted.
    init?(_ rows: [CSVRow], _ faults: inout JSONFaultList) {
        var rows = rows[...]
        mark = CSVSheet.takeMark(&rows, &faults)
        guard faults.isEmpty else { return nil }
        guard let header = rows.popFirst() else {
            faults.add(
                "the sheet is empty; its first row must name the columns, as in \"paincalc template csv\"",
                at: JSONPosition(line: 1, column: 0), path: .root)
            return nil
        }
        columns = CSVSheet.columns(header, &faults)
        CSVSheet.takeEnd(&rows, &faults)
        self.rows = Array(rows)
        guard faults.isEmpty else { return nil }
        if rows.isEmpty {
            faults.add(
                "no row follows the header; add a row for each thing that there is to tell",
                at: header.position, path: .root)
            return nil
        }
    }

    /// The column of a place; nil for a whole row.
    func header(at position: JSONPosition) -> String? {
        position.column > 0 && position.column <= columns.count
            ? columns[position.column - 1]?.name : nil
    }

    private static func takeMark(
        _ rows: inout ArraySlice<CSVRow>, _ faults: inout JSONFaultList
    ) -> DecimalMark {
        guard let row = rows.first, let cell = row.cells.first,
            cell.text.lowercased().hasPrefix(markKey)
        else { return .point }
        rows.removeFirst()
        let word = cell.text.lowercased().dropFirst(markKey.utf8.count)
        guard row.cells.count == 1, let mark = DecimalMark(rawValue: String(word)) else {
            faults.add(
                "found \(QuotedText.quoted(cell.text)); accepted is decimal=point or decimal=comma "
                    + "alone in the row",
                at: row.position, path: .root)
            return .point
        }
        return mark
    }

    /// Whether a row says that the sheet ends here and how many rows are above it, below the header:
    /// `end` in its first cell and a number in its second.
    static func isEnd(_ row: CSVRow) -> Bool {
        row.cells.count == 2 && row.cells[0].text.lowercased() == endWord
            && row.cells[0].position.column == 1 && row.cells[1].position.column == 2
            && row.cells[1].text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static let endWord = "end"

    /// Takes the row that ends the sheet off and counts those above it.
    private static func takeEnd(_ rows: inout ArraySlice<CSVRow>, _ faults: inout JSONFaultList) {
        for row in rows.dropLast() where isEnd(row) {
            faults.add(
                "rows follow the row that ends the sheet; move it to the end", at: row.position,
                path: .root)
        }
        guard let last = rows.last, last.cells.first?.text.lowercased() == endWord,
            last.cells.count <= 2
        else { return }
        rows.removeLast()
        guard isEnd(last), Int(last.cells[1].text) == rows.count else {
            faults.add(
                "found \(QuotedText.quoted(last.cells.map(\.text).joined(separator: ","))), and "
                    + "\(rows.count) rows stand between the header and it: rows are missing or too "
                    + "many; correct the sheet, or write end,\(rows.count) if it is whole",
                at: last.position, path: .root)
            return
        }
    }

    private static func columns(
        _ header: CSVRow, _ faults: inout JSONFaultList
    ) -> [CSVColumn?] {
        var columns = [CSVColumn?](repeating: nil, count: header.width)
        var seen: Set<String> = []
        let names = CSVColumn.usual.map(\.name).joined(separator: ", ")
        for cell in header.cells {
            let place = JSONPosition(line: header.number, column: 0)
            guard let column = CSVColumn.named(cell.text) else {
                faults.add(
                    "the column \(QuotedText.quoted(cell.text)) is not known"
                        + (faults.isEmpty
                            ? "; accepted are \(names), and for bone metastases the names of "
                                + "the JSON diary" : "; rename or remove it"),
                    at: place, path: .root)
                continue
            }
            if !seen.insert(column.name).inserted {
                faults.add(
                    "the column \(column.name) stands twice; keep one", at: place, path: .root)
            }
            columns[cell.position.column - 1] = column
        }
        for name in CSVColumn.identity where !seen.contains(name) {
            faults.add(
                "the column \(name) is missing; every sheet has "
                    + CSVColumn.identity.joined(separator: ", "),
                at: header.position, path: .root)
        }
        return columns
    }
}
