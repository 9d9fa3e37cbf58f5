public import PainDosing

/// A file whose report, journal record or move may still be missing, with all they need.
public struct OutboxItem: Hashable, Sendable {
    /// The arrival's number, by which it is marked done.
    public let arrival: Int64
    /// The name under which the file was dropped, as raw bytes.
    public let fileName: [UInt8]
    /// What the file is, as the spool told one file from another; nil where an earlier version, which
    /// knew it by its name alone, recorded it.
    public let identity: String?
    /// The digest of the file's bytes, if they could be read.
    public let digest: ContentDigest?
    /// What became of the file.
    public let outcome: ArrivalOutcome
    /// Why it was rejected, as a code of a closed list.
    public let reasonCode: String?
    /// Why it was rejected, in words.
    public let reason: String?
    /// When it was claimed, in seconds since 1970 in UTC.
    public let receivedAt: Int64
    /// The entry it brought, or for a duplicate the one that was there.
    public let assessed: AssessedEntry?
    /// The numbers of its journal records; nil for what came before they had any.
    public let records: RecordNumbers?
    /// How often its steps have failed.
    public let attempts: Int
    /// When they failed last, in seconds since 1970 in UTC.
    public let lastAttemptAt: Int64?
    /// Why they failed last.
    public let lastFailure: String?
}
