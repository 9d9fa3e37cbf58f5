import StrictJSON

/// The first line of a sheet: which column stands where.
public struct BatchHeader: Sendable {
    /// What separates fields, in the input and in the output.
    let separator: UInt8
    /// How many fields every row has.
    let count: Int
    /// Columns that no command reads, by their headers.
    let ignored: [String]
    private let positions: [Int]

    /// Where a column stands, from 0; nil if the sheet has none.
    func position(of column: BatchColumn) -> Int? {
        let position = positions[column.rawValue]
        return position < 0 ? nil : position
    }

    /// Reads a header line, which ends with a line feed.
    ///
    /// - Throws: `BatchFailure.header`.
    init(_ line: UnsafeBufferPointer<UInt8>) throws(BatchFailure) {
        guard let start = line.baseAddress, line.count <= RowLimits.longestRow else {
            throw .header("line 1: the header is longer than \(RowLimits.longestRow) bytes")
        }
        var names: [String]?
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            let reader = CSVRowReader(separator: separator)
            if let fault = reader.read(start, line.count) {
                throw .header("line 1: \(fault.message)")
            }
            let found = (0..<reader.count).map { reader[$0].text }
            if BatchHeader.missing(in: found).isEmpty {
                self = try BatchHeader(found, separator: separator)
                return
            }
            if names == nil { names = found }
        }
        throw .header(BatchHeader.complaint(names ?? []))
    }

    /// Refuses a sheet without some columns.
    ///
    /// - Throws: `BatchFailure.header`.
    func require(_ columns: [BatchColumn]) throws(BatchFailure) {
        let missing = columns.filter { position(of: $0) == nil }
        guard missing.isEmpty else {
            throw .header(
                "line 1: to sum rows the header needs the column "
                    + missing.map { $0.headers.joined(separator: " or ") }
                    .joined(separator: ", and "))
        }
    }

    private init(_ names: [String], separator: UInt8) throws(BatchFailure) {
        self.separator = separator
        count = names.count
        var positions = [Int](repeating: -1, count: BatchColumn.allCases.count)
        var ignored: [String] = []
        for (position, name) in names.enumerated() {
            guard let column = BatchColumn(header: name) else {
                ignored.append(QuotedText.harmless(name))
                continue
            }
            guard positions[column.rawValue] < 0 else {
                let first = names[positions[column.rawValue]]
                throw .header(
                    "line 1: \"\(first)\" and \"\(name)\" both name the column \(column.name); "
                        + "leave one of them")
            }
            positions[column.rawValue] = position
        }
        self.positions = positions
        self.ignored = ignored
    }

    /// The columns without which no row can be read.
    private static func missing(in names: [String]) -> [BatchColumn] {
        let known = Set(names.compactMap { BatchColumn(header: $0) })
        return [.opioid, .strength].filter { !known.contains($0) }
    }

    private static func complaint(_ names: [String]) -> String {
        let wanted = missing(in: names).map { $0.headers.joined(separator: " or ") }
            .joined(separator: ", and ")
        let shown = names.joined(separator: ", ")
        let short = shown.count > 200 ? shown.prefix(200) + "…" : shown
        return "line 1: the header lacks the column \(wanted); it names \(short). Fields are apart "
            + "with comma, semicolon or tab"
    }
}
