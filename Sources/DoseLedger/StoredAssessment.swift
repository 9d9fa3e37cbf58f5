public import PainDosing

/// The valid assessment of an entry as it is kept.
public struct StoredAssessment: Hashable, Sendable {
    /// Its number; assessments are numbered as they were made.
    public let number: Int64
    /// The table set it was made with.
    public let tableSet: ContentDigest
    /// The policy it was made with.
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
}
