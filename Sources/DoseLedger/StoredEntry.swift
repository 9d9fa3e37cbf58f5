internal import PainDiary
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
    /// The bytes as they are stored; to be used by `intactBytes()` alone.
    let bytes: [UInt8]
    /// The entry that this one replaces.
    public let replaces: ContentDigest?
    /// The entry that never happened, by this one.
    public let withdraws: ContentDigest?
    /// When its file was claimed, in seconds since 1970 in UTC.
    public let receivedAt: Int64

    /// What the row was sealed with; nil for rows of earlier versions.
    let seal: ContentDigest?

    /// The entry as it came.
    ///
    /// - Throws: `LedgerError.damagedRow` where what is stored is something else.
    public func intactBytes() throws(LedgerError) -> [UInt8] {
        if let damage { throw .damagedRow(damage) }
        return bytes
    }

    /// That what is stored is not what was recorded; nil where it is.
    var damage: LedgerDamage? {
        guard ContentDigest(of: bytes) == digest, seal.map({ $0 == ownSeal }) ?? true else {
            return .entry(number, digest)
        }
        return nil
    }

    private var ownSeal: ContentDigest {
        RowSeal.entry(
            digest: digest, patient: patient, recordedAt: recordedAt,
            offsetMinutes: offsetMinutes, format: format, replaces: replaces,
            withdraws: withdraws, receivedAt: receivedAt)
    }

    /// Where it stands.
    public var place: EntryPlace { EntryPlace(number: number, digest: digest) }
}
