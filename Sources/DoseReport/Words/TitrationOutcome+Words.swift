public import PainDosing

extension TitrationOutcome {
    /// The decision in words, such as "raise the dose".
    public var words: String {
        switch self {
        case .hold: "hold the dose"
        case .raise: "raise the dose"
        case .reduce: "reduce the dose"
        case .rotate: "rotate to another opioid"
        case .reviewNow: "REVIEW NOW"
        }
    }
}
