public import PainDosing

/// A diary entry as it is kept.
public struct StoredEntry: Hashable, Sendable {
    /// Its number; entries are numbered as they came.
    public let number: Int64
    /// The SHA-256 of `bytes`.
    public let digest: ContentDigest
    /// The patient's pseudonym.
    public let patient: String
    /// When the entry was made, in seconds since 1970 in UTC.
    public let recordedAt: Int64
    /// The minutes by which the clock of the entry was ahead of UTC.
    public let offsetMinutes: Int
    /// The format of `bytes`, such as `pain-diary/1`.
    public let format: String
    /// The entry as it came.
    public let bytes: [UInt8]
    /// The entry in whose place this one stands.
    public let replaces: ContentDigest?
    /// The entry that never happened, by this one.
    public let withdraws: ContentDigest?
    /// When its file was claimed, in seconds since 1970 in UTC.
    public let receivedAt: Int64

    /// Where it stands.
    public var place: EntryPlace { EntryPlace(number: number, digest: digest) }
}
