/// What is known about the patient; what is nil is unknown, and unknown is never taken for safe.
public struct PatientFacts: Hashable, Sendable {
    /// Age, organ function by class, frailty and other lasting facts.
    public let context: PatientContext
    /// What was measured or seen.
    public let observations: Observations
    /// Whether adverse effects of the present opioid are the reason to act.
    public let hasToxicity: Bool?

    /// The facts of a patient; what is left out is unknown.
    public init(
        context: PatientContext = .unknown, observations: Observations = .unknown,
        hasToxicity: Bool? = nil
    ) {
        self.hasToxicity = hasToxicity
        self.context = context
        self.observations = observations
    }
}
