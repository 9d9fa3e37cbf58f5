public import SystemPackage

/// Why the spool cannot be opened or used.
public enum SpoolError: Error, Equatable, Sendable {
    /// A folder does not exist.
    case missing(SpoolFolder, path: FilePath)
    /// A folder's path leads to something that is no folder.
    case notDirectory(SpoolFolder, path: FilePath)
    /// A folder cannot be opened or written in by this process.
    case notWritable(SpoolFolder, path: FilePath, underlying: Errno)
    /// A folder is on another file system (or another mount of it) than `incoming`.
    case notOneFileSystem(SpoolFolder, path: FilePath)
    /// The drop folder was removed, moved or unmounted while it was watched.
    case incomingVanished(path: FilePath)
    /// A folder was removed while it was in use.
    case vanished(SpoolFolder)
    /// Another process has the spool.
    case locked(FolderLockError)
    /// Every variant of the name is taken in the folder where the file should go.
    case noFreeName(SpoolName?, SpoolFolder)
    /// Any other failure of the operating system.
    case system(SpoolOperation, SpoolFolder, name: SpoolName?, underlying: Errno)
}

extension SpoolError {
    /// The same without the name of a file, which may name a person.
    public var withoutFileName: SpoolError {
        switch self {
        case .system(let operation, let folder, _, let error):
            .system(operation, folder, name: nil, underlying: error)
        case .noFreeName(_, let folder): .noFreeName(nil, folder)
        case .missing, .notDirectory, .notWritable, .notOneFileSystem, .incomingVanished,
            .vanished, .locked:
            self
        }
    }
}

extension SpoolError: CustomStringConvertible {
    /// One sentence: which folder, and why.
    public var description: String {
        switch self {
        case .missing(let folder, let path):
            "The spool folder \(folder.rawValue) (\(path)) does not exist."
        case .notDirectory(let folder, let path):
            "The spool folder \(folder.rawValue) (\(path)) is not a folder."
        case .notWritable(let folder, let path, let error):
            "The spool folder \(folder.rawValue) (\(path)) cannot be written in: \(error)."
        case .notOneFileSystem(let folder, let path):
            "The spool folder \(folder.rawValue) (\(path)) must be on the same file system and "
                + "mount as incoming, so that files can be moved in one step."
        case .incomingVanished(let path):
            "The spool folder incoming (\(path)) was removed, moved or unmounted."
        case .vanished(let folder): "The spool folder \(folder.rawValue) was removed."
        case .locked(let error): "\(error)"
        case .noFreeName(let name, let folder):
            "Every variant of the name\(name.map { " \"\($0)\"" } ?? "") is taken in \(folder.rawValue)."
        case .system(let operation, let folder, let name, let error):
            if let name {
                "Could not \(operation.rawValue) \"\(name)\" in \(folder.rawValue): \(error)."
            } else {
                "Could not \(operation.rawValue) \(folder.rawValue): \(error)."
            }
        }
    }
}
