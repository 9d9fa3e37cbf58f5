/// How much the ledger holds.
public struct LedgerCounts: Hashable, Sendable {
    /// Entries kept.
    public let entries: Int64
    /// Assessments kept, superseded ones included.
    public let assessments: Int64
    /// Entries whose valid assessment is a safety stop.
    public let stops: Int64
    /// Entries whose valid assessment is an open question and no stop.
    public let queries: Int64
    /// Entries whose valid assessment has a caution, and neither stop nor query.
    public let cautions: Int64
    /// Files that brought a new entry.
    public let accepted: Int64
    /// Files that had the bytes of an entry already there.
    public let duplicates: Int64
    /// Files that brought no entry.
    public let rejected: Int64
    /// Files and new assessments whose report, journal record or move may still be missing.
    public let pending: Int64
    /// When the last file was claimed, in seconds since 1970 in UTC; nil when there was none.
    public let lastArrivalAt: Int64?
}
