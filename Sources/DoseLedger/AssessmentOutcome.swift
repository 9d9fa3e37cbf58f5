/// Whether an assessment gives numbers.
public enum AssessmentOutcome: String, CaseIterable, Hashable, Sendable {
    /// It gives numbers.
    case computed
    /// A safety stop forbids them or a question is open; no OMEDD (oral morphine equivalent daily dose) may be kept.
    case stopped
}
