/// How strongly a safety limit speaks.
public enum LimitStrength: String, CaseIterable, Hashable, Sendable {
    /// The number stands, with the warning.
    case caution
    /// No number is given; the reason and what to do instead are.
    case stop
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
    /// Whether the limit warns or stops.
    public let strength: LimitStrength
    /// For whom the source wrote it; a stop is for everybody.
    public let care: LimitCare
    /// The fact and the bound that make it speak.
    public let condition: LimitCondition
    /// What was found and why it matters, for the person at the bedside.
    public let message: String
    /// What to do; for a stop, what to do instead.
    public let action: String
    /// The publication of the limit.
    public let source: SourceID
    /// False where a figure of the row was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A safety limit; the words of a stop name no dose.
    public init(
        code: String, strength: LimitStrength, care: LimitCare = .every,
        condition: LimitCondition, message: String, action: String, source: SourceID,
        isVerified: Bool
    ) {
        self.code = code
        self.strength = strength
        self.care = care
        self.condition = condition
        self.message = message
        self.action = action
        self.source = source
        self.isVerified = isVerified
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
    /// False where the list of drugs was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A group of drugs; one that is not listed is not thereby safe.
    public init(
        id: String, title: String, drugs: [String], source: SourceID, isVerified: Bool
    ) {
        self.id = id
        self.title = title
        self.drugs = drugs
        self.source = source
        self.isVerified = isVerified
    }
}
