import Glibc
import SystemPackage

/// An inotify watch of one directory.
///
/// It is a hint: what it misses, a listing finds.
final class DirectoryWatch {
    let descriptor: FileDescriptor
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    private static let mask =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_MODIFY)
        | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
    private static let selfRemoval =
        UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_UNMOUNT) | UInt32(IN_IGNORED)

    init(_ path: FilePath) throws(Errno) {
        descriptor = try Syscall.inotify()
        do throws(Errno) {
            try Syscall.inotifyAddWatch(descriptor, path, mask: Self.mask)
        } catch {
            // deinit does not run for an object that was never complete.
            try? descriptor.close()
            throw error
        }
    }

    deinit {
        // Nothing was written through it.
        try? descriptor.close()
    }

    /// Hands over all events that wait in the kernel, without blocking.
    func drain(_ receive: (DirectoryEvent) -> Void) throws(Errno) {
        while true {
            let count: Int
            do throws(Errno) {
                count = try Errno.only {
                    try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                }
            } catch .wouldBlock {
                return
            }
            guard count > 0 else { return }
            buffer.withUnsafeBytes { Self.parse($0[..<count], receive) }
        }
    }

    private static func parse(
        _ bytes: Slice<UnsafeRawBufferPointer>,
        _ receive: (DirectoryEvent) -> Void
    ) {
        // struct inotify_event: int wd; uint32_t mask, cookie, len; char name[len].
        let headerSize = MemoryLayout<inotify_event>.size
        var bytes = UnsafeRawBufferPointer(rebasing: bytes)
        while bytes.count >= headerSize {
            let header = bytes.loadUnaligned(as: inotify_event.self)
            let nameBytes = bytes.dropFirst(headerSize).prefix(Int(header.len)).prefix { $0 != 0 }
            if let event = event(mask: header.mask, name: SpoolName(nameBytes)) { receive(event) }
            let size = headerSize + Int(header.len)
            bytes = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(size))
        }
    }

    private static func event(mask: UInt32, name: SpoolName?) -> DirectoryEvent? {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { return .overflow }
        if mask & selfRemoval != 0 { return .vanished }
        guard let name else { return nil }
        if mask & UInt32(IN_MOVED_TO) != 0 { return .movedIn(name) }
        if mask & UInt32(IN_CLOSE_WRITE) != 0 { return .closed(name) }
        if mask & UInt32(IN_MODIFY) != 0 { return .modified(name) }
        return .created(name)
    }
}
