public import Quantities

/// What stands beside the opioid in a combined product.
public enum CompanionDrug: String, CaseIterable, Hashable, Sendable {
    /// Acetaminophen, as it is called in the US.
    case paracetamol
    /// The antagonist that is given by mouth against constipation.
    case naloxone
}

/// The second ingredient of a combined product, as much as one unit or one dose holds.
///
/// It has no part in the OMEDD; the safety limits look at it.
public struct Companion: Hashable, Sendable {
    /// Which drug.
    public let drug: CompanionDrug
    /// How much of it, each time.
    public let amount: Mass

    /// So much of a drug in one unit or one dose.
    public init(drug: CompanionDrug, amount: Mass) {
        self.drug = drug
        self.amount = amount
    }
}
