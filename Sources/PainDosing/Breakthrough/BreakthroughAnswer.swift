public import Quantities

/// How the patient's pain is at present, as far as it is known.
public struct PainPicture: Hashable, Sendable {
    /// Background pain, NRS 0 to 10.
    public let background: PainScore?
    /// The background score that the patient wants to reach.
    public let goal: PainScore?
    /// The worst peak of an episode.
    public let peak: PainScore?
    /// Breakthrough episodes in 24 hours.
    public let episodes: Int?

    /// The pain as far as it is known; what is left out is unknown, not zero.
    public init(
        background: PainScore? = nil, goal: PainScore? = nil, peak: PainScore? = nil,
        episodes: Int? = nil
    ) {
        self.background = background
        self.goal = goal
        self.peak = peak
        self.episodes = episodes
    }
}

/// What the last doses of a rapid-onset product brought.
public enum EpisodeRelief: String, CaseIterable, Hashable, Sendable {
    /// The pain fell enough within 30 minutes.
    case enough
    /// It did not.
    case tooLittle = "too-little"
    /// Nobody wrote down how far it fell.
    case notKnown = "not-known"
}

/// The rapid-onset product that a patient uses at present.
public struct RapidOnsetInUse: Hashable, Sendable {
    /// The product.
    public let product: RapidOnsetProductID
    /// The single dose in use.
    public let dose: Mass
    /// Whether the dose is enough; who asks for the next step says that it is too little.
    public let relief: EpisodeRelief

    /// A product in use at a single dose.
    public init(
        product: RapidOnsetProductID, dose: Mass, relief: EpisodeRelief = .tooLittle
    ) {
        self.product = product
        self.dose = dose
        self.relief = relief
    }
}

/// What a criterion of eligibility is about.
public enum BreakthroughCriterionName: String, CaseIterable, Hashable, Sendable {
    /// An around-the-clock opioid at or above a threshold of the labels.
    case opioidTolerant = "opioid-tolerant"
    /// That opioid has been taken for a week.
    case tolerantForAWeek = "tolerant-for-a-week"
    /// Background pain is at or below the limit or the patient's goal.
    case backgroundControlled = "background-controlled"
    /// Not more episodes a day than the labels allow.
    case episodesPerDay = "episodes-per-day"
    /// Advisory: an episode peaks at or above the score of the review.
    case episodePeak = "episode-peak"
}

/// The value or limit of a criterion.
public enum CriterionValue: Hashable, Sendable {
    case omedd(OMEDD)
    case score(PainScore)
    case count(Int)
    case days(Int)
}

/// One criterion of eligibility with what was found.
public struct BreakthroughCriterion: Hashable, Sendable {
    /// What the criterion is about.
    public let name: BreakthroughCriterionName
    /// What was found, in the unit of `limit`; nil where it is unknown.
    public let value: CriterionValue?
    /// The bound, itself included in what meets the criterion.
    ///
    /// A minimum for tolerance, the week and the peak; a maximum for background pain and episodes.
    /// Tolerance is also met at the threshold of a listed opioid, see `ToleranceThreshold`.
    public let limit: CriterionValue
    /// Nil where the value is unknown.
    public let isMet: Bool?
    /// Whether a ROO is refused when the criterion is not met.
    public let isBlocking: Bool
    /// The publication of the bound.
    public let source: SourceID
}

/// How the first ROO dose is found.
public enum BreakthroughStrategy: String, CaseIterable, Hashable, Sendable {
    /// From the start dose of the label.
    case titrate
    /// A share of the background opioid.
    case proportional
    /// No ROO.
    case none
}

/// Where the dose of a ROO product comes from.
public enum RapidOnsetBasis: Hashable, Sendable {
    /// The start dose of the label, which is the lowest that there is.
    case start
    /// A share of the background opioid, which is off-label.
    case proportional
    /// The line of the label for patients who come from another product.
    case switched(SwitchStart)
    /// The step of the label after the dose in use.
    case nextStep(after: Mass)
    /// The dose in use, which is the largest of the label.
    case maximum
    /// The dose in use, which was enough.
    case sameDose
    /// The dose in use, of which nobody wrote down what it brought.
    case reliefNotKnown
}

/// What a published ratio would give.
public struct RatioDose: Hashable, Sendable {
    /// The ratio.
    public let ratio: PublishedRatio
    /// The lowest and highest dose by it, before rounding down to a step.
    public let doses: ClosedRange<Mass>
}

/// One ROO product with the dose to try.
public struct RapidOnsetOption: Hashable, Sendable {
    /// The product with the limits of its label.
    public let product: RapidOnsetProduct
    /// The dose: a step of the titration path or the dose in use, never above the label's maximum.
    ///
    /// A proportional one is `ratioDose` rounded down to a step, or the labelled start where no step
    /// is that low.
    public let dose: Mass
    /// The start dose of the label.
    public let labelledStart: Mass
    /// Where the dose comes from.
    public let basis: RapidOnsetBasis
    /// The share of the background opioid as this product, before rounding down; nil if unsourced.
    public let ratioDose: Mass?
    /// What the other published ratios would give; empty where the dose is not proportional.
    public let otherRatios: [RatioDose]

    init(
        product: RapidOnsetProduct, dose: Mass, labelledStart: Mass, basis: RapidOnsetBasis,
        ratioDose: Mass? = nil, otherRatios: [RatioDose] = []
    ) {
        self.product = product
        self.dose = dose
        self.labelledStart = labelledStart
        self.basis = basis
        self.ratioDose = ratioDose
        self.otherRatios = otherRatios
    }

    /// Whether the dose was derived from the background opioid, which is off-label.
    public var isProportional: Bool { basis == .proportional }

    /// The line of the label that the dose comes from after another product; nil for all else.
    public var switchStart: SwitchStart? {
        if case .switched(let line) = basis { line } else { nil }
    }

    /// The figures of the option that are not verified and have no step of their own.
    var unverified: [(subject: String, source: SourceID)] {
        var figures: [(subject: String, source: SourceID)] = []
        if !product.evidence.isVerified { figures.append((product.title, product.source)) }
        if let line = switchStart, !line.evidence.isVerified {
            figures.append(("start after \(line.from)", line.source))
        }
        return figures
    }
}

/// The breakthrough doses for a regimen.
public struct BreakthroughAnswer: Hashable, Sendable {
    /// OMEDD of the background opioid alone; rescue doses don't make a patient tolerant.
    ///
    /// Nil where no table in use has a figure for it.
    public let omedd: OMEDDAnswer?
    /// Whether every blocking criterion is met; one that is unknown is not met.
    public let isEligible: Bool
    /// Every criterion with what was found, blocking or advisory.
    public let criteria: [BreakthroughCriterion]
    /// How the ROO doses are found; `none` where the patient is not eligible.
    ///
    /// Where only the pain or the episodes are not known, a product asked for by name or in use is
    /// titrated once they are; `isEligible` is false until then.
    public let strategy: BreakthroughStrategy
    /// The product asked for, or one for each that is sold and stocked, in the order of the tables,
    /// one in use first; empty where the strategy is `none`.
    public let options: [RapidOnsetOption]
    /// What is to be ruled out before any of them is given; empty where there is none.
    public let contraindications: [Contraindication]
    /// Who wants the lowest dose first; empty where no dose is proportional.
    public let lowestDoseAdvice: [FirstDoseAdvice]
    /// The immediate-release dose, with or without a ROO; nil where no share can be derived.
    public let immediateRelease: RescueDose?
    /// Cautions and notes, most urgent first; an answer never holds a stop.
    public let alerts: [Alert]
    /// What the safety limits need and nobody knows.
    public let unchecked: [UncheckedFact]
    /// The derivation step by step, in order.
    public let trace: [TraceStep]
}
