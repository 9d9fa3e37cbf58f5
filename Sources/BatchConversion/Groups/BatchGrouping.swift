/// What the rows of a batch are summed by.
///
/// How overlapping days count is that of the NIH HEAL calculator (HEAL25).
public enum BatchGrouping: Hashable, Sendable {
    /// One answer a person: a day's dose by each published definition. The window is the number of
    /// days of a fixed observation; nil if there is none.
    case person(windowDays: Int?)
    /// One answer for each day on which a person has a supply.
    case day
}
