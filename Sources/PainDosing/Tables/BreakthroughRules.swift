public import Quantities

/// An amount of one opioid that makes a patient opioid-tolerant after a week.
public struct ToleranceThreshold: Hashable, Sendable {
    /// The opioid taken around the clock.
    public let opioid: OpioidID
    /// The route by which it is taken; other routes don't count towards this threshold.
    public let route: Route
    /// The smallest daily amount, included.
    public let atLeast: DailyAmount
    /// The label or guideline that gives the threshold.
    public let source: SourceID
    /// False where a figure of the row was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A tolerance threshold; `atLeast` is included.
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
    /// The bound or share; a bound is included in what it allows or asks for.
    public let value: Value
    /// The publication of the bound.
    public let source: SourceID
    /// False where the bound was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A bound with its publication.
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

    /// A window of shares, both ends included; above 0, at most 1, `smallest` not above `largest`.
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
    /// Whole days around the clock, included, after which a threshold makes tolerant.
    public let toleranceDays: SourcedLimit<Int>
    /// At or above it, the first ROO dose may be proportional to the background opioid.
    public let proportionalFromOMEDD: SourcedLimit<OMEDD>
    /// Background pain counts as controlled up to this score, or up to the patient's own goal.
    public let controlledBackground: SourcedLimit<PainScore>
    /// Above `controlledBackground` and up to this score, a ROO is given with a caution; nil where
    /// the tables have no such margin.
    public let mildBackground: SourcedLimit<PainScore>?
    /// More episodes in a day than this ask for a new look at the background opioid.
    public let maximumEpisodesPerDay: SourcedLimit<Int>
    /// An episode of breakthrough cancer pain peaks at this score or above.
    public let episodePeak: SourcedLimit<PainScore>
    /// The share of the background opioid for one proportional ROO dose.
    public let proportionalShare: SourcedLimit<Rational>
    /// The share of the background opioid for one immediate-release rescue dose.
    public let rescueFraction: SourcedLimit<RescueFraction>
    /// The ROO products, each with its own label; never exchanged microgram for microgram.
    public let products: [RapidOnsetProduct]
    /// When every rapid-onset product is forbidden or warned of.
    public let contraindications: [Contraindication]
    /// Ratios shown beside a proportional first dose, each with what it would give.
    public let otherRatios: [PublishedRatio]
    /// Who wants the lowest dose first.
    public let lowestDoseAdvice: [FirstDoseAdvice]

    /// The rules as published; every bound carries its own source.
    public init(
        tolerance: [ToleranceThreshold], toleranceOMEDD: SourcedLimit<OMEDD>,
        toleranceDays: SourcedLimit<Int>,
        proportionalFromOMEDD: SourcedLimit<OMEDD>,
        controlledBackground: SourcedLimit<PainScore>,
        mildBackground: SourcedLimit<PainScore>? = nil,
        maximumEpisodesPerDay: SourcedLimit<Int>, episodePeak: SourcedLimit<PainScore>,
        proportionalShare: SourcedLimit<Rational>, rescueFraction: SourcedLimit<RescueFraction>,
        products: [RapidOnsetProduct], contraindications: [Contraindication],
        otherRatios: [PublishedRatio] = [], lowestDoseAdvice: [FirstDoseAdvice] = []
    ) {
        self.otherRatios = otherRatios
        self.lowestDoseAdvice = lowestDoseAdvice
        self.mildBackground = mildBackground
        self.contraindications = contraindications
        self.tolerance = tolerance
        self.toleranceOMEDD = toleranceOMEDD
        self.toleranceDays = toleranceDays
        self.proportionalFromOMEDD = proportionalFromOMEDD
        self.controlledBackground = controlledBackground
        self.maximumEpisodesPerDay = maximumEpisodesPerDay
        self.episodePeak = episodePeak
        self.proportionalShare = proportionalShare
        self.rescueFraction = rescueFraction
        self.products = products
    }
}
