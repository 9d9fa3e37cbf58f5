public import Quantities

/// The reduction for incomplete cross-tolerance that a source asks for.
public struct CrossToleranceRule: Hashable, Sendable {
    /// The target the rule is for; nil for every target without a rule of its own.
    public let target: RotationTarget?
    /// Whether the rule is for the same opioid by another route, where nothing crosses.
    public let isNewRoute: Bool
    /// The countries whose guidance it is; empty for all others.
    public let countries: Set<Country>
    /// The reduction where none is asked for; `lowest` to `highest`, both included.
    public let standard: Percentage
    /// The smallest reduction of the published window; 0 to 100 %, both included.
    public let lowest: Percentage
    /// The largest reduction of the published window; 0 to 100 %, both included.
    public let highest: Percentage
    /// The publication of the window.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence
    /// A remark of the source, such as for whom to reduce by more.
    public let note: String?

    /// A reduction of the equianalgesic dose; `standard` is `lowest` to `highest`, both included.
    public init(
        target: RotationTarget?, isNewRoute: Bool = false, countries: Set<Country> = [],
        standard: Percentage, lowest: Percentage, highest: Percentage,
        source: SourceID, evidence: Evidence, note: String?
    ) {
        self.target = target
        self.isNewRoute = isNewRoute
        self.countries = countries
        self.standard = standard
        self.lowest = lowest
        self.highest = highest
        self.source = source
        self.evidence = evidence
        self.note = note
    }
}

/// What a rotation rule is about: an opioid, and a route where that matters.
public struct RotationTarget: Hashable, Sendable {
    /// The opioid that is switched to.
    public let opioid: OpioidID
    /// The route that is switched to; nil for any.
    public let route: Route?

    /// A target; without a route, the opioid by every route.
    public init(opioid: OpioidID, route: Route?) {
        self.opioid = opioid
        self.route = route
    }
}

/// What to do with the clock when one form of opioid replaces another.
public struct SwitchingTime: Hashable, Sendable {
    /// The formulation that is stopped; nil for any.
    public let from: Formulation?
    /// The opioid that is stopped; nil for any.
    public let fromOpioid: OpioidID?
    /// The formulation that is started; nil for any.
    public let to: Formulation?
    /// The opioid that is started; nil for any.
    public let toOpioid: OpioidID?
    /// What to do, in words.
    public let text: String
    /// The publication.
    public let source: SourceID
    /// How well the advice is known.
    public let evidence: Evidence

    /// Advice for a switch; it is shown only if `from` or `to` is named.
    public init(
        from: Formulation?, fromOpioid: OpioidID?, to: Formulation?, toOpioid: OpioidID? = nil,
        text: String,
        source: SourceID, evidence: Evidence
    ) {
        self.from = from
        self.fromOpioid = fromOpioid
        self.to = to
        self.toOpioid = toOpioid
        self.text = text
        self.source = source
        self.evidence = evidence
    }
}

/// A target that no rotation is computed for, with what to do instead.
public struct RotationRefusal: Hashable, Sendable {
    /// The opioid that is refused, by one route where that matters.
    public let target: RotationTarget
    /// Why no dose is computed.
    public let reason: String
    /// What to do instead.
    public let instead: String
    /// The publication of the reason.
    public let source: SourceID
    /// How well the reason is known.
    public let evidence: Evidence

    /// A refused target, with the reason and the way out.
    public init(
        target: RotationTarget, reason: String, instead: String, source: SourceID,
        evidence: Evidence
    ) {
        self.target = target
        self.reason = reason
        self.instead = instead
        self.source = source
        self.evidence = evidence
    }
}

/// Why a rotation is lowered further after the cross-tolerance, in the order of the steps.
public enum AdjustmentKind: String, CaseIterable, Hashable, Sendable {
    /// Impaired kidneys or liver.
    case organFunction = "organ-function"
    /// Another drug that raises the level of the opioid.
    case interaction
    /// Frailty, whatever the age.
    case frailty
    /// Adverse effects of the opioid that is left.
    case toxicity
}

/// What an adjustment looks at; unknown facts lower nothing and are never taken for safe elsewhere.
public enum AdjustmentCondition: Hashable, Sendable {
    /// The estimated glomerular filtration rate is below the bound, mL/min/1.73 m².
    case renalBelow(Rational)
    /// The liver is at this Child-Pugh class or worse.
    case hepaticAtLeast(ChildPugh)
    /// The patient is frail.
    case frail
    /// The patient suffers from adverse effects of the present opioid.
    case toxic
    /// A safety limit with this code is met.
    case limit(String)
}

/// A further reduction of the dose after a switch.
public struct RotationAdjustment: Hashable, Sendable {
    /// The step it belongs to.
    public let kind: AdjustmentKind
    /// The target it is for; nil for every target.
    public let target: RotationTarget?
    /// When it applies.
    public let condition: AdjustmentCondition
    /// The reduction, in percent of what the steps before left.
    public let lowersBy: Percentage
    /// The publication of the figure.
    public let source: SourceID
    /// How well the figure is known.
    public let evidence: Evidence

    /// An adjustment for one condition.
    public init(
        kind: AdjustmentKind, target: RotationTarget?, condition: AdjustmentCondition,
        lowersBy: Percentage, source: SourceID, evidence: Evidence
    ) {
        self.kind = kind
        self.target = target
        self.condition = condition
        self.lowersBy = lowersBy
        self.source = source
        self.evidence = evidence
    }
}

/// How a patient is switched from one opioid to another.
public struct RotationRules: Hashable, Sendable {
    /// At most one rule for each target, and one for all others.
    public let crossTolerance: [CrossToleranceRule]
    /// Further reductions, applied in the order of their kinds.
    public let adjustments: [RotationAdjustment]
    /// At most one for each target, such as methadone.
    public let refusals: [RotationRefusal]
    /// Advice on stopping and starting, in the order of the tables.
    public let timetable: [SwitchingTime]

    /// The rules for a switch; a target without any reduction rule is refused.
    public init(
        crossTolerance: [CrossToleranceRule], adjustments: [RotationAdjustment],
        refusals: [RotationRefusal], timetable: [SwitchingTime]
    ) {
        self.crossTolerance = crossTolerance
        self.adjustments = adjustments
        self.refusals = refusals
        self.timetable = timetable
    }
}
