public import Quantities

/// Whether other considered sets cap a rotation.
public enum SpreadPolicy: String, CaseIterable, Hashable, Sendable {
    /// The proposal is never above the equianalgesic dose of any considered set.
    case conservative
    /// The chosen set alone decides.
    case table
}

/// How limits speak that their sources wrote for chronic pain without cancer.
public enum NonCancerThresholds: String, CaseIterable, Hashable, Sendable {
    /// As a note, since they say nothing of cancer care.
    case note
    /// As a caution, where the team wants to be warned all the same.
    case caution
}

/// Which first dose of a rapid-onset opioid is shown.
public enum FirstDosePolicy: String, CaseIterable, Hashable, Sendable {
    /// A share of the background opioid, within the eligibility gate and where sourced.
    case proportional
    /// Always the start dose of the label.
    case labelled
}

/// The choices that a team makes about method; none of them can lift a stop.
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
    /// OMEDD thresholds of the team's own, each a further caution, in mg a day.
    public var omeddThresholds: [OMEDD]
    /// How limits speak that were not written for cancer care.
    public var nonCancerThresholds: NonCancerThresholds

    /// How the background opioid is titrated; nil for the tables' default policy.
    public var titration: TitrationPolicyID?

    /// A policy; without arguments rotations are capped, first ROO doses proportional, products UK.
    public init(
        namedSet: ConversionSetID? = nil, order: [ConversionSetID]? = nil,
        spread: SpreadPolicy = .conservative, firstDose: FirstDosePolicy = .proportional,
        region: String = "UK", omeddThresholds: [OMEDD] = [],
        nonCancerThresholds: NonCancerThresholds = .note, titration: TitrationPolicyID? = nil
    ) {
        self.namedSet = namedSet
        self.order = order
        self.spread = spread
        self.firstDose = firstDose
        self.region = region
        self.titration = titration
        self.omeddThresholds = omeddThresholds
        self.nonCancerThresholds = nonCancerThresholds
    }
}
