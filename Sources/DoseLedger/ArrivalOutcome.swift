/// What became of a file that was claimed.
public enum ArrivalOutcome: String, CaseIterable, Hashable, Sendable {
    /// It brought a new entry.
    case accepted
    /// It has the very bytes of an entry that is already there.
    case duplicate
    /// It brought no entry; the reason is kept.
    case rejected
}
