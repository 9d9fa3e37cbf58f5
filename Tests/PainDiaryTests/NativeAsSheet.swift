import Foundation
import StrictJSON

@testable import PainDiary

/// Writes a native entry whose regimen is shorthand as a sheet, by the columns' own paths.
struct NativeAsSheet {
    private var rows: [[String: String]] = []
    private let entry: JSONValue

    init(_ entry: JSONValue) {
        self.entry = entry
        var facts = cells(of: entry, .entry)
        for kind in [CSVRowKind.regimen, .episode, .dose] {
            guard let key = kind.listKey, let value = at([key], in: entry),
                case .array(let elements) = value.content
            else { continue }
            if elements.isEmpty { facts[key] = "none" }
            if kind == .regimen {
                // Equal lines of two rows are one line written twice; those of one cell are not.
                let lines = elements.map(text)
                for (place, line) in lines.enumerated() where !lines.prefix(place).contains(line) {
                    let equal = lines.filter { $0 == line }
                    add(kind, ["regimen": equal.joined(separator: "; ")])
                }
                continue
            }
            for element in elements { add(kind, cells(of: element, kind)) }
        }
        add(.entry, facts)
        guard let bone = at(["boneMetastases"], in: entry) else { return }
        add(.bone, cells(of: bone, .bone))
        guard case .array(let lesions)? = at(["lesions"], in: bone)?.content else { return }
        for lesion in lesions { add(.lesion, cells(of: lesion, .lesion)) }
    }

    var text: String {
        let names = CSVColumn.all.map(\.name)
        let lines = rows.map { row in names.map { quoted(row[$0] ?? "") }.joined(separator: ";") }
        return ([names.joined(separator: ";")] + lines).joined(separator: "\r\n") + "\r\n"
    }

    private mutating func add(_ kind: CSVRowKind, _ cells: [String: String]) {
        var row = cells
        row["patient"] = at(["patient"], in: entry).map(text)
        row["recordedAt"] = at(["recordedAt"], in: entry).map(text)
        row["kind"] = kind.rawValue
        rows.append(row)
    }

    private func cells(of value: JSONValue, _ kind: CSVRowKind) -> [String: String] {
        var cells: [String: String] = [:]
        for column in CSVColumn.all where column.content != .absence {
            guard let path = column.uses[kind], !path.isEmpty else { continue }
            cells[column.name] = at(path, in: value).map(text)
        }
        return cells
    }

    private func at(_ path: [String], in value: JSONValue) -> JSONValue? {
        var found = value
        for key in path {
            guard case .object(let object) = found.content, let next = object[key] else {
                return nil
            }
            found = next
        }
        return found
    }

    private func text(_ value: JSONValue) -> String {
        switch value.content {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "yes" : "no"
        case .array(let values):
            values.isEmpty ? "none" : values.map(text).joined(separator: "; ")
        case .null, .object: ""
        }
    }

    private func quoted(_ text: String) -> String {
        text.isEmpty ? "" : "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
