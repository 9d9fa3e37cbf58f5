/// A new assessment of an entry that was there, whose report or journal record may still be missing.
public struct PendingReassessment: Hashable, Sendable {
    /// The number of the assessment, by which it is marked done.
    public let assessment: Int64
    /// The entry with the assessment that is valid now.
    public let assessed: AssessedEntry
    /// The numbers of its journal records; nil for what came before they had any.
    public let records: RecordNumbers?
    /// How often its steps have failed.
    public let attempts: Int
    /// When they failed last, in seconds since 1970 in UTC.
    public let lastAttemptAt: Int64?
    /// Why they failed last.
    public let lastFailure: String?

    /// Whether another assessment has taken its place meanwhile, which waits in the outbox itself.
    public var isSuperseded: Bool { assessed.assessment.number != assessment }
}
