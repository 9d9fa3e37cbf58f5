import PainDiary
import PainDosing

/// One worker's memory: it turns parts of the input into parts of the output.
final class BatchConverter {
    private let visitor: RowVisitor
    private let writer: RowWriter

    init(_ input: BatchInput, _ shorthand: RegimenShorthand, _ engine: DosingEngine) {
        visitor = RowVisitor(input, FormResolver(shorthand, engine, input.format))
        writer = RowWriter(input.format)
    }

    /// What all parts so far came to.
    var summary: BatchSummary {
        var summary = visitor.summary
        summary.ignored = visitor.ignored
        return summary
    }

    /// Writes the answers to a part's rows.
    func convert(_ part: borrowing BatchPart, into output: inout ByteBuffer) {
        let row = visitor.row
        visitor.visit(part) { line, outcome in
            writer.write(outcome, line: line, id: row[.id], to: &output)
        }
    }
}
