/// Words that stand once at the end of every answer.
public enum ReportFooter {
    /// Whose decision a dose is.
    public static let decisionSupport =
        "Decision support: a clinician must verify every dose before it is given."

    /// What the multimodal review is.
    static let checklist = "A checklist for the team meeting, not an order."
}
