/// A file that brought no entry.
public struct RejectedFile: Hashable, Sendable {
    /// The name under which the file was dropped, as raw bytes.
    public let fileName: [UInt8]
    /// Why it was rejected, as a code of a closed list.
    public let reasonCode: String
    /// Why it was rejected, in words, which may quote the file.
    public let reason: String
    /// When it was claimed, in seconds since 1970 in UTC.
    public let receivedAt: Int64
}
