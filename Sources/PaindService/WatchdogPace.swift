import SystemdClient

/// When the service manager is to be told that the loop still turns: at half the interval it set.
final class WatchdogPace {
    /// The longest that the loop may wait at once.
    let tick: Duration
    private let interval: Duration?
    private var last: SuspendingClock.Instant

    /// - Throws: `ServiceFailure.systemd` for settings that can't be read.
    init() throws(ServiceFailure) {
        do throws(SystemdError) {
            interval = try ServiceManager().watchdogInterval()
        } catch {
            throw .systemd("\(error)")
        }
        tick = interval.map { $0 / 2 } ?? .seconds(60)
        last = SuspendingClock().now
    }

    /// Tells the manager, if it is time; to be called from the loop only, so that it proves a turn.
    func loopTurned(_ announcer: Announcer) {
        guard let interval else { return }
        let now = SuspendingClock().now
        guard last.duration(to: now) >= interval / 4 else { return }
        last = now
        announcer.watchdog()
    }
}
