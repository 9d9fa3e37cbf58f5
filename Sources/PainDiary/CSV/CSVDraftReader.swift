import StrictJSON

/// Puts the rows of a sheet together as entries.
struct CSVDraftReader {
    let sheet: CSVSheet

    /// The entries, in the order of their first rows; not to be used when faults were noted.
    func drafts(_ faults: inout JSONFaultList) -> [CSVEntryDraft] {
        var drafts: [CSVEntryDraft] = []
        var index: [[String]: Int] = [:]
        for row in sheet.rows {
            guard let filled = filled(row, &faults) else { continue }
            func identity(_ name: String, _ faults: inout JSONFaultList) -> CSVCell? {
                if let cell = filled[name] { return cell }
                faults.add(
                    "the cell \(name) is empty; every row needs it", at: row.position, path: .root)
                return nil
            }
            let patient = identity("patient", &faults)
            let moment = identity("recordedAt", &faults)
            guard let kind = identity("kind", &faults).flatMap({ self.kind($0, &faults) }),
                let patient, let moment, isComplete(row, kind, filled, &faults)
            else { continue }
            let key = [patient.text, moment.text]
            let place = index[key] ?? drafts.count
            if index.updateValue(place, forKey: key) == nil {
                drafts.append(
                    CSVEntryDraft(
                        patient: patient, recordedAt: moment, row: row,
                        cells: CSVCellReader(mark: sheet.mark)))
            }
            let ordered = CSVColumn.all.compactMap { column in
                filled[column.name].map { (column: column, cell: $0) }
            }
            drafts[place].add(row, kind, ordered, &faults)
        }
        for draft in drafts { draft.noteContradictions(&faults) }
        return drafts
    }

    /// The cells of a row by column; nil when the row does not fit the header.
    private func filled(_ row: CSVRow, _ faults: inout JSONFaultList) -> [String: CSVCell]? {
        // A spreadsheet gives every row the cells of the header; fewer or more mean a lost quote.
        guard row.width == sheet.columns.count else {
            faults.add(
                "found \(row.width) cells; the header has \(sheet.columns.count): give every row as many, and "
                    + "put a cell that holds the separator in quotes",
                at: row.position, path: .root)
            return nil
        }
        var filled: [String: CSVCell] = [:]
        for cell in row.cells {
            guard let column = sheet.columns[cell.position.column - 1] else {
                faults.add(
                    "found \(QuotedText.quoted(cell.text)) in cell \(cell.position.column), above "
                        + "which the header is empty; name the column or empty the cell",
                    at: row.position, path: .root)
                continue
            }
            filled[column.name] = cell
        }
        return filled
    }

    private func kind(_ cell: CSVCell, _ faults: inout JSONFaultList) -> CSVRowKind? {
        if let kind = CSVRowKind(rawValue: cell.text.lowercased()) { return kind }
        let words = CSVRowKind.allCases.map(\.rawValue)
        faults.add(
            "found \(QuotedText.quoted(cell.text)); accepted is "
                + words.dropLast().joined(separator: ", ") + " or " + (words.last ?? ""),
            at: cell.position, path: .root)
        return nil
    }

    /// Whether a row fills all that its kind needs, and nothing that its kind has no place for.
    private func isComplete(
        _ row: CSVRow, _ kind: CSVRowKind, _ filled: [String: CSVCell],
        _ faults: inout JSONFaultList
    ) -> Bool {
        var isComplete = true
        func note(_ message: String, at position: JSONPosition, _ faults: inout JSONFaultList) {
            isComplete = false
            faults.add(message, at: position, path: .root)
        }
        for column in CSVColumn.all where column.uses[kind] == nil {
            guard let cell = filled[column.name], !CSVColumn.identity.contains(column.name) else {
                continue
            }
            note(
                "\(kind.words) has no \(column.name); leave the cell empty", at: cell.position,
                &faults)
        }
        var required = kind.required
        let rescue = ["opioid", "formulation", "route", "dose", "rescueAt"]
        if kind == .episode, rescue.contains(where: { filled[$0] != nil }) {
            required += ["opioid", "dose"]
        }
        let sedation = ["sedationScale", "sedationScore"]
        if kind == .entry, sedation.contains(where: { filled[$0] != nil }) { required += sedation }
        for name in required where filled[name] == nil {
            note(
                "the cell \(name) is empty; \(kind.words) like this needs it", at: row.position,
                &faults)
        }
        return isComplete
    }
}
