public import PainDosing
public import Quantities

/// Choices that a command line or the service's configuration makes; each wins over the profile.
public struct PolicyChoices: Hashable, Sendable {
    /// One conversion set that alone is used.
    public var namedSet: ConversionSetID?
    /// The conversion sets to use in turn.
    public var order: [ConversionSetID]?
    /// Whether the other considered sets cap a rotation.
    public var spread: SpreadPolicy?
    /// Which first dose of a rapid-onset opioid is shown.
    public var firstDose: FirstDosePolicy?
    /// The country of products and guidance.
    public var country: Country?
    /// OMEDD thresholds of the team's own.
    public var omeddThresholds: [OMEDD]?
    /// How limits speak that were not written for cancer care.
    public var nonCancerThresholds: NonCancerThresholds?
    /// How the background opioid is titrated.
    public var titration: TitrationPolicyID?

    /// No choices.
    public init() {}

    /// The policy of a profile, or the built-in one for nil, with these choices in it.
    public func policy(over profile: SiteProfile?) -> DosingPolicy {
        var policy = profile?.policy ?? DosingPolicy()
        if let namedSet { policy.namedSet = namedSet }
        if let order { policy.order = order }
        if let spread { policy.spread = spread }
        if let firstDose { policy.firstDose = firstDose }
        if let country { policy.country = country }
        if let omeddThresholds { policy.omeddThresholds = omeddThresholds }
        if let nonCancerThresholds { policy.nonCancerThresholds = nonCancerThresholds }
        if let titration { policy.titration = titration }
        return policy
    }
}
