/// An adverse effect of an opioid that a diary can report.
public enum AdverseEffect: String, CaseIterable, Hashable, Comparable, Sendable {
    case drowsiness
    case nausea
    case vomiting
    case constipation
    case confusion
    case hallucinations
    /// Sudden jerks of muscles, a sign of opioid toxicity.
    case myoclonus
    /// Pain that grows with the dose.
    case hyperalgesia
    case itching
    case dryMouth = "dry-mouth"
    case urinaryRetention = "urinary-retention"
    case sweating
    case respiratoryDepression = "respiratory-depression"

    /// Compares by name, for a fixed order in output.
    public static func < (left: AdverseEffect, right: AdverseEffect) -> Bool {
        left.rawValue < right.rawValue
    }
}
