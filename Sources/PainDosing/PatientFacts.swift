/// What is known about the patient; what is nil is unknown, and unknown is never taken for safe.
public struct PatientFacts: Hashable, Sendable {
    /// Age, organ function by class, frailty and other lasting facts.
    public let context: PatientContext
    /// What was measured or seen.
    public let observations: Observations

    /// The facts of a patient; what is left out is unknown.
    public init(
        context: PatientContext = .unknown, observations: Observations = .unknown
    ) {
        self.context = context
        self.observations = observations
    }
}
