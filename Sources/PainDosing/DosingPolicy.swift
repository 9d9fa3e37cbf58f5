/// Whether other considered sets cap a rotation.
public enum SpreadPolicy: String, CaseIterable, Hashable, Sendable {
    /// The proposal is never above the equianalgesic dose of any considered set.
    case conservative
    /// The chosen set alone decides.
    case table
}

/// Which first dose of a rapid-onset opioid is shown.
public enum FirstDosePolicy: String, CaseIterable, Hashable, Sendable {
    /// A share of the background opioid, within the eligibility gate and where sourced.
    case proportional
    /// Always the start dose of the label.
    case labelled
}

/// The choices that a team makes about method; never a clinical figure.
public struct DosingPolicy: Hashable, Sendable {
    /// One conversion set that alone is used; nil for the tables' default order.
    public var namedSet: ConversionSetID?
    /// The sets to use in turn, the default first; nil for the tables' own order.
    public var order: [ConversionSetID]?
    /// Whether the other considered sets cap a rotation.
    public var spread: SpreadPolicy
    /// Whether the first ROO dose follows the background opioid or the label's start dose.
    public var firstDose: FirstDosePolicy
    /// The region whose products are preferred when a dose is rounded to what can be dispensed.
    public var region: String

    /// How the background opioid is titrated; nil for the tables' default policy.
    public var titration: TitrationPolicyID?

    /// A policy; without arguments rotations are capped, first ROO doses proportional, products UK.
    public init(
        namedSet: ConversionSetID? = nil, order: [ConversionSetID]? = nil,
        spread: SpreadPolicy = .conservative, firstDose: FirstDosePolicy = .proportional,
        region: String = "UK",
        titration: TitrationPolicyID? = nil
    ) {
        self.namedSet = namedSet
        self.order = order
        self.spread = spread
        self.firstDose = firstDose
        self.region = region
        self.titration = titration
    }
}
