/// What to do with an opioid that the patient takes and that goes on acting.
public struct OnBoardAdvice: Hashable, Sendable {
    /// What is taken, as it was written.
    public let item: RegimenItem
    /// What to do with it, in whole sentences that name no dose.
    public let text: String
    /// The publication of the advice.
    public let source: SourceID
    /// False where a figure of the advice was recalled and has yet to be checked.
    public let isVerified: Bool
}
