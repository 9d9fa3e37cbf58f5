/// Why a step after a commit failed.
public struct PendingFailure: Hashable, Sendable {
    /// In words.
    public let reason: String
    /// When, in seconds since 1970 in UTC.
    public let at: Int64
}
