/// What became of moving a file out of `work`.
public enum FinishOutcome: Hashable, Sendable {
    /// It stands, perhaps since an earlier attempt, in the destination under this name.
    case finished(SpoolName)
    /// Somebody wrote to it after it was claimed; it stays in `work`.
    case changed
    /// It stands neither in `work` nor in the destination.
    case missing
}
