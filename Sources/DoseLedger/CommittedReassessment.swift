/// A new assessment of a stored entry; durable when it is returned.
public struct CommittedReassessment: Hashable, Sendable {
    /// The number of the assessment, by which it is marked done.
    public let assessment: Int64
    /// The numbers of its journal records.
    public let records: RecordNumbers?
}
