/// What the ledger made of a file; durable when it is returned.
public struct CommittedArrival: Hashable, Sendable {
    /// The arrival's number in the ledger, by which it is marked done.
    public let arrival: Int64
    /// What became of the file.
    public let outcome: ArrivalOutcome
    /// The number of its entry: the new one, or for a duplicate the one that was there; nil if
    /// rejected.
    public let entry: Int64?
    /// Whether an earlier commit had already recorded this claim, so that nothing was added now.
    public let wasKnown: Bool
    /// The numbers of its journal records; nil for what was recorded before they had any.
    public let records: RecordNumbers?
}
