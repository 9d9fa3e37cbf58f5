/// What dosing must know of the patient; nil is not known, never "no".
public struct PatientContext: Hashable, Sendable {
    /// Age in completed years.
    public let ageYears: Int?
    /// Whether the patient has not been taking opioids regularly.
    public let isOpioidNaive: Bool?
    /// Whole days for which the background opioid has been taken without a gap.
    public let aroundTheClockDays: Int?
    /// Liver function.
    public let hepatic: ChildPugh?
    /// Whether the patient is cachectic.
    public let hasCachexia: Bool?
    /// Whether the patient is frail.
    public let isFrail: Bool?
    /// Whether the patient is pregnant.
    public let isPregnant: Bool?
    /// Other drugs by the names that the diary gives; nil is not known, empty is "none".
    public let comedications: [String]?
    /// Whether `comedications` names all other drugs, so that one that is missing there is not taken;
    /// false where a record lists those that it knows of.
    public let comedicationsAreAll: Bool
    /// What the patient has (true) or has not (false); what is missing here is not known.
    public let conditions: [PatientCondition: Bool]

    /// Nothing is known.
    public static let unknown = PatientContext(isFrail: nil)
    /// Frail, and nothing else is known.
    static let frail = PatientContext(isFrail: true)

    /// Facts within what is possible, see `DiaryMeasure`.
    ///
    /// - Throws: `DiaryMeasureError.impossible`.
    public init(
        ageYears: Int? = nil, isOpioidNaive: Bool? = nil, aroundTheClockDays: Int? = nil,
        hepatic: ChildPugh? = nil, hasCachexia: Bool? = nil, isFrail: Bool? = nil,
        isPregnant: Bool? = nil, comedications: [String]? = nil, comedicationsAreAll: Bool = true,
        conditions: [PatientCondition: Bool] = [:]
    ) throws(DiaryMeasureError) {
        try DiaryMeasure.age.check(ageYears)
        try DiaryMeasure.aroundTheClockDays.check(aroundTheClockDays)
        self.ageYears = ageYears
        self.isOpioidNaive = isOpioidNaive
        self.aroundTheClockDays = aroundTheClockDays
        self.hepatic = hepatic
        self.hasCachexia = hasCachexia
        self.isFrail = isFrail
        self.isPregnant = isPregnant
        self.comedications = comedications
        self.comedicationsAreAll = comedicationsAreAll
        self.conditions = conditions
    }

    private init(isFrail: Bool?) {
        self.isFrail = isFrail
        ageYears = nil
        isOpioidNaive = nil
        aroundTheClockDays = nil
        hepatic = nil
        hasCachexia = nil
        isPregnant = nil
        comedications = nil
        comedicationsAreAll = true
        conditions = [:]
    }
}
