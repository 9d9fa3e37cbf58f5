/// One thing found in the spool: the bytes of a diary file, or why it is not read.
public struct SpoolFile: Hashable, Sendable {
    /// Its name in its folder.
    public let name: SpoolName
    /// Its bytes, or why it was refused.
    public let content: SpoolContent
    /// Whether its writer is taken to have finished.
    ///
    /// So it is when it came by rename, or stayed unchanged for the settling time since this
    /// spool first saw it; its modification time is not trusted. A format whose beginning can
    /// look complete (CSV, JSON Lines) must wait for this.
    public let isSettled: Bool
    /// The exact file that was looked at: by it the file is known again before each move.
    public let identity: FileIdentity
    /// Since when this identity has been seen.
    let firstSeen: SuspendingClock.Instant

    /// The bytes; nil when the file was refused.
    public var bytes: [UInt8]? {
        guard case .bytes(let bytes) = content else { return nil }
        return bytes
    }

    /// The refusal; nil when the file was read.
    public var refusal: SpoolRefusal? {
        guard case .refused(let refusal) = content else { return nil }
        return refusal
    }
}
