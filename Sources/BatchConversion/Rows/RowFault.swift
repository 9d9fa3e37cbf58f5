/// Why one row can't be read, in words that stand in its answer.
struct RowFault: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    /// A fault of one column.
    init(_ column: BatchColumn, _ message: String) {
        self.message = "column \(column.name): \(message)"
    }
}
