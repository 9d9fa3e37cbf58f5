public import Quantities

/// What a regimen item amounts to.
public enum RegimenAmount: Hashable, Sendable {
    /// A regular dose.
    case scheduled(dose: Mass, DosingFrequency)
    /// A patch by its nominal rate, worn without a gap.
    case patch(rate: MassRate)
    /// A pump by what it delivers in 24 hours.
    case infusion(DailyDose)
    /// A dose taken as needed, by the number really taken in 24 hours.
    case taken(dose: Mass, count: Int)

    /// Whether it is a dose as needed of which nobody has said how many were taken: it adds nothing to a
    /// sum, and limits on the drug look at it.
    var isOfUnknownNumber: Bool {
        guard case .taken(_, 0) = self else { return false }
        return true
    }

    /// Whether the item is part of the around-the-clock opioid rather than a rescue dose.
    public var isBackground: Bool {
        switch self {
        case .scheduled, .patch, .infusion: true
        case .taken: false
        }
    }
}

/// One line of a patient's opioid regimen.
public struct RegimenItem: Hashable, Sendable {
    /// The opioid, route and formulation.
    public let form: OpioidForm
    /// What is given, and how often.
    public let amount: RegimenAmount
    /// The marketed product that was named, if any.
    public let product: ProductLineID?
    /// What each dose of a combined product holds besides the opioid; nil for a plain opioid.
    public let companion: Companion?

    /// A line of a regimen; `product` is nil where no marketed product was named.
    public init(
        form: OpioidForm, amount: RegimenAmount, product: ProductLineID? = nil,
        companion: Companion? = nil
    ) {
        self.form = form
        self.amount = amount
        self.product = product
        self.companion = companion
    }
}

extension RegimenItem {
    /// Whether two lines are of one drug, form and dose, so that they may be one line written twice.
    ///
    /// Another brand, the second drug of a combined product and how often a regular dose is given make
    /// no difference; doses taken as needed are told apart by their number.
    public func repeats(_ other: RegimenItem) -> Bool {
        guard form == other.form else { return false }
        return switch (amount, other.amount) {
        case (.scheduled(let one, _), .scheduled(let other, _)): one == other
        case (.scheduled, _), (.patch, _), (.infusion, _), (.taken, _): amount == other.amount
        }
    }
}
