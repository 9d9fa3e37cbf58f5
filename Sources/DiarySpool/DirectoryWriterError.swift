public import SystemPackage

/// Why files could not be written into a folder.
public enum DirectoryWriterError: Error, Equatable, Sendable {
    /// The folder does not exist or cannot be used.
    case unusable(path: FilePath, underlying: Errno)
    /// The folder was removed or replaced; it was opened anew.
    case vanished(path: FilePath)
    /// One file or its subfolder could not be written.
    case notWritten(SpoolName, underlying: Errno)
    /// The batch could not be made durable; whether any of it will last is unknown.
    case notDurable(path: FilePath, underlying: Errno)
}

extension DirectoryWriterError: CustomStringConvertible {
    /// One sentence: which folder or file, and why.
    public var description: String {
        switch self {
        case .unusable(let path, let error):
            "The folder \(path) cannot be written in: \(error)."
        case .vanished(let path):
            "The folder \(path) was removed or replaced while it was in use; it was opened anew."
        case .notWritten(let name, let error):
            "Could not write \"\(name)\": \(error)."
        case .notDurable(let path, let error):
            "Could not make the files written in \(path) durable: \(error)."
        }
    }
}
