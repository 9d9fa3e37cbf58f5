import Glibc

/// What `stat` says of one directory entry.
struct FileStatus {
    let kind: FileKind
    let linkCount: UInt64
    let identity: FileIdentity
    let device: UInt64
    /// When its content, name or rights changed last, in seconds since 1970 in UTC.
    let changedSeconds: Int64
    /// The nanoseconds beyond `changedSeconds`.
    let changedNanoseconds: Int64

    init(_ status: stat) {
        kind = FileKind(mode: status.st_mode)
        linkCount = UInt64(status.st_nlink)
        changedSeconds = Int64(status.st_ctim.tv_sec)
        changedNanoseconds = Int64(status.st_ctim.tv_nsec)
        device = UInt64(status.st_dev)
        identity = FileIdentity(
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modifiedSeconds: Int64(status.st_mtim.tv_sec),
            modifiedNanoseconds: Int64(status.st_mtim.tv_nsec)
        )
    }
}
