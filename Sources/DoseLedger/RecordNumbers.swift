/// The running numbers of the journal records that tell of one arrival or one new assessment.
///
/// They are assigned by the commit, one after the other without a gap, so that whoever reads the
/// journal can tell what it lacks.
public struct RecordNumbers: Hashable, Sendable {
    /// The ledger that counts, by a name that no other ledger has.
    public let ledger: String
    /// The numbers in the order of the records.
    public let numbers: ClosedRange<Int64>

    /// So many numbers of a ledger from the first on; nil for none.
    public init?(ledger: String, first: Int64, count: Int64) {
        guard count > 0 else { return nil }
        self.ledger = ledger
        numbers = first...(first + count - 1)
    }
}
