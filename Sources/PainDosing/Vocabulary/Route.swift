/// The way by which an opioid enters the body.
public enum Route: String, CaseIterable, Hashable, Comparable, Sendable {
    case oral
    case rectal
    case sublingual
    case buccal
    case nasal
    case transdermal
    case subcutaneous
    case intravenous
    case intramuscular

    /// Compares by name, for a fixed order in lists.
    public static func < (left: Route, right: Route) -> Bool { left.rawValue < right.rawValue }
}
