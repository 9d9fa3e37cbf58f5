import PainDosing
import Quantities
import StrictJSON

/// Writes the answers of rows, one line each.
struct RowWriter: ~Copyable, RowReceiver {
    /// What has been written.
    private(set) var output: ByteBuffer
    private let format: RowFormat
    private let separator: UInt8
    private let digits = DecimalDigits()

    /// - Parameter capacity: how many bytes are expected between two calls of `removeAll`.
    init(_ format: RowFormat, capacity: Int) {
        self.format = format
        separator = if case .csv(let separator) = format { separator } else { 0 }
        output = ByteBuffer(capacity: capacity)
    }

    /// Leaves the memory for what comes next.
    mutating func removeAll() { output.removeAll() }

    // MARK: Numbers of 64 bits

    /// The longest answer of 64 bits without the row's id and the texts of its scale.
    private static let mostBytes = 8 * Pen.mostDigits + 100

    @inline(__always)
    mutating func take(_ figure: QuickFigure, of row: RowFields, line: Int) {
        let id = row[.id]
        guard isPlain(id), figure.daily.denominator < Pen.largestDivisor,
            figure.omedd.denominator < Pen.largestDivisor
        else {
            return takeInFull(figure, of: row, line: line)
        }
        let (lead, rest) = (figure.stretch.pointee.lead, figure.stretch.pointee.rest)
        let most = id.count + lead.count + rest.count + RowWriter.mostBytes
        let (format, separator, table) = (format, separator, digits.table)
        output.append(upTo: most) { start in
            var pen = Pen(at: start, table)
            switch format {
            case .csv:
                pen.write(decimal: UInt64(line))
                pen.write(separator)
                pen.write(short: id)
                pen.write(separator)
                let isDailyExact = pen.write(rounded: figure.daily)
                pen.write(separator)
                if !isDailyExact { pen.write(fraction: figure.daily) }
                pen.write(short: lead)
                let isExact = pen.write(rounded: figure.omedd)
                pen.write(separator)
                if !isExact { pen.write(fraction: figure.omedd) }
            case .jsonLines:
                pen.write("{\"line\":")
                pen.write(decimal: UInt64(line))
                if !id.isEmpty {
                    pen.write(",\"id\":")
                    pen.write(short: id)
                }
                pen.write(",\"dailyDose\":")
                let isDailyExact = pen.write(rounded: figure.daily)
                if !isDailyExact { pen.write(",\"dailyDoseExact\":", fraction: figure.daily) }
                pen.write(short: lead)
                let isExact = pen.write(rounded: figure.omedd)
                if !isExact { pen.write(",\"exact\":", fraction: figure.omedd) }
            }
            pen.write(rest)
            return pen.end
        }
    }

    /// Whether an id stands in the answer as it is.
    @inline(__always)
    private func isPlain(_ id: Field) -> Bool {
        guard case .csv = format, id.count > 0 else { return true }
        guard !RowFormat.beginsFormula(id.start[0]) else { return false }
        var place = 0
        while place < id.count {
            let word = ByteWord(at: id.start + place)
            let marks =
                word.places(of: separator) | word.places(of: UInt8(ascii: "\""))
                | word.unprintable
            let rest = id.count &- place
            // What stands behind the id is none of its bytes.
            if (rest < 8 ? marks & ((1 as UInt64) &<< UInt64(8 &* rest) &- 1) : marks) != 0 {
                return false
            }
            place &+= 8
        }
        return true
    }

    // MARK: Everything else

    @inline(never)
    private mutating func takeInFull(_ figure: QuickFigure, of row: RowFields, line: Int) {
        // Parts of 64 bits always fit.
        guard let daily = try? figure.daily.rational, let omedd = try? figure.omedd.rational else {
            return
        }
        begin(line, row[.id])
        write(figure.stretch.pointee, daily, omedd)
    }

    mutating func take(_ outcome: RowOutcome, of row: RowFields, line: Int) {
        begin(line, row[.id])
        switch outcome {
        case .figure(let scale, let place, let daily, let omedd):
            write(scale.stretches[place], daily, omedd)
        case .refused(let scale, let place, let daily):
            writeDaily(daily)
            output.append(scale.stretches[place].lead)
        case .malformed(let fault): write(fault)
        }
    }

    private mutating func begin(_ line: Int, _ id: Field) {
        switch format {
        case .csv:
            output.append("\(line)")
            output.append(separator)
            output.append(RowFormat.quoted(id.text, separator))
            output.append(separator)
        case .jsonLines:
            output.append("{\"line\":\(line)")
            if !id.isEmpty {
                output.append(",\"id\":")
                output.append(id)
            }
        }
    }

    private mutating func write(
        _ stretch: PreparedScale.Stretch, _ daily: Rational, _ omedd: Rational
    ) {
        writeDaily(daily)
        output.append(stretch.lead)
        writeNumber(omedd, "exact")
        output.append(stretch.rest)
    }

    private mutating func writeDaily(_ daily: Rational) {
        if case .jsonLines = format { output.append(",\"dailyDose\":") }
        writeNumber(daily, "dailyDoseExact")
    }

    private mutating func writeNumber(_ value: Rational, _ key: String) {
        let printed = value.decimal()
        output.append(printed.text)
        if case .csv = format { output.append(separator) }
        guard !printed.isExact else { return }
        switch format {
        case .csv: output.append(value.description)
        case .jsonLines: output.append(",\"\(key)\":\"\(value.description)\"")
        }
    }

    private mutating func write(_ fault: RowFault) {
        switch format {
        case .csv:
            for _ in 0..<8 { output.append(separator) }
            output.append(RowFormat.quoted(fault.message, separator))
            output.append(0x0A)
        case .jsonLines:
            output.append(",\"error\":")
            output.append(JSONValue.string(fault.message).encoded())
            output.append("}\n")
        }
    }
}
