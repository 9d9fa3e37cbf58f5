public import Quantities

/// The key of a rapid-onset opioid product, such as `effentora-eu`.
public struct RapidOnsetProductID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The `id` of the product in `Tables/breakthrough.yaml`.
    public let name: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The key as written.
    public var description: String { name }

    /// Compares by the key's characters.
    public static func < (left: RapidOnsetProductID, right: RapidOnsetProductID) -> Bool {
        left.name < right.name
    }
}

/// A rapid-onset opioid (ROO) product with the limits of its label.
public struct RapidOnsetProduct: Hashable, Sendable {
    /// The key of the product.
    public let id: RapidOnsetProductID
    /// Brand and form, such as "Effentora (fentanyl buccal tablet, EU)".
    public let title: String
    /// The brand name, as printed on the pack.
    public let brand: String
    /// The countries in which the label is or was in force.
    public let countries: Set<Country>
    /// The opioid, route and formulation.
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
    /// Start doses of the label for patients who come from another product; all others start anew.
    public let switchStarts: [SwitchStart]
    /// The label that the limits come from.
    public let source: SourceID
    /// False where a figure of the row was recalled and has yet to be checked.
    public let isVerified: Bool
    /// A remark on the label that the reader should see.
    public let note: String?
    /// When the label forbids this product or warns of it, besides what holds for all.
    public let contraindications: [Contraindication]

    /// A product as its label describes it; `titration` starts at the labelled dose.
    public init(
        id: RapidOnsetProductID, title: String, brand: String, countries: Set<Country>,
        form: OpioidForm,
        strengths: [Mass], titration: [Mass], maximumDose: Mass, repeatAfterMinutes: Int?,
        minimumIntervalHours: Int, maximumEpisodesPerDay: Int,
        proportional: ProportionalEquivalence?, switchStarts: [SwitchStart] = [],
        source: SourceID, isVerified: Bool, note: String?,
        contraindications: [Contraindication] = []
    ) {
        self.contraindications = contraindications
        self.id = id
        self.title = title
        self.brand = brand
        self.countries = countries
        self.form = form
        self.strengths = strengths
        self.titration = titration
        self.maximumDose = maximumDose
        self.repeatAfterMinutes = repeatAfterMinutes
        self.minimumIntervalHours = minimumIntervalHours
        self.maximumEpisodesPerDay = maximumEpisodesPerDay
        self.proportional = proportional
        self.switchStarts = switchStarts
        self.source = source
        self.isVerified = isVerified
        self.note = note
    }
}

/// A condition in which a rapid-onset product is forbidden or warned of; to be ruled out at the bedside.
public struct Contraindication: Hashable, Sendable {
    /// The condition, and what follows from it, in words.
    public let text: String
    /// The label.
    public let source: SourceID
    /// False where the line was recalled and has yet to be checked.
    public let isVerified: Bool

    /// One line of a label.
    public init(text: String, source: SourceID, isVerified: Bool) {
        self.text = text
        self.source = source
        self.isVerified = isVerified
    }
}

/// A labelled start dose for a patient who comes from another rapid-onset product; not an equivalence.
public struct SwitchStart: Hashable, Sendable {
    /// The product that is left.
    public let from: RapidOnsetProductID
    /// The single dose of it that is in use.
    public let dose: Mass
    /// Where the new product starts.
    public let start: Mass
    /// The label.
    public let source: SourceID
    /// False where the line was recalled and has yet to be checked.
    public let isVerified: Bool

    /// One line of a label's table of start doses.
    public init(
        from: RapidOnsetProductID, dose: Mass, start: Mass, source: SourceID, isVerified: Bool
    ) {
        self.from = from
        self.dose = dose
        self.start = start
        self.source = source
        self.isVerified = isVerified
    }
}

/// A published pair of oral morphine and transmucosal fentanyl for proportional dosing.
public struct ProportionalEquivalence: Hashable, Sendable {
    /// The oral morphine of the pair; above zero.
    public let oralMorphine: Mass
    /// The transmucosal fentanyl of the pair, for this product only; above zero.
    public let rapidOnset: Mass
    /// The publication of the pair.
    public let source: SourceID
    /// False where the pair was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A published pair; it leads from morphine to the product and is not to be reversed.
    public init(oralMorphine: Mass, rapidOnset: Mass, source: SourceID, isVerified: Bool) {
        self.oralMorphine = oralMorphine
        self.rapidOnset = rapidOnset
        self.source = source
        self.isVerified = isVerified
    }
}

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

/// A form that is asked for a rescue dose where the regular opioid has none, in the order of the table.
public struct RescueAlternative: Hashable, Sendable {
    /// The opioid, route and form.
    public let form: OpioidForm
    /// The publication that names it.
    public let source: SourceID
    /// False where the row has yet to be checked.
    public let isVerified: Bool

    /// An alternative.
    public init(form: OpioidForm, source: SourceID, isVerified: Bool) {
        self.form = form
        self.source = source
        self.isVerified = isVerified
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
    public let isVerified: Bool

    /// Times of a rescue dose.
    public init(
        scope: OpioidScope, everyHours: Int, maximumPerDay: Int, callAfter: Int,
        callWithinHours: Int, source: SourceID, callSource: SourceID, isVerified: Bool
    ) {
        self.scope = scope
        self.everyHours = everyHours
        self.maximumPerDay = maximumPerDay
        self.callAfter = callAfter
        self.callWithinHours = callWithinHours
        self.source = source
        self.callSource = callSource
        self.isVerified = isVerified
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

    /// The rules as published; every bound carries its own source.
    public init(
        tolerance: [ToleranceThreshold], toleranceOMEDD: SourcedLimit<OMEDD>,
        toleranceDays: SourcedLimit<Int>,
        proportionalFromOMEDD: SourcedLimit<OMEDD>,
        controlledBackground: SourcedLimit<PainScore>,
        maximumEpisodesPerDay: SourcedLimit<Int>, episodePeak: SourcedLimit<PainScore>,
        proportionalShare: SourcedLimit<Rational>, rescueFraction: SourcedLimit<RescueFraction>,
        rescue: RescueRules = RescueRules(),
        products: [RapidOnsetProduct], contraindications: [Contraindication]
    ) {
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
