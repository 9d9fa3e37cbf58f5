import CSystemd
import Glibc

/// Tells the service manager how this service is, by the protocol of `sd_notify`.
///
/// Without `NOTIFY_SOCKET` in the environment nobody asks, and nothing is sent.
public struct ServiceManager: Sendable {
    /// Uses the environment of this process.
    public init() {}

    /// Says that the service has started, or that a reload has ended.
    ///
    /// - Parameter status: One line about its state; nil to leave the last one.
    /// - Throws: ``SystemdError/notificationRefused(errno:)``.
    public func ready(status: String? = nil) throws(SystemdError) {
        try notify(["READY=1"] + Self.statusLines(status))
    }

    /// Says in one line how things are.
    public func status(_ text: String) throws(SystemdError) {
        try notify(Self.statusLines(text))
    }

    /// Says that a reload has begun; ``ready(status:)`` ends it.
    public func reloading() throws(SystemdError) {
        // The clock tells systemd 253 and later which of several reloads is meant.
        let microseconds = try Self.monotonicMicroseconds()
        try notify(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"])
    }

    /// Says that the service is about to end.
    ///
    /// - Parameter status: One line about it; nil to leave the last one.
    /// - Throws: ``SystemdError/notificationRefused(errno:)``.
    public func stopping(status: String? = nil) throws(SystemdError) {
        try notify(["STOPPING=1"] + Self.statusLines(status))
    }

    /// Says that the service is alive.
    public func watchdog() throws(SystemdError) {
        try notify(["WATCHDOG=1"])
    }

    /// How often ``watchdog()`` must be called at the least; nil when nobody watches.
    ///
    /// Call it at half this interval.
    ///
    /// - Throws: ``SystemdError/watchdogSettings(errno:)``.
    public func watchdogInterval() throws(SystemdError) -> Duration? {
        var microseconds: UInt64 = 0
        let result = sd_watchdog_enabled(0, &microseconds)
        guard result >= 0 else { throw .watchdogSettings(errno: -result) }
        guard result > 0, let microseconds = Int64(exactly: microseconds) else { return nil }
        return .microseconds(microseconds)
    }

    private func notify(_ lines: [String]) throws(SystemdError) {
        let result = sd_notify(0, lines.joined(separator: "\n"))
        // 0: nobody asked. Positive: sent.
        guard result >= 0 else { throw .notificationRefused(errno: -result) }
    }

    /// A line break in the text would begin another assignment.
    private static func statusLines(_ text: String?) -> [String] {
        guard let text else { return [] }
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
            )
        )
        return ["STATUS=\(line)"]
    }

    private static func monotonicMicroseconds() throws(SystemdError) -> Int64 {
        var time = timespec()
        guard clock_gettime(CLOCK_MONOTONIC, &time) == 0 else {
            throw .notificationRefused(errno: errno)
        }
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
