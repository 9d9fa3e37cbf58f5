/// When something is to be written again that need not be written each time it changes.
struct Pace {
    typealias Instant = SuspendingClock.Instant

    /// The shortest time between two.
    let interval: Duration
    private var isWanted = false
    private var last: Instant?

    init(every interval: Duration) {
        self.interval = interval
    }

    /// Notes that something has changed.
    mutating func want() { isWanted = true }

    /// Whether the interval is over, wanted or not.
    func isRested(at now: Instant) -> Bool {
        last.map { $0.duration(to: now) >= interval } ?? true
    }

    /// Whether it is wanted and the interval is over.
    func isDue(at now: Instant) -> Bool { isWanted && isRested(at: now) }

    /// How long until it is due; nil while nothing has changed, so that nobody wakes for it.
    func rest(at now: Instant) -> Duration? {
        guard isWanted else { return nil }
        return last.map { max(.zero, interval - $0.duration(to: now)) } ?? .zero
    }

    /// Notes that it was written, or that an attempt failed and the next is to wait.
    mutating func done(at now: Instant, again: Bool = false) {
        last = now
        isWanted = again
    }
}
