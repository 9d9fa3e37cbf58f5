/// What every row must keep to, whatever its format.
enum RowLimits {
    /// The longest row, in bytes with its line end.
    static let longestRow = 65_536

    /// Whether bytes are UTF-8, without making a string of them.
    static func isUTF8(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        // Only whether it succeeds is of interest.
        (try? UTF8Span(validating: Span(_unsafeStart: start, count: count))) != nil
    }
}
