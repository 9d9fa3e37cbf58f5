public import PainDosing

/// Which entry stands where in the ledger, without its content.
public struct EntryPlace: Hashable, Sendable {
    /// The entry's number; entries are numbered as they came.
    public let number: Int64
    /// The SHA-256 of the entry's bytes.
    public let digest: ContentDigest
}
