public import Quantities

/// How strongly a safety limit speaks.
public enum LimitStrength: String, CaseIterable, Hashable, Sendable {
    /// The number stands, with the warning.
    case caution
    /// No number is given; the reason and what to do instead are.
    case stop
}

/// What a limit looks at.
///
/// Every case names the fact and the bound that makes it speak.
public enum LimitCondition: Hashable, Sendable {
    /// The OMEDD is above the bound.
    case omeddAbove(OMEDD)
    /// The daily dose of one opioid is above the bound, whatever the route.
    case dailyDoseAbove(opioid: OpioidID, DailyDose)
    /// The paracetamol of all combined products together is above the bound.
    case paracetamolAbove(DailyDose)
    /// The same for each kilogram of a patient who weighs less than `weightBelow` kilograms.
    case paracetamolPerKilogramAbove(DailyDose, weightBelow: Rational)
    /// The rate of one opioid's patches together is above the bound.
    case patchRateAbove(opioid: OpioidID, MassRate)
    /// The respiratory rate is below the bound, in breaths a minute.
    case respiratoryRateBelow(Int)
    /// The oxygen saturation is below the bound, in percent.
    case oxygenSaturationBelow(Int)
    /// The score of a sedation scale is at or above the bound.
    case sedationAtLeast(scale: SedationScale, Int)
    /// The score of a sedation scale is at or below the bound.
    case sedationAtMost(scale: SedationScale, Int)
    /// The age is below the bound, in years.
    case ageBelow(Int)
    /// The patient is opioid-naive and the regimen or target holds this form.
    case opioidNaive(opioid: OpioidID?, formulation: Formulation?)
    /// The estimated glomerular filtration rate is below the bound while this opioid is given.
    case renalBelow(Rational, opioid: OpioidID)
    /// The liver is at this Child-Pugh class or worse while this opioid is given.
    case hepaticAtLeast(ChildPugh, opioid: OpioidID)
    /// The patient is cachectic and has or gets a patch.
    case cachexiaWithPatch
    /// The corrected QT interval is at or above the bound in milliseconds while this opioid is given.
    case qtcAtLeast(Int, opioid: OpioidID)
    /// Body temperature is at or above the bound, in degrees Celsius, with a patch on.
    case temperatureWithPatchAtLeast(Rational)
    /// Two or more modified-release opioids are given together.
    case severalModifiedRelease
    /// A weak opioid is given together with a strong one.
    case weakWithStrong
    /// The patient is pregnant.
    case pregnancy
    /// A drug of this group is taken as well, with this opioid or with any.
    case comedication(group: String, opioid: OpioidID?)
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
        code: String, strength: LimitStrength, condition: LimitCondition, message: String,
        action: String, source: SourceID, isVerified: Bool
    ) {
        self.code = code
        self.strength = strength
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
