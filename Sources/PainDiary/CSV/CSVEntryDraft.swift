import StrictJSON

/// The rows of one patient and moment, put together as a native entry.
struct CSVEntryDraft {
    /// The row that was read first.
    let firstRow: CSVRow
    private let cells: CSVCellReader
    private var values: [[String]: JSONValue] = [:]
    private var order: [[String]] = []
    private var lists: [String: [JSONValue]] = [:]
    /// The kinds of which an entry has one row, with the number of that row.
    private var single: [CSVRowKind: Int] = [:]
    /// The row that each line of the regimen was first read from, by its words in lower case.
    private var regimenRows: [String: Int] = [:]

    init(patient: CSVCell, recordedAt: CSVCell, row: CSVRow, cells: CSVCellReader) {
        firstRow = row
        self.cells = cells
        set(.string(NativeDiary.schema), at: ["schema"], row.position)
        set(.string(patient.text), at: ["patient"], patient.position)
        set(.string(recordedAt.text), at: ["recordedAt"], recordedAt.position)
    }

    /// The entry as `pain-diary/1` would write it; every value has its place in the sheet.
    var value: JSONValue {
        var root = JSONObject()
        for path in order {
            if let value = values[path] { CSVEntryDraft.put(value, path[...], in: &root) }
        }
        for kind in CSVRowKind.allCases {
            guard let key = kind.listKey, let rows = lists[key] else { continue }
            let path = kind == .lesion ? ["boneMetastases", key] : [key]
            CSVEntryDraft.put(
                JSONValue(.array(rows), position: rows.first?.position ?? firstRow.position),
                path[...], in: &root)
        }
        return JSONValue(.object(root), position: firstRow.position)
    }

    /// The rows that a list of the native entry was read from.
    func rows(of key: String) -> [Int] { (lists[key] ?? []).map(\.position.line) }

    /// Adds a row; `filled` holds its cells by column, in the order of `CSVColumn.all`.
    mutating func add(
        _ row: CSVRow, _ kind: CSVRowKind, _ filled: [(column: CSVColumn, cell: CSVCell)],
        _ faults: inout JSONFaultList
    ) {
        var element = JSONObject()
        if kind.listKey == nil, let earlier = single.updateValue(row.number, forKey: kind) {
            faults.add(
                "row \(earlier) is the \(kind.rawValue) row of this patient and moment; keep one",
                at: row.position, path: .root)
        }
        if kind == .bone {
            set(.object(JSONObject()), at: ["boneMetastases"], row.position)
        }
        for (column, cell) in filled {
            guard let path = column.uses[kind],
                let value = cells.value(cell, column.content, &faults)
            else { continue }
            if path.isEmpty {
                add(regimen: value, cell, kind, &faults)
            } else if kind.listKey != nil {
                CSVEntryDraft.put(value, path[...], in: &element)
            } else {
                set(
                    value.content, at: kind == .bone ? ["boneMetastases"] + path : path,
                    cell.position)
            }
        }
        if let key = kind.listKey, kind != .regimen {
            lists[key, default: []]
                .append(JSONValue(.object(element), position: row.position))
        }
    }

    /// Notes a `none` that rows contradict.
    func noteContradictions(_ faults: inout JSONFaultList) {
        for key in ["regimen", "episodes", "taken"] {
            guard let none = values[[key]], let row = lists[key]?.first else { continue }
            faults.add(
                "found none, but row \(row.position.line) lists one", at: none.position,
                path: .root)
        }
    }

    private mutating func add(
        regimen value: JSONValue, _ cell: CSVCell, _ kind: CSVRowKind,
        _ faults: inout JSONFaultList
    ) {
        if kind == .entry, CSVCellReader.isNone(cell) {
            return set(.array([]), at: ["regimen"], cell.position)
        }
        lists["regimen", default: []].append(value)
        let row = cell.position.line
        for line in cell.text.split(separator: ";") {
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let first = regimenRows[words.lowercased()] ?? row
            regimenRows[words.lowercased()] = first
            guard first != row else { continue }
            faults.add(
                "\(QuotedText.quoted(words)) stands in row \(first) as well and would count twice; "
                    + "keep one, or write what is taken together in one cell, items separated by "
                    + "\";\"",
                at: cell.position, path: .root)
        }
    }

    private mutating func set(
        _ content: JSONValue.Content, at path: [String], _ position: JSONPosition
    ) {
        if values.updateValue(JSONValue(content, position: position), forKey: path) == nil {
            order.append(path)
        }
    }

    /// Puts a value at a path; the objects on the way begin where their first value does.
    private static func put(
        _ value: JSONValue, _ path: ArraySlice<String>, in object: inout JSONObject
    ) {
        guard let key = path.first, path.count > 1 else {
            if let key = path.first { object.set(key, value) }
            return
        }
        var inner = JSONObject()
        var position = value.position
        if let found = object[key], case .object(let members) = found.content {
            inner = members
            position = found.position
        }
        put(value, path.dropFirst(), in: &inner)
        object.set(key, JSONValue(.object(inner), position: position))
    }
}
