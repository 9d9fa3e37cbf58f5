import PainDosing

/// Words that stand once at the end of every answer.
public enum ReportFooter {
    /// Whose decision a dose is.
    public static let decisionSupport =
        "Decision support: a clinician must verify every dose before it is given."

    /// How the answer was chosen: by which site profile, or by the defaults of which country.
    static func site(_ policy: DosingPolicy) -> String {
        guard let site = policy.site else {
            return "No site profile: \(policy.country.rawValue) defaults."
        }
        return "Site profile \(site.id), SHA-256 \(site.digest.short)."
    }

    /// What the multimodal review is.
    static let checklist = "A checklist for the team meeting, not an order."
}
