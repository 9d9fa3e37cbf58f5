/// Why something asked of systemd failed.
public enum SystemdError: Error, Equatable, Sendable {
    /// No journal listens: its socket does not exist.
    case noJournal(socket: String)
    /// The journal did not take a record; the number is an errno.
    case journalRefused(errno: Int32)
    /// The journal could not be read; the number is an errno.
    case journalUnreadable(errno: Int32)
    /// The service manager did not take a notification; the number is an errno.
    case notificationRefused(errno: Int32)
    /// The watchdog's settings in the environment are malformed; the number is an errno.
    case watchdogSettings(errno: Int32)
    /// Standard error could not be written; the number is an errno.
    case standardErrorRefused(errno: Int32)
}

extension SystemdError: CustomStringConvertible {
    /// One sentence: what failed, and why.
    public var description: String {
        switch self {
        case .noJournal(let socket):
            "No journal listens at \(socket)."
        case .journalRefused(let number):
            "The journal did not take a record: \(reason(number))."
        case .journalUnreadable(let number):
            "The journal could not be read: \(reason(number))."
        case .notificationRefused(let number):
            "The service manager did not take a notification: \(reason(number))."
        case .watchdogSettings(let number):
            "The watchdog's settings in the environment are malformed: \(reason(number))."
        case .standardErrorRefused(let number):
            "Standard error could not be written: \(reason(number))."
        }
    }
}
