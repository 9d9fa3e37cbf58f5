/// What became of moving a file out of `work`.
public enum FinishOutcome: Hashable, Sendable {
    /// It stands, perhaps since an earlier attempt, in the destination under this name.
    case finished(SpoolName)
    /// It stands neither in `work` nor in the destination.
    case missing
}
