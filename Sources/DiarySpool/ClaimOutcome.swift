public import SystemPackage

/// What became of an attempt to move an examined file from `incoming` into `work`.
public enum ClaimOutcome: Hashable, Sendable {
    /// It stands in `work` and is exactly what was examined.
    case claimed
    /// It is not what was examined any more; it stays in `incoming` and will be examined again.
    case changed
    /// It has gone from `incoming`.
    case gone
    /// A file of that name stands in `work` already; it stays in `incoming`.
    case busy
    /// The system does not let it be moved; it stays in `incoming`.
    case immovable(Errno)
}
