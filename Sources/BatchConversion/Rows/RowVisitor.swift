import Glibc

/// Goes through the lines of a part of the input and computes each of them.
final class RowVisitor {
    private let input: BatchInput
    private let sheet: CSVRowReader?
    private let objects = JSONRowReader()
    private let computer: RowComputer
    private let places: [(column: BatchColumn, position: Int)]
    let row = RowFields()
    private(set) var summary = BatchSummary()

    init(_ input: BatchInput, _ resolver: FormResolver) {
        self.input = input
        computer = RowComputer(resolver)
        switch input {
        case .csv(let header):
            sheet = CSVRowReader(separator: header.separator)
            places = BatchColumn.allCases.compactMap { column in
                header.position(of: column).map { (column, $0) }
            }
        case .jsonLines:
            sheet = nil
            places = []
        }
    }

    /// The names in objects that no column has.
    var ignored: Set<String> { objects.ignored }

    /// Visits every line of a part.
    ///
    /// - Parameter visit: takes the number of a line and what it comes to; `row` holds its fields.
    @inline(__always)
    func visit(_ part: borrowing BatchPart, _ visit: (Int, RowOutcome) -> Void) {
        let bytes = UnsafePointer(part.start)
        var place = 0
        var line = part.firstLine
        while place < part.count {
            let rest = part.count - place
            let found = memchr(bytes + place, 0x0A, rest)
            let end = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
            let length = end.map { $0 - (bytes + place) + 1 } ?? rest
            if let outcome = outcome(bytes + place, length, isWhole: end != nil) {
                count(outcome)
                visit(line, outcome)
            }
            place &+= length
            line &+= 1
        }
    }

    @inline(__always)
    private func count(_ outcome: RowOutcome) {
        summary.rows &+= 1
        switch outcome {
        case .figure, .wideFigure: break
        case .refused: summary.refused &+= 1
        case .malformed: summary.malformed &+= 1
        }
    }

    /// What a line comes to; nil for a blank one.
    @inline(__always)
    private func outcome(
        _ line: UnsafePointer<UInt8>, _ length: Int, isWhole: Bool
    ) -> RowOutcome? {
        guard length <= RowLimits.longestRow else {
            row.clear()
            return .malformed(
                RowFault("the row is longer than \(RowLimits.longestRow) bytes"))
        }
        if RowVisitor.isBlank(line, length) { return nil }
        guard let sheet else {
            let bytes = UnsafeBufferPointer(start: line, count: length)
            if let fault = objects.read(bytes, into: row) { return .malformed(fault) }
            return computer.outcome(of: row)
        }
        guard isWhole else {
            row.clear()
            return .malformed(
                RowFault(
                    "the last row has no line end, so that its last field may be cut off; save "
                        + "the sheet again"))
        }
        if let fault = sheet.read(line, length) ?? miscounted(sheet) {
            row.clear()
            return .malformed(fault)
        }
        for (column, position) in places { row[column] = sheet[position].trimmed }
        return computer.outcome(of: row)
    }

    @inline(__always)
    private func miscounted(_ sheet: CSVRowReader) -> RowFault? {
        guard case .csv(let header) = input, sheet.count != header.count else { return nil }
        return RowFault("the row has \(sheet.count) fields, and the header \(header.count)")
    }

    @inline(__always)
    private static func isBlank(_ line: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var place = 0
        while place < length {
            switch line[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place &+= 1
            default: return false
            }
        }
        return true
    }
}
