public import Quantities

/// What a patient is to be switched to.
public struct RotationTo: Hashable, Sendable {
    public let form: OpioidForm
    /// A reduction for incomplete cross-tolerance other than the rule's own; 25 to 90 %.
    public let reduction: Percentage?

    public init(form: OpioidForm, reduction: Percentage? = nil) {
        self.form = form
        self.reduction = reduction
    }
}

/// The equianalgesic dose by one more set that answers the same switch.
public struct EquianalgesicPoint: Hashable, Sendable {
    public let table: ConversionSetID
    public let amount: DailyAmount
    /// Whether it limits the proposal.
    public let isConsidered: Bool
}

/// A dose to be prescribed: dispensable, with its interval.
public struct DoseProposal: Hashable, Sendable {
    public let perDay: DailyAmount
    public let perDose: DoseAmount
    /// Hours between doses, or between patch changes.
    public let everyHours: Int
    public let dispensed: DispensableDose
}

/// A rescue dose of an immediate-release opioid.
public struct RescueDose: Hashable, Sendable {
    public let form: OpioidForm
    /// What can be dispensed; never above `largest`.
    public let dispensed: DispensableDose?
    /// The share of the day's background dose that the dose may not exceed.
    public let share: Rational
    /// The share of the background dose, before rounding down.
    public let largest: Mass
    /// The lower end of the published window.
    public let smallest: Mass
    public let source: SourceID
    public let isVerified: Bool
}

/// The switch of a regimen to another opioid, route or formulation.
public struct RotationAnswer: Hashable, Sendable {
    public let from: OMEDDAnswer
    public let to: OpioidForm
    /// The dose that equals the regimen by the chosen set, before any reduction.
    public let equianalgesic: DailyAmount
    /// The set whose ratio led to it.
    public let table: ConversionSetID
    /// The same by every other set that answers the whole switch.
    public let byTable: [EquianalgesicPoint]
    public let reduction: Percentage
    /// The published window of the reduction.
    public let reductionWindow: ClosedRange<Percentage>
    /// Nil where the smallest strength is above the computed dose.
    public let proposal: DoseProposal?
    public let rescue: RescueDose?
    public let timetable: [SwitchingTime]
    public let alerts: [Alert]
    public let trace: [TraceStep]
}
