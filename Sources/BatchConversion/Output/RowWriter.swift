import PainDosing
import Quantities
import StrictJSON

/// Writes the answers of rows, one line each.
struct RowWriter {
    let format: RowFormat
    private let separator: UInt8

    init(_ format: RowFormat) {
        self.format = format
        separator = if case .csv(let separator) = format { separator } else { 0 }
    }

    /// Writes the answer of a row.
    ///
    /// - Parameter id: the field as the format has it; for JSON the encoded value.
    @inline(__always)
    func write(_ outcome: RowOutcome, line: Int, id: Field, to output: inout ByteBuffer) {
        begin(line, id, &output)
        switch outcome {
        case .figure(let scale, let place, let daily, let omedd):
            write(scale.stretches[place], daily, omedd, &output)
        case .wideFigure(let scale, let place, let daily, let omedd):
            write(scale.stretches[place], daily, omedd, &output)
        case .refused(let scale, let place, let daily):
            writeDaily(daily, &output)
            output.append(scale.stretches[place].lead)
        case .malformed(let fault): write(fault, &output)
        }
    }

    @inline(__always)
    private func begin(_ line: Int, _ id: Field, _ output: inout ByteBuffer) {
        switch format {
        case .csv:
            output.append(decimal: UInt64(line))
            output.append(separator)
            writeID(id, &output)
            output.append(separator)
        case .jsonLines:
            output.append("{\"line\":")
            output.append(decimal: UInt64(line))
            if !id.isEmpty {
                output.append(",\"id\":")
                output.append(id)
            }
        }
    }

    /// As it is, unless it needs quotes.
    @inline(__always)
    private func writeID(_ id: Field, _ output: inout ByteBuffer) {
        for byte in id.bytes where byte == separator || byte == UInt8(ascii: "\"") {
            output.append(RowFormat.quoted(id.text, separator))
            return
        }
        output.append(id)
    }

    // MARK: Numbers of 64 bits

    @inline(__always)
    private func write(
        _ stretch: PreparedScale.Stretch, _ daily: SmallFraction, _ omedd: SmallFraction,
        _ output: inout ByteBuffer
    ) {
        if case .jsonLines = format { output.append(",\"dailyDose\":") }
        guard let isDailyExact = output.append(rounded: daily) else {
            return writeRest(stretch, daily, omedd, &output)
        }
        writeExact(isDailyExact, daily, "dailyDoseExact", &output)
        output.append(stretch.lead)
        if let isExact = output.append(rounded: omedd) {
            writeExact(isExact, omedd, "exact", &output)
        } else if let wide = try? omedd.rational {
            // Parts of 64 bits always fit.
            writeNumber(wide, "exact", &output)
        }
        output.append(stretch.rest)
    }

    @inline(never)
    private func writeRest(
        _ stretch: PreparedScale.Stretch, _ daily: SmallFraction, _ omedd: SmallFraction,
        _ output: inout ByteBuffer
    ) {
        // Parts of 64 bits always fit.
        guard let daily = try? daily.rational, let omedd = try? omedd.rational else { return }
        writeNumber(daily, "dailyDoseExact", &output)
        output.append(stretch.lead)
        writeNumber(omedd, "exact", &output)
        output.append(stretch.rest)
    }

    /// The fraction of a number that had to be rounded.
    @inline(__always)
    private func writeExact(
        _ isExact: Bool, _ value: SmallFraction, _ key: String, _ output: inout ByteBuffer
    ) {
        if case .csv = format { output.append(separator) }
        guard !isExact else { return }
        switch format {
        case .csv: output.append(fraction: value)
        case .jsonLines:
            output.append(",\"\(key)\":\"")
            output.append(fraction: value)
            output.append(UInt8(ascii: "\""))
        }
    }

    // MARK: Numbers of any size

    private func write(
        _ stretch: PreparedScale.Stretch, _ daily: Rational, _ omedd: Rational,
        _ output: inout ByteBuffer
    ) {
        writeDaily(daily, &output)
        output.append(stretch.lead)
        writeNumber(omedd, "exact", &output)
        output.append(stretch.rest)
    }

    private func writeDaily(_ daily: Rational, _ output: inout ByteBuffer) {
        if case .jsonLines = format { output.append(",\"dailyDose\":") }
        writeNumber(daily, "dailyDoseExact", &output)
    }

    private func writeNumber(_ value: Rational, _ key: String, _ output: inout ByteBuffer) {
        let printed = value.decimal()
        output.append(printed.text)
        if case .csv = format { output.append(separator) }
        if !printed.isExact { writeFraction(value, key, &output) }
    }

    private func writeFraction(_ value: Rational, _ key: String, _ output: inout ByteBuffer) {
        switch format {
        case .csv: output.append(value.description)
        case .jsonLines: output.append(",\"\(key)\":\"\(value.description)\"")
        }
    }

    // MARK: Faults

    private func write(_ fault: RowFault, _ output: inout ByteBuffer) {
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
