/// Where journal records go.
public protocol JournalSink: Sendable {
    /// Hands over one record; returning means it was handed over, not that it was stored.
    func send(_ record: JournalRecord) throws
}
