/// The severity of a journal record, as syslog counts it: smaller is graver.
public enum JournalPriority: UInt8, CaseIterable, Comparable, Sendable {
    /// The system is unusable.
    case emergency = 0
    /// Somebody must act at once.
    case alert = 1
    /// A dose must not be given as computed, say.
    case critical = 2
    /// Something failed.
    case error = 3
    /// Something wants attention.
    case warning = 4
    /// Normal but worth knowing.
    case notice = 5
    /// Normal.
    case info = 6
    /// Only for those who look for a fault.
    case debug = 7

    /// Orders by number: a graver priority is the smaller one.
    public static func < (first: JournalPriority, second: JournalPriority) -> Bool {
        first.rawValue < second.rawValue
    }
}
