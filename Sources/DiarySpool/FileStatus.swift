import Glibc

/// What `stat` says of one directory entry.
struct FileStatus {
    let kind: FileKind
    let linkCount: UInt64
    let version: FileVersion

    init(_ status: stat) {
        kind = FileKind(mode: status.st_mode)
        linkCount = UInt64(status.st_nlink)
        version = FileVersion(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modifiedSeconds: Int64(status.st_mtim.tv_sec),
            modifiedNanoseconds: Int64(status.st_mtim.tv_nsec)
        )
    }
}
