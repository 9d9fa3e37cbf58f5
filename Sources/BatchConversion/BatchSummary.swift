/// What a batch came to, for standard error and the exit status.
public struct BatchSummary: Hashable, Sendable {
    /// Rows read, without the header and blank lines.
    public var rows = 0
    /// Rows that can't be read.
    public var malformed = 0
    /// Rows that were read and that a safety stop leaves without a number.
    public var refused = 0
    /// Columns or fields that no command reads, by their names; at most `mostIgnored` of them.
    public var ignored: Set<String> = []

    static let mostIgnored = 100

    /// Adds what another part of the input came to.
    mutating func add(_ other: BatchSummary) {
        rows += other.rows
        malformed += other.malformed
        refused += other.refused
        ignored.formUnion(other.ignored)
    }
}
