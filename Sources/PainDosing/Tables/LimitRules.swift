public import Quantities

/// What a safety limit does when it is met, to what a patient takes and to what is proposed.
public enum LimitEffect: Hashable, Sendable {
    /// The number stands; something to know.
    case note
    /// The number stands, with the warning.
    case caution
    /// What the limit speaks of is never proposed; of what is taken already it warns.
    case avoid
    /// What the limit speaks of is proposed in a lower dose; of what is taken already it warns.
    case reduce(LimitReduction)
    /// No dose is derived until a person has confirmed that what was written is meant.
    case query
    /// No number is given; the reason and what to do instead are.
    case stop

    /// How the limit speaks of a regimen that is taken.
    public var severity: AlertSeverity {
        switch self {
        case .note: .info
        case .caution, .avoid, .reduce: .caution
        case .query: .query
        case .stop: .stop
        }
    }
}

/// How a proposal is lowered; without any of the bounds, to the low end of what is published.
public struct LimitReduction: Hashable, Sendable {
    /// The share of the dose that is still given, as the source prints it; the lower end is taken.
    public let share: ClosedRange<Rational>?
    /// The most in 24 hours.
    public let dailyMaximum: DailyDose?
    /// The shortest time between two doses, in hours.
    public let everyHours: Int?

    /// A reduction; what is left out is not bounded.
    public init(
        share: ClosedRange<Rational>? = nil, dailyMaximum: DailyDose? = nil,
        everyHours: Int? = nil
    ) {
        self.share = share
        self.dailyMaximum = dailyMaximum
        self.everyHours = everyHours
    }
}

/// For whom a source wrote its limit.
public enum LimitCare: String, CaseIterable, Hashable, Sendable {
    /// For everybody, patients with cancer included.
    case every
    /// For chronic pain without cancer; it says nothing of cancer care or the end of life.
    case nonCancer = "non-cancer"
}

/// Sedation scales that a diary may use.
public enum SedationScale: String, CaseIterable, Hashable, Sendable {
    /// Pasero opioid-induced sedation scale: S, 1 to 4.
    case poss = "POSS"
    /// Richmond agitation-sedation scale for palliative care: -5 to 4.
    case rassPAL = "RASS-PAL"
}

/// Child-Pugh class of liver function.
public enum ChildPugh: String, CaseIterable, Hashable, Comparable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"

    /// Compares by severity: A is the mildest, C the worst.
    public static func < (left: ChildPugh, right: ChildPugh) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// One safety limit.
public struct SafetyLimit: Hashable, Sendable {
    /// The alert code that the reports, the journal and the catalog use.
    public let code: String
    /// What the limit does.
    public let effect: LimitEffect
    /// The countries whose guidance it follows; empty for all.
    public let countries: Set<Country>
    /// For whom the source wrote it; a stop is for everybody.
    public let care: LimitCare
    /// Whether a refusal for it tells what to do with each opioid that goes on acting.
    public let tellsOnBoard: Bool
    /// The fact and the bound that make it speak.
    public let condition: LimitCondition
    /// What was found and why it matters, for the person at the bedside.
    public let message: String
    /// What to do; for a stop, what to do instead.
    public let action: String
    /// The publication of the limit.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence

    /// A safety limit; the words of a stop name no dose.
    public init(
        code: String, effect: LimitEffect, countries: Set<Country> = [],
        care: LimitCare = .every, tellsOnBoard: Bool = false, condition: LimitCondition,
        message: String, action: String, source: SourceID, evidence: Evidence
    ) {
        self.code = code
        self.effect = effect
        self.countries = countries
        self.care = care
        self.tellsOnBoard = tellsOnBoard
        self.condition = condition
        self.message = message
        self.action = action
        self.source = source
        self.evidence = evidence
    }
}

extension SafetyLimit {
    /// Whether the guidance of a country holds the limit.
    func isInForce(in country: Country) -> Bool {
        countries.isEmpty || countries.contains(country)
    }
}

/// Drugs of one group by name, such as the benzodiazepines.
public struct ComedicationGroup: Hashable, Sendable {
    /// The key of the group in `Tables/comedications.yaml`, such as `benzodiazepine`.
    public let id: String
    /// What a pharmacist calls the group, such as "CYP3A4 inhibitors".
    public let title: String
    /// Generic names, lower case.
    public let drugs: [String]
    /// The publication that warns of the group.
    public let source: SourceID
    /// How well the list of drugs is known.
    public let evidence: Evidence

    /// A group of drugs; one that is not listed is not thereby safe.
    public init(
        id: String, title: String, drugs: [String], source: SourceID, evidence: Evidence
    ) {
        self.id = id
        self.title = title
        self.drugs = drugs
        self.source = source
        self.evidence = evidence
    }
}
