public import PainDosing

/// An assessment to be kept.
public struct NewAssessment: Hashable, Sendable {
    /// The table set it was made with; must have been registered.
    public let tableSet: ContentDigest
    /// The policy it was made with; must have been registered.
    public let policy: ContentDigest
    /// The version of the engine.
    public let engine: String
    /// Whether it gives numbers.
    public let outcome: AssessmentOutcome
    /// The whole assessment.
    public let json: [UInt8]
    /// The OMEDD in milligrams of oral morphine per day, exact, such as `285/2`; nil after a stop.
    public let omedd: String?
    /// The gravest of its alerts; nil if it has none.
    public let severity: AlertSeverity?
    /// When it was made, in seconds since 1970 in UTC.
    public let madeAt: Int64

    /// An assessment with all that is needed to make it again.
    public init(
        tableSet: ContentDigest, policy: ContentDigest, engine: String, outcome: AssessmentOutcome,
        json: [UInt8], omedd: String?, severity: AlertSeverity?, madeAt: Int64
    ) {
        self.tableSet = tableSet
        self.policy = policy
        self.engine = engine
        self.outcome = outcome
        self.json = json
        self.omedd = omedd
        self.severity = severity
        self.madeAt = madeAt
    }
}
