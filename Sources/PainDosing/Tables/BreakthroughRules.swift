public import Quantities

/// The key of a rapid-onset opioid product, such as `effentora-eu`.
public struct RapidOnsetProductID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    public static func < (left: RapidOnsetProductID, right: RapidOnsetProductID) -> Bool {
        left.name < right.name
    }
}

/// A rapid-onset opioid (ROO) product with the limits of its label.
public struct RapidOnsetProduct: Hashable, Sendable {
    public let id: RapidOnsetProductID
    /// Brand and form, such as "Effentora (fentanyl buccal tablet, EU)".
    public let title: String
    public let brand: String
    public let region: String
    public let form: OpioidForm
    /// Every strength, or strength of one spray, smallest first.
    public let strengths: [Mass]
    /// The doses of the labelled titration path, first the start dose.
    public let titration: [Mass]
    /// The largest single dose.
    public let maximumDose: Mass
    /// Minutes until the same episode may be treated once more; nil where the label forbids it.
    public let repeatAfterMinutes: Int?
    /// Hours until the next episode may be treated.
    public let minimumIntervalHours: Int
    /// Episodes that may be treated in one day.
    public let maximumEpisodesPerDay: Int
    /// Micrograms of this product for 1 mg of oral morphine in proportional dosing; nil if unsourced.
    public let proportional: ProportionalEquivalence?
    public let source: SourceID
    public let isVerified: Bool
    public let note: String?

    public init(
        id: RapidOnsetProductID, title: String, brand: String, region: String, form: OpioidForm,
        strengths: [Mass], titration: [Mass], maximumDose: Mass, repeatAfterMinutes: Int?,
        minimumIntervalHours: Int, maximumEpisodesPerDay: Int,
        proportional: ProportionalEquivalence?, source: SourceID, isVerified: Bool, note: String?
    ) {
        self.id = id
        self.title = title
        self.brand = brand
        self.region = region
        self.form = form
        self.strengths = strengths
        self.titration = titration
        self.maximumDose = maximumDose
        self.repeatAfterMinutes = repeatAfterMinutes
        self.minimumIntervalHours = minimumIntervalHours
        self.maximumEpisodesPerDay = maximumEpisodesPerDay
        self.proportional = proportional
        self.source = source
        self.isVerified = isVerified
        self.note = note
    }
}

/// A published pair of oral morphine and transmucosal fentanyl for proportional dosing.
public struct ProportionalEquivalence: Hashable, Sendable {
    public let oralMorphine: Mass
    public let rapidOnset: Mass
    public let source: SourceID
    public let isVerified: Bool

    public init(oralMorphine: Mass, rapidOnset: Mass, source: SourceID, isVerified: Bool) {
        self.oralMorphine = oralMorphine
        self.rapidOnset = rapidOnset
        self.source = source
        self.isVerified = isVerified
    }
}

/// An amount of one opioid that makes a patient opioid-tolerant after a week.
public struct ToleranceThreshold: Hashable, Sendable {
    public let opioid: OpioidID
    public let route: Route
    /// The smallest daily amount, included.
    public let atLeast: DailyAmount
    public let source: SourceID
    public let isVerified: Bool

    public init(
        opioid: OpioidID, route: Route, atLeast: DailyAmount, source: SourceID, isVerified: Bool
    ) {
        self.opioid = opioid
        self.route = route
        self.atLeast = atLeast
        self.source = source
        self.isVerified = isVerified
    }
}

/// A limit with the publication it comes from.
public struct SourcedLimit<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value
    public let source: SourceID
    public let isVerified: Bool

    public init(_ value: Value, source: SourceID, isVerified: Bool) {
        self.value = value
        self.source = source
        self.isVerified = isVerified
    }
}

/// A window of shares of the 24-hour background dose for one rescue dose.
public struct RescueFraction: Hashable, Sendable {
    /// The largest share, used by default.
    public let largest: Rational
    /// The smallest share, used for the frail and for poor kidneys.
    public let smallest: Rational

    public init(largest: Rational, smallest: Rational) {
        self.largest = largest
        self.smallest = smallest
    }
}

/// How breakthrough pain is treated: who may get a ROO, and which doses follow.
public struct BreakthroughRules: Hashable, Sendable {
    /// Any one of these, taken for a week around the clock, makes a patient opioid-tolerant.
    public let tolerance: [ToleranceThreshold]
    /// The equivalent of the thresholds for opioids not listed, and the gate of proportional dosing.
    public let toleranceOMEDD: SourcedLimit<OMEDD>
    /// At or above it, the first ROO dose may be proportional to the background opioid.
    public let proportionalFromOMEDD: SourcedLimit<OMEDD>
    /// Background pain counts as controlled up to this score, or up to the patient's own goal.
    public let controlledBackground: SourcedLimit<PainScore>
    /// More episodes in a day than this ask for a new look at the background opioid.
    public let maximumEpisodesPerDay: SourcedLimit<Int>
    /// An episode of breakthrough cancer pain peaks at this score or above.
    public let episodePeak: SourcedLimit<PainScore>
    /// The share of the background opioid for one proportional ROO dose.
    public let proportionalShare: SourcedLimit<Rational>
    /// The share of the background opioid for one immediate-release rescue dose.
    public let rescueFraction: SourcedLimit<RescueFraction>
    public let products: [RapidOnsetProduct]

    public init(
        tolerance: [ToleranceThreshold], toleranceOMEDD: SourcedLimit<OMEDD>,
        proportionalFromOMEDD: SourcedLimit<OMEDD>,
        controlledBackground: SourcedLimit<PainScore>,
        maximumEpisodesPerDay: SourcedLimit<Int>, episodePeak: SourcedLimit<PainScore>,
        proportionalShare: SourcedLimit<Rational>, rescueFraction: SourcedLimit<RescueFraction>,
        products: [RapidOnsetProduct]
    ) {
        self.tolerance = tolerance
        self.toleranceOMEDD = toleranceOMEDD
        self.proportionalFromOMEDD = proportionalFromOMEDD
        self.controlledBackground = controlledBackground
        self.maximumEpisodesPerDay = maximumEpisodesPerDay
        self.episodePeak = episodePeak
        self.proportionalShare = proportionalShare
        self.rescueFraction = rescueFraction
        self.products = products
    }
}
