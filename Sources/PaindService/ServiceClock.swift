import Glibc

/// The wall clock, injected so that tests decide what time it is.
public struct ServiceClock: Sendable {
    /// Seconds since 1970 in UTC.
    public let now: @Sendable () -> Int64

    /// A clock that answers in whole seconds since 1970 in UTC.
    public init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The clock of the machine.
    public static let system = ServiceClock { Int64(time(nil)) }
}
