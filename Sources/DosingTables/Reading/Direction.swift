/// Which way a printed figure may be used; seen from oral morphine for a factor.
enum Direction: String, CaseIterable {
    /// To oral morphine, or from the left side of a ratio to its right side.
    case to
    /// From oral morphine only.
    case from
    /// Either way.
    case both
}
