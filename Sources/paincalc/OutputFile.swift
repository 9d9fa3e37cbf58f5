import Glibc

/// Files that appear whole or not at all.
enum OutputFile {
    /// Writes beside the file first and renames then, so that no reader finds a part of it.
    static func write(_ text: String, to path: String) throws(CommandFailure) {
        let partial = "\(path).\(getpid()).part"
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard write(Array(text.utf8), to: descriptor), fsync(descriptor) == 0,
            rename(partial, path) == 0
        else {
            let failure = failure(path)
            unlink(partial)
            throw failure
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }
}
