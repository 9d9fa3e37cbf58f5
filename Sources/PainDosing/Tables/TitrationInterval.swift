public import Quantities

/// How long a dose is left before the next increase.
public struct TitrationInterval: Hashable, Sendable {
    /// The formulation that the row is for.
    public let formulation: Formulation
    /// The opioid that the row is for; nil for any without a row of its own.
    public let opioid: OpioidID?
    /// The time that one patch or tablet lasts, in hours; nil for any without a row of its own.
    public let productHours: Int?
    /// Hours from the start of a dose to the first increase.
    public let hours: Int
    /// Hours between later increases; nil where they do not differ.
    public let laterHours: Int?
    /// The publication.
    public let source: SourceID
    /// How well the time is known.
    public let evidence: Evidence

    /// An interval in whole hours, each 1 or more.
    public init(
        formulation: Formulation, opioid: OpioidID?, productHours: Int?, hours: Int,
        laterHours: Int?, source: SourceID, evidence: Evidence
    ) {
        self.formulation = formulation
        self.opioid = opioid
        self.productHours = productHours
        self.hours = hours
        self.laterHours = laterHours
        self.source = source
        self.evidence = evidence
    }

    /// Whether the row applies to a form whose product lasts so long; nil is not known.
    func isFor(_ form: OpioidForm, lasting hours: Int?) -> Bool {
        formulation == form.formulation && (opioid.map { $0 == form.opioid } ?? true)
            && (productHours.map { $0 == hours } ?? true)
    }

    /// Rows for one opioid and one product come before general ones.
    var specificity: Int { (opioid == nil ? 0 : 2) + (productHours == nil ? 0 : 1) }
}

/// A dose above which a specialist takes part.
public struct SpecialistBound: Hashable, Sendable {
    /// What is bounded.
    public enum Bound: Hashable, Sendable {
        /// The background opioids together.
        case omedd(OMEDD)
        /// One opioid in one form.
        case dailyDose(opioid: OpioidID, formulation: Formulation, DailyDose)
    }

    /// The dose that may be reached without a specialist.
    public let bound: Bound
    /// The publication.
    public let source: SourceID
    /// How well the dose is known.
    public let evidence: Evidence

    /// A bound of what is done without a specialist.
    public init(bound: Bound, source: SourceID, evidence: Evidence) {
        self.bound = bound
        self.source = source
        self.evidence = evidence
    }
}

/// One step of a patch for so much oral morphine taken as rescue in 24 hours.
public struct PatchStep: Hashable, Sendable {
    /// The opioid of the patch.
    public let opioid: OpioidID
    /// The step in micrograms an hour.
    public let rate: MassRate
    /// The rescue doses in 24 hours that ask for one step.
    public let supplement: OMEDD
    /// The publication.
    public let source: SourceID
    /// How well a figure is known.
    public let evidence: Evidence

    /// A step of a patch; both figures are above zero.
    public init(
        opioid: OpioidID, rate: MassRate, supplement: OMEDD, source: SourceID, evidence: Evidence
    ) {
        self.opioid = opioid
        self.rate = rate
        self.supplement = supplement
        self.source = source
        self.evidence = evidence
    }
}
