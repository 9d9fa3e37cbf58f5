public import PainDosing

/// A diary entry to be kept, with its assessment.
public struct NewEntry: Hashable, Sendable {
    /// The SHA-256 of `bytes`.
    public let digest: ContentDigest
    /// The patient's pseudonym.
    public let patient: String
    /// When the entry was made, in seconds since 1970 in UTC.
    public let recordedAt: Int64
    /// The minutes by which the clock of the entry was ahead of UTC, -1439 to 1439.
    public let offsetMinutes: Int
    /// The format of `bytes`, such as `pain-diary/1`.
    public let format: String
    /// The entry as it came.
    public let bytes: [UInt8]
    /// The entry that this one replaces.
    public let replaces: ContentDigest?
    /// The entry that never happened, by this one.
    public let withdraws: ContentDigest?
    /// What the engine answered.
    public let assessment: NewAssessment
    /// How many records the journal gets of it, if it is new.
    public let records: Int

    /// An entry with its assessment.
    public init(
        digest: ContentDigest, patient: String, recordedAt: Int64, offsetMinutes: Int,
        format: String, bytes: [UInt8], replaces: ContentDigest?,
        withdraws: ContentDigest? = nil, assessment: NewAssessment, records: Int = 1
    ) {
        self.digest = digest
        self.patient = patient
        self.recordedAt = recordedAt
        self.offsetMinutes = offsetMinutes
        self.format = format
        self.bytes = bytes
        self.replaces = replaces
        self.withdraws = withdraws
        self.assessment = assessment
        self.records = records
    }
}
