/// A country whose guidance, products and drug charts are known.
public enum Country: String, CaseIterable, Hashable, Comparable, Sendable {
    case australia = "AU"
    case austria = "AT"
    case belgium = "BE"
    case canada = "CA"
    case france = "FR"
    case germany = "DE"
    case ireland = "IE"
    case italy = "IT"
    case netherlands = "NL"
    case newZealand = "NZ"
    case spain = "ES"
    case switzerland = "CH"
    case unitedKingdom = "UK"
    case unitedStates = "US"

    /// Compares by the letters.
    public static func < (left: Country, right: Country) -> Bool { left.rawValue < right.rawValue }
}
