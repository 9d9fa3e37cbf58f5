import StrictJSON

/// Why one row can't be read, in words that stand in its answer.
struct RowFault: Error, Equatable {
    let message: String

    /// A fault of the row; what a quoted word hides is escaped.
    init(_ message: String) {
        self.message = QuotedText.harmless(message)
    }

    /// A fault of one column.
    init(_ column: BatchColumn, _ message: String) {
        self.init("column \(column.name): \(message)")
    }
}
