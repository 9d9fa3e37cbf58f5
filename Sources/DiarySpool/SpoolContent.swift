/// What examining a file gave.
public enum SpoolContent: Hashable, Sendable {
    /// All its bytes.
    case bytes([UInt8])
    /// It was not read, for this reason.
    case refused(SpoolRefusal)
}
