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
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence

    /// A tolerance threshold; `atLeast` is included.
    public init(
        opioid: OpioidID, route: Route, atLeast: DailyAmount, source: SourceID, evidence: Evidence
    ) {
        self.opioid = opioid
        self.route = route
        self.atLeast = atLeast
        self.source = source
        self.evidence = evidence
    }
}

/// A limit with the publication it comes from.
public struct SourcedLimit<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The bound or share; a bound is included in what it allows or asks for.
    public let value: Value
    /// The publication of the bound.
    public let source: SourceID
    /// How well the bound is known.
    public let evidence: Evidence

    /// A bound with its publication.
    public init(_ value: Value, source: SourceID, evidence: Evidence) {
        self.value = value
        self.source = source
        self.evidence = evidence
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

/// A form that is asked for a rescue dose where the regular opioid has none, in the order of the table.
public struct RescueAlternative: Hashable, Sendable {
    /// The opioid, route and form.
    public let form: OpioidForm
    /// The publication that names it.
    public let source: SourceID
    /// False where the row has yet to be checked.
    public let evidence: Evidence

    /// An alternative.
    public init(form: OpioidForm, source: SourceID, evidence: Evidence) {
        self.form = form
        self.source = source
        self.evidence = evidence
    }
}

/// How often a rescue dose may be given, how many in a day, and when to call.
public struct RescueTimes: Hashable, Sendable {
    /// Which rescue opioids the row is for; of several rows the first that covers the form counts.
    public let scope: OpioidScope
    /// The shortest time between two doses, in hours.
    public let everyHours: Int
    /// The most doses in 24 hours.
    public let maximumPerDay: Int
    /// So many doses within `callWithinHours` are a reason to call.
    public let callAfter: Int
    /// The hours in which they are counted.
    public let callWithinHours: Int
    /// The publication of the interval.
    public let source: SourceID
    /// The publication of the number at which to call.
    public let callSource: SourceID
    /// False where a figure has yet to be checked.
    public let evidence: Evidence

    /// Times of a rescue dose.
    public init(
        scope: OpioidScope, everyHours: Int, maximumPerDay: Int, callAfter: Int,
        callWithinHours: Int, source: SourceID, callSource: SourceID, evidence: Evidence
    ) {
        self.scope = scope
        self.everyHours = everyHours
        self.maximumPerDay = maximumPerDay
        self.callAfter = callAfter
        self.callWithinHours = callWithinHours
        self.source = source
        self.callSource = callSource
        self.evidence = evidence
    }
}

/// The rescue doses of the ward: which opioid, how often, how many.
public struct RescueRules: Hashable, Sendable {
    /// Forms to ask where the regular opioid has no rescue dose, in this order.
    public let alternatives: [RescueAlternative]
    /// Times by form; the last row covers every form.
    public let times: [RescueTimes]
    /// Doses that charts print and wards draw up.
    public let roundDoses: [Mass]

    /// The rules; an edition of the tables without them has no alternative and no times.
    public init(
        alternatives: [RescueAlternative] = [], times: [RescueTimes] = [], roundDoses: [Mass] = []
    ) {
        self.alternatives = alternatives
        self.times = times
        self.roundDoses = roundDoses
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
    /// Which opioid is the rescue, how often and how many.
    public let rescue: RescueRules
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
        rescue: RescueRules = RescueRules(), products: [RapidOnsetProduct],
        contraindications: [Contraindication], otherRatios: [PublishedRatio] = [],
        lowestDoseAdvice: [FirstDoseAdvice] = []
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
        self.rescue = rescue
        self.products = products
    }
}
