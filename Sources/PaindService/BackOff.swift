import Glibc

/// How long to leave a failing disk alone: longer after each failure, up to half a minute.
struct BackOff {
    private static let longest: Duration = .seconds(30)

    private var failures = 0
    private var end: SuspendingClock.Instant?

    /// Whether it is still too early for another attempt.
    var isActive: Bool { end.map { SuspendingClock().now < $0 } ?? false }

    mutating func failed() {
        failures = min(failures + 1, 8)
        let rest = min(Duration.milliseconds(100 << failures), BackOff.longest)
        end = SuspendingClock().now.advanced(by: rest)
    }

    mutating func succeeded() {
        failures = 0
        end = nil
    }

    /// A short sleep, so that a stop is still noticed soon.
    func rest() {
        usleep(100_000)
    }
}
