/// A file that a ``DirectoryWriter`` is to write.
public struct NewFile: Hashable, Sendable {
    /// What it holds.
    public var bytes: [UInt8]
    /// Its name; a file of that name is replaced.
    public var name: SpoolName
    /// The subfolder, created if missing; nil for the folder itself.
    public var subdirectory: SpoolName?

    /// A file for a folder or one of its subfolders.
    public init(bytes: [UInt8], name: SpoolName, subdirectory: SpoolName? = nil) {
        self.bytes = bytes
        self.name = name
        self.subdirectory = subdirectory
    }
}
