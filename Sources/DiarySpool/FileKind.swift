import Glibc

/// What kind of thing a directory entry is.
enum FileKind: Sendable {
    case regular
    case directory
    case symbolicLink
    case fifo
    case socket
    case device
    case unknown

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFBLK, S_IFCHR: self = .device
        default: self = .unknown
        }
    }
}
