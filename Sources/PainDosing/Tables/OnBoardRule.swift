/// What to do with an opioid that goes on acting when no more may be given.
public struct OnBoardRule: Hashable, Sendable {
    /// The word in `lasting` that the hours between two doses take the place of.
    public static let hours = "{hours}"

    /// The opioids and forms that it is about.
    public let scope: OpioidScope
    /// What to do; it names no dose.
    public let text: String
    /// How long the last dose goes on acting, by the hours of the regimen; nil where it does not
    /// follow from them.
    public let lasting: String?
    /// The publication of the rule.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence

    /// A rule; `lasting` holds the word `hours`.
    public init(
        scope: OpioidScope, text: String, lasting: String? = nil, source: SourceID,
        evidence: Evidence
    ) {
        self.scope = scope
        self.text = text
        self.lasting = lasting
        self.source = source
        self.evidence = evidence
    }
}
