import PainDiary
import PainDosing

/// One worker's memory: it turns parts of the input into parts of the output.
final class BatchConverter {
    private let visitor: RowVisitor
    private var writer: RowWriter

    /// - Parameter partSize: the size of a part, in bytes.
    init(
        _ input: BatchInput, _ shorthand: RegimenShorthand, _ engine: DosingEngine, partSize: Int
    ) {
        visitor = RowVisitor(input, FormResolver(shorthand, engine, input.format))
        writer = RowWriter(input.format, capacity: 2 * partSize)
    }

    /// What all parts so far came to.
    var summary: BatchSummary {
        var summary = visitor.summary
        summary.ignored = visitor.ignored
        return summary
    }

    /// Hands on the answers to a part's rows, good until it returns.
    func convert(_ part: borrowing BatchPart, _ send: (UnsafeBufferPointer<UInt8>) -> Void) {
        writer.removeAll()
        visitor.visit(part, &writer)
        send(writer.output.bytes)
    }
}
