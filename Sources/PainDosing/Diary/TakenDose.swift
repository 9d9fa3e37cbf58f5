public import Quantities

/// A dose that was really taken.
public struct TakenDose: Hashable, Sendable {
    /// When.
    public let at: Instant
    /// Which opioid, by which route, in which formulation.
    public let form: OpioidForm
    /// How much.
    public let dose: Mass

    /// A dose taken at a moment.
    public init(at: Instant, form: OpioidForm, dose: Mass) {
        self.at = at
        self.form = form
        self.dose = dose
    }
}
