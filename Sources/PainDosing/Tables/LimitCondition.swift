public import Quantities

/// Which opioids a limit speaks of; what is nil is any.
public struct OpioidScope: Hashable, Sendable {
    /// The opioid.
    public let opioid: OpioidID?
    /// The form in which it is given.
    public let formulation: Formulation?
    /// The route by which it is given.
    public let route: Route?

    /// A scope; without arguments every opioid.
    public init(
        opioid: OpioidID? = nil, formulation: Formulation? = nil, route: Route? = nil
    ) {
        self.opioid = opioid
        self.formulation = formulation
        self.route = route
    }

    /// Whether a form lies in the scope.
    func covers(_ form: OpioidForm) -> Bool {
        (opioid.map { $0 == form.opioid } ?? true)
            && (formulation.map { $0 == form.formulation } ?? true)
            && (route.map { $0 == form.route } ?? true)
    }
}

/// What a limit looks at.
///
/// Every case names the fact and the bound that makes it speak.
public indirect enum LimitCondition: Hashable, Sendable {
    // MARK: The regimen

    /// The OMEDD is above the bound.
    case omeddAbove(OMEDD)
    /// The OMEDD is at or below the bound.
    case omeddUpTo(OMEDD)
    /// The daily dose of one opioid is above the bound, in one form and by one route where these are
    /// named.
    case dailyDoseAbove(OpioidScope, DailyDose)
    /// One dose of an opioid is above the bound; a pump has no single doses.
    case singleDoseAbove(OpioidScope, Mass)
    /// The paracetamol of all combined products together is above the bound.
    case paracetamolAbove(DailyDose)
    /// The same for each kilogram of body weight.
    case paracetamolPerKilogramAbove(DailyDose)
    /// A combined product with paracetamol is given.
    case paracetamolGiven
    /// The rate of one opioid's patches together is above the bound.
    case patchRateAbove(opioid: OpioidID, MassRate)
    /// An opioid, a formulation, or an opioid in that formulation is given.
    case given(OpioidScope)
    /// Such an item is among those of the day, whether or not it is the one that is judged.
    case beside(OpioidScope)
    /// Two or more modified-release opioids are given together.
    case severalModifiedRelease
    /// A weak opioid is given together with a strong one.
    case weakWithStrong
    /// Opioids of two classes are given together around the clock.
    case classTogether(OpioidClass, with: OpioidClass)

    // MARK: What was measured or seen

    /// The respiratory rate is below the bound, in breaths a minute.
    case respiratoryRateBelow(Int)
    /// The oxygen saturation is below the bound, in percent.
    case oxygenSaturationBelow(Int)
    /// The score of a sedation scale is at or above the bound.
    case sedationAtLeast(scale: SedationScale, Int)
    /// The score of a sedation scale is at or below the bound.
    case sedationAtMost(scale: SedationScale, Int)
    /// The body weight is below the bound, in kilograms.
    case weightBelow(Rational)
    /// The estimated glomerular filtration rate is below the bound while this opioid is given.
    case renalBelow(Rational, opioid: OpioidID)
    /// The corrected QT interval is at or above the bound in milliseconds while this opioid is given.
    case qtcAtLeast(Int, opioid: OpioidID)
    /// Body temperature is at or above the bound, in degrees Celsius.
    case temperatureAtLeast(Rational)
    /// The diary reports this adverse effect.
    case adverseEffect(AdverseEffect)

    // MARK: The patient

    /// The age is below the bound, in years.
    case ageBelow(Int)
    /// The age is above the bound, in years.
    case ageAbove(Int)
    /// The patient is opioid-naive and the regimen or target holds this form.
    case opioidNaive(OpioidScope)
    /// The liver is at this Child-Pugh class or worse, while this opioid or any is given.
    case hepaticAtLeast(ChildPugh, opioid: OpioidID?)
    /// The patient is cachectic.
    case cachexia
    /// The patient is frail.
    case frailty
    /// The patient is pregnant.
    case pregnancy
    /// A drug of this group is taken as well, with this opioid or with any.
    case comedication(group: String, opioid: OpioidID?)
    /// An opioid is given and the list of other drugs holds none of this group.
    case comedicationMissing(group: String)

    /// The patient has the condition.
    case has(PatientCondition)
    /// Nobody has said that the patient has not: unknown counts as met.
    case notRuledOut(PatientCondition)
    /// Somebody has said that the patient has not: unknown counts as not met.
    case ruledOut(PatientCondition)
    /// Adverse effects of the present opioid are the reason to switch.
    case toxicity

    /// Each of two or more conditions is met.
    case all([LimitCondition])
}
