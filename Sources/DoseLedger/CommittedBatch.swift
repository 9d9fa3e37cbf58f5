/// What the ledger made of a batch; durable when it is returned.
public struct CommittedBatch: Hashable, Sendable {
    /// One answer for each file, in the order in which they were given.
    public let arrivals: [CommittedArrival]
    /// The new assessments of entries that were there, in the order in which they were given.
    public let reassessments: [CommittedReassessment]
}
