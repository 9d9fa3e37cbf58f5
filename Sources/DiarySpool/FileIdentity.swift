/// What a file is, whatever it is called: by it a file is known again before each move.
///
/// Its device is not part of it: all folders of a spool are on one. The modification time serves only to
/// notice a change, never as a time: copies carry old ones.
public struct FileIdentity: Hashable, Sendable {
    let inode: UInt64
    let size: Int64
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64

    /// Whether both are the same object, perhaps with other contents.
    func isSameObject(as other: FileIdentity) -> Bool { inode == other.inode }
}

extension FileIdentity: LosslessStringConvertible {
    /// Four whole numbers, by which a later run knows the file again.
    public var description: String {
        "\(inode) \(size) \(modifiedSeconds) \(modifiedNanoseconds)"
    }

    /// Reads a ``description``; nil for any other text.
    public init?(_ description: String) {
        let words = description.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, let inode = UInt64(words[0]), let size = Int64(words[1]),
            let seconds = Int64(words[2]), let nanoseconds = Int64(words[3])
        else { return nil }
        self.init(
            inode: inode, size: size, modifiedSeconds: seconds, modifiedNanoseconds: nanoseconds)
    }
}
