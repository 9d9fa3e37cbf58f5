import Glibc

/// Goes through the lines of a part of the input and computes each of them.
final class RowVisitor {
    private let input: BatchInput
    private let sheet: CSVRowReader?
    private let objects = JSONRowReader()
    private let computer: RowComputer
    private let columns: [(column: BatchColumn, position: Int)]
    private let row = RowFields()
    private(set) var summary = BatchSummary()

    init(_ input: BatchInput, _ resolver: FormResolver) {
        self.input = input
        computer = RowComputer(resolver)
        switch input {
        case .csv(let header):
            sheet = CSVRowReader(separator: header.separator)
            columns = BatchColumn.allCases.compactMap { column in
                header.position(of: column).map { (column, $0) }
            }
        case .jsonLines:
            sheet = nil
            columns = []
        }
    }

    /// The names in objects that no column has.
    var ignored: Set<String> { objects.ignored }

    /// Visits every line of a part; blank ones are passed over.
    func visit(_ part: borrowing BatchPart, _ receiver: inout some RowReceiver & ~Copyable) {
        switch input {
        case .csv(let header):
            guard let sheet else { return }
            columns.withUnsafeBufferPointer { columns in
                visit(part, &receiver) { line in
                    let length = sheet.readPlain(line)
                    guard length > 0, sheet.count == header.count else { return 0 }
                    for (column, position) in columns { row[column] = sheet[position] }
                    return length
                }
            }
        case .jsonLines: visit(part, &receiver) { objects.readPlain($0, into: row) }
        }
    }

    /// Computes the row whose fields are there.
    @inline(__always)
    private func compute(_ line: Int, _ receiver: inout some RowReceiver & ~Copyable) {
        let form = computer.form(of: row)
        if let figure = computer.figure(of: row, form) {
            receiver.take(figure, of: row, line: line)
            return
        }
        let outcome = computer.outcome(of: row, form)
        switch outcome {
        case .figure: break
        case .refused: summary.refused += 1
        case .malformed: summary.malformed += 1
        }
        receiver.take(outcome, of: row, line: line)
    }

    // MARK: Plain rows

    /// - Parameter readPlain: fills the row from a plain line and gives its length; 0 for any other.
    @inline(__always)
    private func visit(
        _ part: borrowing BatchPart, _ receiver: inout some RowReceiver & ~Copyable,
        readPlain: (UnsafePointer<UInt8>) -> Int
    ) {
        let bytes = UnsafePointer(part.start)
        let count = part.count
        var (place, line, rows) = (0, part.firstLine, 0)
        while place < count {
            let length = readPlain(bytes + place)
            // Longer than what is left means that the last line has no end.
            if length > 0, length <= min(count &- place, RowLimits.longestRow) {
                rows &+= 1
                compute(line, &receiver)
                place &+= length
            } else {
                place &+= visitAny(bytes + place, count &- place, line, &receiver)
            }
            line &+= 1
        }
        summary.rows += rows
    }

    // MARK: All other rows

    /// Visits the line at the start of some bytes.
    ///
    /// - Returns: its length with the line feed, if it has one.
    @inline(never)
    private func visitAny(
        _ start: UnsafePointer<UInt8>, _ rest: Int, _ line: Int,
        _ receiver: inout some RowReceiver & ~Copyable
    ) -> Int {
        let found = memchr(start, 0x0A, rest)
        let end = found.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
        let length = end.map { $0 - start + 1 } ?? rest
        if length <= RowLimits.longestRow, RowVisitor.isBlank(start, length) { return length }
        summary.rows += 1
        if let fault = read(start, length, isWhole: end != nil) {
            row.clear()
            summary.malformed += 1
            receiver.take(.malformed(fault), of: row, line: line)
            return length
        }
        compute(line, &receiver)
        return length
    }

    /// Fills the row's fields from a line that is not blank.
    ///
    /// - Returns: why the line is no row; nil if all is well.
    private func read(
        _ line: UnsafePointer<UInt8>, _ length: Int, isWhole: Bool
    ) -> RowFault? {
        guard length <= RowLimits.longestRow else {
            return RowFault("the row is longer than \(RowLimits.longestRow) bytes")
        }
        guard case .csv(let header) = input, let sheet else {
            return objects.read(UnsafeBufferPointer(start: line, count: length), into: row)
        }
        guard isWhole else {
            return RowFault(
                "the last row has no line end, so that its last field may be cut off; save "
                    + "the sheet again")
        }
        if let fault = sheet.read(line, length) { return fault }
        guard sheet.count == header.count else {
            return RowFault("the row has \(sheet.count) fields, and the header \(header.count)")
        }
        for (column, position) in columns { row[column] = sheet[position] }
        return nil
    }

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
