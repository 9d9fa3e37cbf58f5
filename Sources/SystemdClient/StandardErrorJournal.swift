import Glibc

/// The records as lines of text on standard error, for a machine without a journal.
///
/// One line each: `<priority> MESSAGE [FIELD=value ...]`, control characters escaped. systemd and
/// `logger --prio-prefix` understand the `<priority>`.
public struct StandardErrorJournal: JournalSink {
    private let descriptor: Int32

    /// Writes to standard error.
    public init() {
        self.init(descriptor: STDERR_FILENO)
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes the record's line.
    ///
    /// - Throws: ``SystemdError/standardErrorRefused(errno:)``.
    public func send(_ record: JournalRecord) throws {
        let line = Array((record.line + "\n").utf8)
        var written = 0
        while written < line.count {
            let count = line[written...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw SystemdError.standardErrorRefused(errno: errno)
            }
        }
    }
}
