/// A new assessment of an entry that is already in the ledger; the old one stays, as superseded.
public struct Reassessment: Hashable, Sendable {
    /// The entry's number in the ledger.
    public let entry: Int64
    /// The assessment that is valid from now on.
    public let assessment: NewAssessment
    /// How many records the journal gets of it.
    public let records: Int

    /// A new assessment of an entry.
    public init(entry: Int64, assessment: NewAssessment, records: Int = 1) {
        self.entry = entry
        self.assessment = assessment
        self.records = records
    }
}
