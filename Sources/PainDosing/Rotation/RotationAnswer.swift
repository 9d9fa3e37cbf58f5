public import Quantities

/// What a patient is to be switched to.
public struct RotationTo: Hashable, Sendable {
    /// The opioid, route and formulation to switch to.
    public let form: OpioidForm
    /// A reduction other than the rule's own; 0 to 90 %, and below 25 % only for the same opioid.
    public var reduction: Percentage?
    /// The methadone scheme that a specialist named; nil for every other target.
    public var methadoneScheme: String?
    /// The product lines that were named by their brand or interval; empty for any of the form.
    public var lines: Set<ProductLineID>
    /// Hours between doses or patches, as asked for or as the named brand is made; nil for any.
    public var everyHours: Int?
    /// Whether the form, or the drug in a pump, was not said and the usual one was taken.
    public var assumedForm: Bool

    /// A target; the bounds of `reduction` are for the caller to check.
    public init(
        form: OpioidForm, reduction: Percentage? = nil, methadoneScheme: String? = nil,
        lines: Set<ProductLineID> = [], everyHours: Int? = nil, assumedForm: Bool = false
    ) {
        self.form = form
        self.lines = lines
        self.everyHours = everyHours
        self.assumedForm = assumedForm
        self.reduction = reduction
        self.methadoneScheme = methadoneScheme
    }
}

/// The equianalgesic dose by one more set that answers the same switch.
public struct EquianalgesicPoint: Hashable, Sendable {
    /// The set that gives the figure.
    public let table: ConversionSetID
    /// The dose before any reduction: a mass in 24 hours, or the rate of a patch.
    public let amount: DailyAmount
    /// Whether it limits the proposal.
    public let isConsidered: Bool
}

/// A dose to be prescribed: dispensable, with its interval.
public struct DoseProposal: Hashable, Sendable {
    /// What the doses give in 24 hours, after rounding down; for patches their rate.
    public let perDay: DailyAmount
    /// One dose, rounded down to what can be dispensed; for patches the rate worn together.
    public let perDose: DoseAmount
    /// Hours between doses, or between patch changes.
    public let everyHours: Int
    /// The units that one dose is made of.
    public let dispensed: DispensableDose
}

/// A rescue dose of an immediate-release opioid.
public struct RescueDose: Hashable, Sendable {
    /// The form that acts at once: the background opioid by its own route, or else oral morphine.
    public let form: OpioidForm
    /// What can be dispensed; never above `largest`.
    public let dispensed: DispensableDose
    /// One dose.
    public let each: Mass
    /// The share of the day's background dose that the dose may not exceed.
    public let share: Rational
    /// The share of the background dose, before rounding down.
    public let largest: Mass
    /// The lower end of the published window.
    public let smallest: Mass
    /// The shortest time between two doses, in hours.
    public let everyHours: Int
    /// The most doses in 24 hours.
    public let maximumPerDay: Int
    /// So many doses within `callWithinHours` are a reason to call.
    public let callAfter: Int
    /// The hours in which they are counted.
    public let callWithinHours: Int
    /// The publication of the interval.
    public let timesSource: SourceID
    /// The publication of the number at which to call.
    public let callSource: SourceID
    /// The publication of the share.
    public let source: SourceID
    /// How well the share is known.
    public let evidence: Evidence
}

/// The switch of a regimen to another opioid, route or formulation.
public struct RotationAnswer: Hashable, Sendable {
    /// The regimen to be replaced, as OMEDD by the sets made for conversion.
    public let from: OMEDDAnswer
    /// The opioid, route and formulation that replace it.
    public let to: OpioidForm
    /// The dose that equals the regimen by the chosen set, before any reduction.
    public let equianalgesic: DailyAmount
    /// The set whose ratio led to it.
    public let table: ConversionSetID
    /// The same by every other set that answers the whole switch.
    public let byTable: [EquianalgesicPoint]
    /// The reduction for incomplete cross-tolerance, as asked for or by the rule; 0 to 100 %.
    public let reduction: Percentage
    /// The published window of the reduction.
    public let reductionWindow: ClosedRange<Percentage>
    /// Further reductions for organ function, frailty and adverse effects, in their order.
    public let adjustments: [RotationAdjustment]
    /// Nil where the smallest strength is above the computed dose.
    public let proposal: DoseProposal?
    /// The rescue dose beside the proposal; nil without one or where no share can be derived.
    public let rescue: RescueDose?
    /// When to stop the old form and to start the new one; empty where the tables say nothing.
    public let timetable: [SwitchingTime]
    /// Cautions and notes, most urgent first; an answer never holds a stop.
    public let alerts: [Alert]
    /// What the safety limits need and nobody knows.
    public let unchecked: [UncheckedFact]
    /// The derivation step by step, in order.
    public let trace: [TraceStep]
}
