/// What the kernel tells of a watched directory.
enum DirectoryEvent: Equatable {
    /// A name appeared: a file that somebody begins to write, or a link, a folder, a pipe.
    case created(SpoolName)
    /// Somebody wrote to a file.
    case modified(SpoolName)
    /// Somebody who wrote a file closed it.
    case closed(SpoolName)
    /// A file was renamed into the directory.
    case movedIn(SpoolName)
    /// Events were lost.
    case overflow
    /// The directory itself is gone.
    case vanished
}
