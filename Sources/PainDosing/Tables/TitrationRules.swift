public import Quantities

/// When the background opioid is changed, by how much, and how soon again.
public struct TitrationRules: Hashable, Sendable {
    /// The policy that is used where the team names none; one of `policies`.
    public let standard: TitrationPolicyID
    /// Published policies, of which one is used at a time.
    public let policies: [TitrationPolicy]
    /// Rescue doses in 24 hours that are a warning.
    public let warningRescues: SourcedLimit<Int>
    /// Rescue doses in 24 hours above which a clinician looks at once.
    public let reviewRescuesAbove: SourcedLimit<Int>
    /// The largest raise at one step, in percent of the background dose.
    public let largestIncrease: SourcedLimit<Percentage>
    /// A change below this share of the background dose is usually not felt.
    public let perceptible: SourcedLimit<Percentage>
    /// Background pain at or above this score is severe.
    public let severePain: SourcedLimit<PainScore>
    /// The fall of pain after a rescue dose that counts as a response.
    public let response: SourcedLimit<Percentage>
    /// How far the dose is lowered after adverse effects.
    public let reduction: ReductionWindow
    /// How far the dose is lowered on the way into another opioid after neurotoxicity.
    public let rotation: ReductionWindow
    /// Who rotates where adverse effects forbid more of the opioid.
    public let effectsWithPain: RuleSource
    /// How far back a diary must reach for a computed increase.
    public let diary: DiaryDemand
    /// What adverse effects ask for.
    public let effects: [EffectDemand]
    /// What safety limits that apply ask for.
    public let limits: [LimitDemand]
    /// Codes of the limits that a raise may not make speak.
    public let ceilings: [String]
    /// Doses above which a specialist takes part.
    public let specialistBounds: [SpecialistBound]
    /// How long a dose is left before the next increase.
    public let intervals: [TitrationInterval]
    /// How a patch is raised by the rescue doses taken; nil where no source says so.
    public let patchStep: PatchStep?

    /// The rules as a whole; `DosingTables` validates them.
    public init(
        standard: TitrationPolicyID, policies: [TitrationPolicy],
        warningRescues: SourcedLimit<Int>, reviewRescuesAbove: SourcedLimit<Int>,
        largestIncrease: SourcedLimit<Percentage>, perceptible: SourcedLimit<Percentage>,
        severePain: SourcedLimit<PainScore>, response: SourcedLimit<Percentage>,
        reduction: ReductionWindow, rotation: ReductionWindow, effectsWithPain: RuleSource,
        diary: DiaryDemand,
        effects: [EffectDemand], limits: [LimitDemand], ceilings: [String],
        specialistBounds: [SpecialistBound], intervals: [TitrationInterval],
        patchStep: PatchStep?
    ) {
        self.standard = standard
        self.policies = policies
        self.warningRescues = warningRescues
        self.reviewRescuesAbove = reviewRescuesAbove
        self.largestIncrease = largestIncrease
        self.perceptible = perceptible
        self.severePain = severePain
        self.response = response
        self.reduction = reduction
        self.rotation = rotation
        self.effectsWithPain = effectsWithPain
        self.diary = diary
        self.effects = effects
        self.limits = limits
        self.ceilings = ceilings
        self.specialistBounds = specialistBounds
        self.intervals = intervals
        self.patchStep = patchStep
    }

    /// The policy of that id, if there is one.
    public func policy(_ id: TitrationPolicyID) -> TitrationPolicy? {
        policies.first { $0.id == id }
    }
}

/// Where a rule without a figure is published.
public struct RuleSource: Hashable, Sendable {
    /// The publication.
    public let source: SourceID
    /// How well the rule is known.
    public let evidence: Evidence

    /// A rule's publication.
    public init(source: SourceID, evidence: Evidence) {
        self.source = source
        self.evidence = evidence
    }
}

/// What a finding asks for.
public enum TitrationDemand: String, CaseIterable, Hashable, Sendable {
    /// Nothing; there is another remedy.
    case none
    /// No computed increase.
    case noIncrease = "no-increase"
    /// A lower dose of the same opioid.
    case reduce
    /// Another opioid.
    case rotate
    /// A clinician, at once.
    case reviewNow = "review-now"
}

/// What some adverse effects ask for.
public struct EffectDemand: Hashable, Sendable {
    /// The effects; each stands in one row only.
    public let effects: Set<AdverseEffect>
    /// What any of them asks for.
    public let demand: TitrationDemand
    /// The publication.
    public let source: SourceID
    /// How well the rule is known.
    public let evidence: Evidence

    /// A demand of adverse effects.
    public init(
        effects: Set<AdverseEffect>, demand: TitrationDemand, source: SourceID, evidence: Evidence
    ) {
        self.effects = effects
        self.demand = demand
        self.source = source
        self.evidence = evidence
    }
}

/// What some safety limits ask for when they speak.
public struct LimitDemand: Hashable, Sendable {
    /// Codes of `Tables/limits.yaml`.
    public let codes: [String]
    /// What any of them asks for.
    public let demand: TitrationDemand
    /// The publication.
    public let source: SourceID
    /// How well the rule is known.
    public let evidence: Evidence

    /// A demand of safety limits.
    public init(codes: [String], demand: TitrationDemand, source: SourceID, evidence: Evidence) {
        self.codes = codes
        self.demand = demand
        self.source = source
        self.evidence = evidence
    }
}

/// A published window of reductions.
public struct ReductionWindow: Hashable, Sendable {
    /// The standard, 0 to 100 %.
    public let lowest: Percentage
    /// For patients at risk; not less than `lowest`.
    public let highest: Percentage
    /// The publication.
    public let source: SourceID
    /// How well the window is known.
    public let evidence: Evidence

    /// A window; `lowest` is not above `highest`.
    public init(lowest: Percentage, highest: Percentage, source: SourceID, evidence: Evidence) {
        self.lowest = lowest
        self.highest = highest
        self.source = source
        self.evidence = evidence
    }
}

/// How complete a diary must be for a computed increase.
public struct DiaryDemand: Hashable, Sendable {
    /// Hours that the entries must span.
    public let hours: Int
    /// The most hours between two entries.
    public let longestGapHours: Int
    /// The publication or the project's choice.
    public let source: SourceID

    /// A demand in whole hours, each 1 or more.
    public init(hours: Int, longestGapHours: Int, source: SourceID) {
        self.hours = hours
        self.longestGapHours = longestGapHours
        self.source = source
    }
}
