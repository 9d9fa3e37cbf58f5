/// Tells whether a name still stands for the very bytes that were looked at.
///
/// The modification time serves only to notice a change, never as a time: copies carry old ones.
struct FileVersion: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64

    /// Whether both are the same object, perhaps with other contents.
    func isSameObject(as other: FileVersion) -> Bool {
        device == other.device && inode == other.inode
    }
}
