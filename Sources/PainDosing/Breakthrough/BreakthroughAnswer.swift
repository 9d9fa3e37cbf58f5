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
    public let name: BreakthroughCriterionName
    public let value: CriterionValue?
    public let limit: CriterionValue
    /// Nil where the value is unknown.
    public let isMet: Bool?
    /// Whether a ROO is refused when the criterion is not met.
    public let isBlocking: Bool
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

/// One ROO product with the first dose to try.
public struct RapidOnsetOption: Hashable, Sendable {
    public let product: RapidOnsetProduct
    public let dose: Mass
    /// The share of the background opioid as this product, before rounding down; nil if unsourced.
    public let ratioDose: Mass?
    public let labelledStart: Mass
    public let isProportional: Bool
}

/// The breakthrough doses for a regimen.
public struct BreakthroughAnswer: Hashable, Sendable {
    /// OMEDD of the background opioid alone; rescue doses don't make a patient tolerant.
    public let omedd: OMEDDAnswer
    public let isEligible: Bool
    public let criteria: [BreakthroughCriterion]
    public let strategy: BreakthroughStrategy
    public let options: [RapidOnsetOption]
    public let immediateRelease: RescueDose?
    public let alerts: [Alert]
    public let trace: [TraceStep]
}
