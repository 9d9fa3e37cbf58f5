/// What to do with an opioid that the patient takes and that goes on acting.
public struct OnBoardAdvice: Hashable, Sendable {
    /// What is taken, as it was written.
    public let item: RegimenItem
    /// What to do with it, in whole sentences that name no dose.
    public let text: String
    /// The publication of the advice.
    public let source: SourceID
    /// How well the weakest figure of the advice is known.
    public let evidence: Evidence
}
