/// The method: computes answers from a regimen, the patient's facts, the tables and a policy.
///
/// It is a value without clock, file or environment: equal inputs give equal answers, forever.
public struct DosingEngine: Hashable, Sendable {
    /// Every clinical figure that an answer may use.
    public let tables: TableSet
    /// The team's choices of method.
    public let policy: DosingPolicy

    /// The sets of the policy's order; each answer asks for them several times.
    private let orderedSets: [ConversionSet]
    /// Those of them that were made for conversion.
    private let conversionSets: [ConversionSet]

    /// The method with these tables; a set that the tables lack is passed over.
    public init(tables: TableSet, policy: DosingPolicy = DosingPolicy()) {
        self.tables = tables
        self.policy = policy
        let ids = policy.namedSet.map { [$0] } ?? policy.order ?? tables.defaultOrder
        orderedSets = ids.compactMap { tables.conversionSet($0) }
        conversionSets = orderedSets.filter { $0.purpose == .conversion }
    }

    /// Whether both have the same tables and policy, from which all else follows.
    public static func == (left: DosingEngine, right: DosingEngine) -> Bool {
        left.tables == right.tables && left.policy == right.policy
    }

    /// Hashes the tables and the policy.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(tables)
        hasher.combine(policy)
    }

    /// The sets to take factors from, in turn.
    ///
    /// - Parameter purpose: `.conversion` leaves out the exposure scales, which by their own authors'
    ///   word are not for deriving a dose; nil takes all.
    func sets(for purpose: ConversionPurpose?) -> [ConversionSet] {
        switch purpose {
        case nil: orderedSets
        case .conversion: conversionSets
        case .exposure: orderedSets.filter { $0.purpose == .exposure }
        }
    }

    /// The sets that an OMEDD beside a printed switch is taken from: the order, then all others.
    var comparingSets: [ConversionSet] {
        let order = (policy.order ?? tables.defaultOrder).compactMap { tables.conversionSet($0) }
        let ids = Set(order.map(\.id))
        return order + tables.conversionSets.filter { !ids.contains($0.id) }
    }
}
