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
    /// The lowest dose that the product has, whatever the label's start.
    case conservative
}

/// What a ward stocks, and so what may be proposed to it.
public struct Formulary: Hashable, Sendable {
    /// The product lines that may be proposed; empty for all that the country has.
    public var products: Set<ProductLineID>
    /// Concentrates and strong ampoules that are stocked, each from the dose up that it is for.
    public var concentrates: [ProductLineID: Mass]
    /// Lines to take where several give the dose equally well, the first choice first.
    public var preferred: [ProductLineID]

    /// A formulary; without arguments everything that the country has but concentrates.
    public init(
        products: Set<ProductLineID> = [], concentrates: [ProductLineID: Mass] = [:],
        preferred: [ProductLineID] = []
    ) {
        self.products = products
        self.concentrates = concentrates
        self.preferred = preferred
    }
}

/// How a ward gives rescue doses; what is nil is as the tables have it.
public struct RescuePolicy: Hashable, Sendable {
    /// The largest share of the day's dose for one rescue dose; above 0, at most 1.
    public var share: Rational?
    /// The same for the frail and where kidneys or liver ask for less.
    public var carefulShare: Rational?
    /// The shortest time between two doses, in hours.
    public var everyHours: Int?
    /// The most doses in 24 hours.
    public var maximumPerDay: Int?

    /// A choice of the ward; without arguments as the tables have it.
    public init(
        share: Rational? = nil, carefulShare: Rational? = nil, everyHours: Int? = nil,
        maximumPerDay: Int? = nil
    ) {
        self.share = share
        self.carefulShare = carefulShare
        self.everyHours = everyHours
        self.maximumPerDay = maximumPerDay
    }
}

/// Doses that a ward draws up of one form; a proposal is rounded down to one of their multiples.
public struct WardSteps: Hashable, Sendable {
    /// The opioid and route that the steps are for.
    public let opioid: OpioidID
    /// The route.
    public let route: Route
    /// The steps, smallest first; above zero.
    public let steps: [Mass]

    /// Steps of a form.
    public init(opioid: OpioidID, route: Route, steps: [Mass]) {
        self.opioid = opioid
        self.route = route
        self.steps = steps
    }
}

/// Which site profile a policy was read from.
public struct SiteReference: Hashable, Sendable {
    /// The name of the profile, such as `uk` or that of its file without the ending.
    public let id: String
    /// The SHA-256 of all that the profile says, as `paincalc site show ID --plain` prints it.
    public let digest: ContentDigest

    /// A profile by its name and what it says.
    public init(id: String, digest: ContentDigest) {
        self.id = id
        self.digest = digest
    }
}

/// The choices that a team makes about method; none of them can lift a stop.
public struct DosingPolicy: Hashable, Sendable {
    /// The site profile that the choices come from; nil for none, and for the built-in defaults.
    public var site: SiteReference?
    /// One conversion set that alone is used; nil for the tables' default order.
    public var namedSet: ConversionSetID?
    /// The sets to use in turn, the default first; nil for the tables' own order.
    public var order: [ConversionSetID]?
    /// Whether the other considered sets cap a rotation.
    public var spread: SpreadPolicy
    /// Whether the first ROO dose follows the background opioid or the label's start dose.
    public var firstDose: FirstDosePolicy
    /// The country whose products are proposed and whose guidance decides where sources disagree.
    public var country: Country
    /// What the ward stocks.
    public var formulary: Formulary
    /// How the ward gives rescue doses.
    public var rescue: RescuePolicy
    /// The reduction where the same drug goes on by another route; nil for the country's own figure.
    public var newRouteReduction: Percentage?
    /// The reduction for incomplete cross-tolerance, 25 to 90 %; nil for the tables' own figure.
    public var crossTolerance: Percentage?
    /// Doses that the ward draws up.
    public var wardSteps: [WardSteps]
    /// The smallest volume that the ward measures, in mL; nil for that of each product.
    public var volumeStep: Rational?
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
        country: Country = .unitedKingdom, omeddThresholds: [OMEDD] = [],
        nonCancerThresholds: NonCancerThresholds = .note, titration: TitrationPolicyID? = nil,
        formulary: Formulary = Formulary(), rescue: RescuePolicy = RescuePolicy(),
        newRouteReduction: Percentage? = nil, crossTolerance: Percentage? = nil,
        wardSteps: [WardSteps] = [], volumeStep: Rational? = nil, site: SiteReference? = nil
    ) {
        self.site = site
        self.namedSet = namedSet
        self.order = order
        self.spread = spread
        self.firstDose = firstDose
        self.country = country
        self.formulary = formulary
        self.rescue = rescue
        self.newRouteReduction = newRouteReduction
        self.crossTolerance = crossTolerance
        self.wardSteps = wardSteps
        self.volumeStep = volumeStep
        self.titration = titration
        self.omeddThresholds = omeddThresholds
        self.nonCancerThresholds = nonCancerThresholds
    }
}
