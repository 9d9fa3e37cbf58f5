/// A file read into a tree, with the name that messages about it use.
public struct TextDocument: Hashable, Sendable {
    /// The file, as the reader of a message knows it.
    public let file: String
    /// The whole content.
    public let root: TextNode

    /// The longest text that is read, in bytes.
    public static let longestText = 1 << 20
    /// How deep lists and mappings may stand in one another; the outermost has depth 1.
    public static let deepest = 16

    /// A tree under the name of its file.
    public init(file: String, root: TextNode) {
        self.file = file
        self.root = root
    }
}
