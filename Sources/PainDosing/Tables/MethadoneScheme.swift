public import Quantities

/// A published way from oral morphine to methadone, shown to a specialist for comparison.
///
/// No dose is computed from it: sources differ eightfold, and methadone accumulates. The tiers lead to
/// methadone only and must not be reversed.
public struct MethadoneScheme: Hashable, Sendable {
    /// The key in `Tables/methadone.yaml`, such as `ripamonti-1998`.
    public let id: String
    /// What a specialist calls it.
    public let title: String
    /// One group for all ages, or one below and one from an age on.
    public let groups: [MethadoneAgeGroup]
    /// The reduction that the source asks for on top; nil for none.
    public let reduction: MethadoneReduction?
    /// The highest start dose that the source allows; nil for none.
    public let maximumStart: DailyDose?
    /// The publication.
    public let source: SourceID
    /// How well the figures are known.
    public let evidence: Evidence
    /// A remark of the source that the reader should see.
    public let note: String?

    /// A scheme as its source prints it.
    public init(
        id: String, title: String, groups: [MethadoneAgeGroup], reduction: MethadoneReduction?,
        maximumStart: DailyDose?, source: SourceID, evidence: Evidence, note: String?
    ) {
        self.id = id
        self.title = title
        self.groups = groups
        self.reduction = reduction
        self.maximumStart = maximumStart
        self.source = source
        self.evidence = evidence
        self.note = note
    }
}

/// The tiers of a scheme for patients of certain ages.
public struct MethadoneAgeGroup: Hashable, Sendable {
    /// For patients younger than this, in years; nil for no such bound.
    public let ageBelow: Int?
    /// For patients of this age or older, in years; nil for no such bound.
    public let ageAtLeast: Int?
    /// By oral morphine in milligrams a day, without gap or overlap.
    public let tiers: [DoseBand<MethadoneTier>]

    /// The tiers for an age group.
    public init(ageBelow: Int?, ageAtLeast: Int?, tiers: [DoseBand<MethadoneTier>]) {
        self.ageBelow = ageBelow
        self.ageAtLeast = ageAtLeast
        self.tiers = tiers
    }
}

/// What a scheme gives for one range of oral morphine; `lowest` is never above `highest`.
public enum MethadoneTier: Hashable, Sendable {
    /// Milligrams of morphine for 1 mg of methadone; above zero.
    case ratio(lowest: Rational, highest: Rational)
    /// Methadone in percent of the morphine dose.
    case share(lowest: Percentage, highest: Percentage)
    /// A start dose of methadone, whatever the morphine dose.
    case start(lowest: DailyDose, highest: DailyDose)
}

/// A reduction on top of the tiers, in percent; `lowest` is never above `highest`.
public struct MethadoneReduction: Hashable, Sendable {
    /// The smallest reduction.
    public let lowest: Percentage
    /// The largest reduction.
    public let highest: Percentage

    /// A window of reductions.
    public init(lowest: Percentage, highest: Percentage) {
        self.lowest = lowest
        self.highest = highest
    }
}

/// How a start of methadone is bounded, whatever the scheme.
public struct MethadoneStart: Hashable, Sendable {
    /// No start dose is above it, milligrams a day.
    public let maximum: SourcedLimit<DailyDose>
    /// Hours between doses.
    public let everyHours: SourcedLimit<Int>

    /// The largest start dose and the interval.
    public init(maximum: SourcedLimit<DailyDose>, everyHours: SourcedLimit<Int>) {
        self.maximum = maximum
        self.everyHours = everyHours
    }
}

/// The published ways from oral morphine to methadone.
public struct MethadoneRules: Hashable, Sendable {
    /// The bounds of every start.
    public let start: MethadoneStart
    /// The schemes, in the order of the table; one is chosen by name and none is a default.
    public let schemes: [MethadoneScheme]

    /// The bounds with the schemes.
    public init(start: MethadoneStart, schemes: [MethadoneScheme]) {
        self.start = start
        self.schemes = schemes
    }
}
