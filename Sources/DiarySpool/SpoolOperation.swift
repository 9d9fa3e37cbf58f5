/// What the spool was doing when the operating system refused.
public enum SpoolOperation: String, Hashable, Sendable {
    /// Creating a folder.
    case create
    /// Listing a folder.
    case list
    /// Looking at or reading a file.
    case read
    /// Moving a file from one folder to another.
    case move
    /// Writing a file.
    case write
    /// Removing a file.
    case remove
    /// Making changes durable.
    case sync
    /// Waiting for something to happen in a folder.
    case watch
}
