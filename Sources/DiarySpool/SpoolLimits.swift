/// Bounds on what other people can make the spool hold, read or wait for.
public struct SpoolLimits: Hashable, Sendable {
    /// The largest file that is read, in bytes (included); larger ones are refused.
    public var maximumBytes: Int
    /// How long a file that did not come by rename must stay unchanged to count as complete.
    public var settle: Duration
    /// The most files that one examination returns.
    public var batch: Int
    /// About the most bytes that one examination holds in memory; one file is always returned.
    public var batchBytes: Int
    /// The most names remembered at once; beyond it the folder is listed again later.
    public var maximumPending: Int

    /// Sets the bounds; the defaults suit a ward's diaries.
    public init(
        maximumBytes: Int = 1_048_576,
        settle: Duration = .seconds(2),
        batch: Int = 64,
        batchBytes: Int = 16_777_216,
        maximumPending: Int = 65_536
    ) {
        self.maximumBytes = max(0, maximumBytes)
        self.settle = settle
        self.batch = max(1, batch)
        self.batchBytes = max(1, batchBytes)
        self.maximumPending = max(1, maximumPending)
    }
}
