import CSystemd
import Glibc

/// The systemd journal of this machine.
public struct SystemJournal: JournalSink {
    /// Where journald listens.
    public static let socketPath = "/run/systemd/journal/socket"

    /// Checks that journald listens, since sending to nobody succeeds too.
    ///
    /// - Throws: ``SystemdError/noJournal(socket:)``.
    public init() throws(SystemdError) {
        try self.init(socketPath: Self.socketPath)
    }

    init(socketPath: String) throws(SystemdError) {
        var status = stat()
        guard stat(socketPath, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            throw .noJournal(socket: socketPath)
        }
    }

    /// Sends a record with `sd_journal_sendv`, one length-framed datum for each field.
    ///
    /// - Throws: ``SystemdError/journalRefused(errno:)``.
    public func send(_ record: JournalRecord) throws {
        let data = record.data
        // One flat buffer, so that all the pointers handed to C live as long as the call.
        var flat = data.flatMap(\.self)
        let result = flat.withUnsafeMutableBytes { bytes in
            var start = 0
            let vectors = data.map { datum in
                defer { start += datum.count }
                return iovec(
                    iov_base: bytes.baseAddress?.advanced(by: start),
                    iov_len: datum.count
                )
            }
            return sd_journal_sendv(vectors, Int32(vectors.count))
        }
        guard result >= 0 else { throw SystemdError.journalRefused(errno: -result) }
    }
}
