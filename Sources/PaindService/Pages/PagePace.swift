/// When pages are to be written: soon where nothing else is to do, seldom while files keep coming.
struct PagePace {
    typealias Instant = SuspendingClock.Instant

    /// The shortest time between two writings of a page.
    let interval: Duration
    /// How old the overview may become where the loop is awake anyway.
    let oldest: Duration
    /// Whether there may be answers that no page shows, and since when.
    private var behindSince: Instant?
    /// Whether the last turn left something over, which need not wait.
    private var hasMore = false
    private var lastTurn: Instant?
    private var lastOverview: Instant?

    /// Behind from the beginning, since nobody knows what an earlier run left undone.
    init(every interval: Duration, oldest: Duration, at now: Instant) {
        self.interval = interval
        self.oldest = oldest
        behindSince = now
    }

    /// Notes that there are new answers.
    mutating func want(at now: Instant) { behindSince = behindSince ?? now }

    /// How long until there is something to do; nil while the pages show everything, so that nobody
    /// wakes for them.
    func rest(at now: Instant) -> Duration? {
        guard behindSince != nil else { return nil }
        guard !hasMore, let lastTurn else { return .zero }
        return max(.zero, interval - lastTurn.duration(to: now))
    }

    /// Whether it is time for a turn.
    ///
    /// - Parameter isQuiet: whether no file waits; while files do, a turn comes an interval after
    ///   the last, and after the first of the answers that it is to show.
    func isDue(at now: Instant, isQuiet: Bool) -> Bool {
        guard let behindSince else {
            return isQuiet && PagePace.isOver(oldest, since: lastOverview, at: now)
        }
        if isQuiet, hasMore { return true }
        return PagePace.isOver(interval, since: lastTurn, at: now)
            && (isQuiet || PagePace.isOver(interval, since: behindSince, at: now))
    }

    /// Whether the overview was not written for so long that a turn that leaves something over
    /// writes it too.
    func isOverviewRested(at now: Instant) -> Bool {
        PagePace.isOver(interval, since: lastOverview, at: now)
    }

    mutating func overviewWritten(at now: Instant) { lastOverview = now }

    /// Notes the end of a turn.
    mutating func turned(at now: Instant, isDone: Bool) {
        lastTurn = now
        hasMore = !isDone
        if isDone { behindSince = nil }
    }

    /// Notes a turn that failed; the next one waits.
    mutating func failed(at now: Instant) {
        lastTurn = now
        hasMore = false
        want(at: now)
    }

    private static func isOver(_ time: Duration, since start: Instant?, at now: Instant) -> Bool {
        start.map { $0.duration(to: now) >= time } ?? true
    }
}
