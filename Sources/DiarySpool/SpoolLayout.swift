public import SystemPackage

/// Where the four folders of a spool stand; all of them on one file system.
public struct SpoolLayout: Hashable, Sendable {
    /// Where people drop files.
    public var incoming: FilePath
    /// Where claimed files wait for their outcome.
    public var work: FilePath
    /// Where accepted files are kept.
    public var done: FilePath
    /// Where rejected files are kept, each beside its reason.
    public var rejected: FilePath

    /// Names each folder.
    public init(incoming: FilePath, work: FilePath, done: FilePath, rejected: FilePath) {
        self.incoming = incoming
        self.work = work
        self.done = done
        self.rejected = rejected
    }

    /// The usual layout: the four folders by their names inside one.
    public init(root: FilePath) {
        self.init(
            incoming: root.appending("incoming"),
            work: root.appending("work"),
            done: root.appending("done"),
            rejected: root.appending("rejected")
        )
    }

    /// The path of one folder.
    public func path(of folder: SpoolFolder) -> FilePath {
        switch folder {
        case .incoming: incoming
        case .work: work
        case .done: done
        case .rejected: rejected
        }
    }
}
