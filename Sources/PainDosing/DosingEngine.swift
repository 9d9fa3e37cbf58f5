/// The method: computes answers from a regimen, the patient's facts, the tables and a policy.
///
/// It is a value without clock, file or environment: equal inputs give equal answers, forever.
public struct DosingEngine: Hashable, Sendable {
    /// Every clinical figure that an answer may use.
    public let tables: TableSet
    /// The team's choices of method.
    public let policy: DosingPolicy

    /// The method with these tables; a set that the tables lack is passed over.
    public init(tables: TableSet, policy: DosingPolicy = DosingPolicy()) {
        self.tables = tables
        self.policy = policy
    }

    /// The sets to take factors from, in turn.
    ///
    /// - Parameter purpose: `.conversion` leaves out the exposure scales, which by their own authors'
    ///   word are not for deriving a dose; nil takes all.
    func sets(for purpose: ConversionPurpose?) -> [ConversionSet] {
        let ids = policy.namedSet.map { [$0] } ?? policy.order ?? tables.defaultOrder
        return ids.compactMap { tables.conversionSet($0) }.filter {
            purpose == nil || $0.purpose == purpose
        }
    }
}
