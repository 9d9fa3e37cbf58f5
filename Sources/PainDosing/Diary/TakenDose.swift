public import Quantities

/// A dose that was really taken.
public struct TakenDose: Hashable, Sendable {
    /// When.
    public let at: Instant
    /// Which opioid, by which route, in which formulation.
    public let form: OpioidForm
    /// How much.
    public let dose: Mass
    /// What the dose of a combined product held besides the opioid; nil for a plain opioid.
    public let companion: Companion?

    /// A dose taken at a moment.
    public init(at: Instant, form: OpioidForm, dose: Mass, companion: Companion? = nil) {
        self.at = at
        self.form = form
        self.dose = dose
        self.companion = companion
    }
}
