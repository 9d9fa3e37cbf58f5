/// What is known about the patient; what is nil is unknown, and unknown is never taken for safe.
public struct PatientFacts: Hashable, Sendable {
    /// Age, organ function by class, frailty and other lasting facts.
    public let context: PatientContext
    /// What was measured or seen.
    public let observations: Observations
    /// Adverse effects at present; nil is not known, empty is "none".
    public let adverseEffects: Set<AdverseEffect>?
    /// Whether adverse effects of the present opioid are the reason to act.
    public let hasToxicity: Bool?
    /// Codes of the queries that a person has confirmed, each for the one question that it names.
    public let confirmed: Set<String>

    /// The facts of a patient; what is left out is unknown.
    public init(
        context: PatientContext = .unknown, observations: Observations = .unknown,
        adverseEffects: Set<AdverseEffect>? = nil, hasToxicity: Bool? = nil,
        confirmed: Set<String> = []
    ) {
        self.context = context
        self.observations = observations
        self.adverseEffects = adverseEffects
        self.hasToxicity = hasToxicity
        self.confirmed = confirmed
    }
}
