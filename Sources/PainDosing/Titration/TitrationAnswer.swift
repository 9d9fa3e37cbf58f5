public import Quantities

/// What to do with the background opioid.
public enum TitrationOutcome: String, CaseIterable, Hashable, Comparable, Sendable {
    /// Leave the dose.
    case hold
    /// Give more.
    case raise
    /// Give less.
    case reduce
    /// Change to another opioid.
    case rotate
    /// A clinician looks at the patient before anything else.
    case reviewNow = "review-now"

    /// Compares by urgency; `hold` is the least urgent.
    public static func < (left: TitrationOutcome, right: TitrationOutcome) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .hold: 0
        case .raise: 1
        case .reduce: 2
        case .rotate: 3
        case .reviewNow: 4
        }
    }
}

/// An entry that evidence rests on.
public struct EntryReference: Hashable, Sendable {
    /// The digest of the entry.
    public let id: ContentDigest
    /// When it was recorded.
    public let recordedAt: LocalInstant

    init(_ recorded: RecordedEntry) {
        id = recorded.id
        recordedAt = recorded.entry.recordedAt
    }
}

/// Why the outcome is what it is: one rule that spoke.
public struct TitrationReason: Hashable, Sendable {
    /// The rule, by a fixed code such as `rescue-doses`.
    public let rule: TitrationRule
    /// What was found, in one sentence.
    public let message: String
    /// The publication; nil where the diary alone is the reason.
    public let source: SourceID?
    /// How well the rule is known.
    public let evidence: Evidence

    init(
        _ rule: TitrationRule, _ message: String, source: SourceID? = nil,
        evidence: Evidence = .read
    ) {
        self.rule = rule
        self.message = message
        self.source = source
        self.evidence = evidence
    }
}

/// The rules of titration.
public enum TitrationRule: String, CaseIterable, Hashable, Sendable {
    /// Pain is at or below its limit and there is no reason for a change.
    case controlled
    /// Pain is above its limit, and the policy has no increase for what the diary shows.
    case noRule = "no-rule"
    case rescueDoses = "rescue-doses"
    case persistentPain = "persistent-pain"
    case tooManyRescues = "too-many-rescue-doses"
    case tooManyEpisodes = "too-many-episodes"
    case severePain = "severe-pain"
    /// A safety limit speaks, such as a sedation score.
    case safetyLimit = "safety-limit"
    case breathing
    case neurotoxicity
    case effectsWithRelief = "effects-with-relief"
    case effectsWithPain = "effects-with-pain"
    case effectsAfterReduction = "effects-after-reduction"
    case riskOfSedation = "risk-of-sedation"
    case specialistOpioid = "specialist-opioid"
    case noBackground = "no-background-opioid"
    case ceiling
    case combinedProduct = "combined-product"
    /// The policy names no amount, or there is no rescue dose that it could be taken from.
    case noAmount = "no-amount"
    /// No product gives more within the increase, or less within the reduction.
    case noStrength = "no-strength"
    case intervalNotOver = "interval-not-over"
    case dataMissing = "data-missing"
}

/// What is missing for a computed increase.
public enum TitrationMissing: String, CaseIterable, Hashable, Sendable {
    case regimen
    case backgroundPain = "background-pain"
    /// The diary does not reach back far enough.
    case hoursOfDiary = "hours-of-diary"
    /// Two entries are too far apart.
    case gap
    /// Not every entry of the last 24 hours says which rescue doses were taken.
    case rescueDoses = "rescue-doses"
    /// Neither a sedation score nor the adverse effects are recorded with this entry.
    case sedation
    /// The diary does not show for how long the dose has been the same.
    case unchangedDose = "unchanged-dose"
}

/// A change of the background opioid.
public struct TitrationChange: Hashable, Sendable {
    /// The background opioid at present, as OMEDD by a set made for conversion.
    public let background: OMEDD
    /// The change in percent of the background dose, before rounding down to products.
    public let percent: Percentage
    /// The largest or smallest change that the rules allow in percent; the cap of a raise, the far end
    /// of the window of a reduction.
    public let bound: Percentage
    /// The OMEDD after the change, before rounding down.
    public let target: OMEDD
    /// The form that is changed; nil where several lines make up the background.
    public let form: OpioidForm?
    /// The dose of that form after the change; nil where none is computed.
    public let proposal: DoseProposal?
    /// The OMEDD of the proposal.
    public let proposedOMEDD: OMEDD?
    /// The rescue dose that goes with the proposal.
    public let rescue: RescueDose?
    /// What the policy's own sum comes to where one step may not be so large; nil where it is not cut.
    public var wanted: Percentage?
}

/// The decision on the background opioid with what it rests on.
public struct TitrationAnswer: Hashable, Sendable {
    /// The policy that was used.
    public let policy: TitrationPolicyID
    /// What to do.
    public let outcome: TitrationOutcome
    /// The rules that led there, the decisive one first.
    public let reasons: [TitrationReason]
    /// How much; nil where no amount is computed.
    public let change: TitrationChange?
    /// By how much to go down on the way into another opioid; nil unless the outcome is `rotate`.
    public let rotationWindow: ReductionWindow?
    /// Before this moment the dose is not raised (again); nil where it can't be told.
    public let earliestIncrease: LocalInstant?
    /// The hours from one increase to the next, and where they are published.
    public let interval: SourcedLimit<Int>?
    /// What the decision rests on.
    public let evidence: [TitrationEvidence]
    /// What a computed increase would need besides; empty where nothing is missing.
    public let missing: [TitrationMissing]
    /// The arithmetic.
    public let trace: [TraceStep]
}
