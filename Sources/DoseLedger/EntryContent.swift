/// The bytes of an entry with the format in which they were read when they came.
public struct EntryContent: Hashable, Sendable {
    /// The name of the format, such as `pain-diary/1`.
    public let format: String
    /// The file as it came.
    public let bytes: [UInt8]
}
