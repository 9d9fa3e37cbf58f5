/// Why a thing in the drop folder is not read: what it is, and what would be accepted.
public enum SpoolRefusal: Hashable, Sendable {
    /// A symbolic link, which could point outside the folder.
    case symbolicLink
    /// A named pipe, whose reading could block for ever.
    case fifo
    /// A socket.
    case socket
    /// A block or character device.
    case device
    /// A folder.
    case directory
    /// A thing of a kind unknown to this program.
    case unknownKind
    /// A file with further names (hard links), through which it could change unseen.
    case hardLinked(count: UInt64)
    /// A file of more than the maximum number of bytes.
    case tooLarge(maximumBytes: Int)
    /// A file that this service has no permission to read.
    case unreadable
}

extension SpoolRefusal: CustomStringConvertible {
    /// One sentence for the person who dropped it: what it is, and what is accepted.
    public var description: String {
        let accepted = "accepted is one regular file with a single name"
        return switch self {
        case .symbolicLink: "It is a symbolic link; \(accepted), so copy the file itself."
        case .fifo: "It is a named pipe; \(accepted)."
        case .socket: "It is a socket; \(accepted)."
        case .device: "It is a device; \(accepted)."
        case .directory: "It is a folder; \(accepted), so drop its files one by one."
        case .unknownKind: "It is of an unknown kind; \(accepted)."
        case .hardLinked(let count):
            "It has \(count) names (hard links); \(accepted), so drop a copy."
        case .tooLarge(let maximum):
            "It is larger than \(maximum) bytes, the most that is accepted for one file."
        case .unreadable:
            "It may not be read by the service; accepted is a file that its group may read "
                + "(chmod g+r)."
        }
    }

    /// A short fixed word for the journal and for statistics.
    public var code: String {
        switch self {
        case .symbolicLink: "symbolic-link"
        case .fifo: "fifo"
        case .socket: "socket"
        case .device: "device"
        case .directory: "directory"
        case .unknownKind: "unknown-kind"
        case .hardLinked: "hard-linked"
        case .tooLarge: "too-large"
        case .unreadable: "unreadable"
        }
    }

    /// The refusal that the kind alone decides; nil for a regular file.
    init?(_ kind: FileKind) {
        switch kind {
        case .regular: return nil
        case .directory: self = .directory
        case .symbolicLink: self = .symbolicLink
        case .fifo: self = .fifo
        case .socket: self = .socket
        case .device: self = .device
        case .unknown: self = .unknownKind
        }
    }
}
