/// When pages are to be written: soon where nothing else is to do, seldom while files keep coming.
struct PagePace {
    typealias Instant = SuspendingClock.Instant

    /// How many times as long as a turn the loop is free for files before it goes on with the rest, so
    /// that four of five files that come one by one meet no page at all; but no longer than the interval.
    private static let breath = 4

    /// The shortest time between two writings of a page.
    let interval: Duration
    /// How old the overview may become where the loop is awake anyway.
    let oldest: Duration
    /// Whether there may be answers that no page shows, and since when.
    private var behindSince: Instant?
    /// When the loop may go on with what the last turn left over; nil where it left nothing.
    private var nextTurn: Instant?
    private var lastTurn: Instant?
    private var lastOverview: Instant?
    /// Whether the pages show every answer.
    private var isWhole = false
    /// Whether the next turn is the overview's.
    private(set) var isOverviewNext = false

    /// Behind from the beginning, since nobody knows what an earlier run left undone.
    init(every interval: Duration, oldest: Duration, at now: Instant) {
        self.interval = interval
        self.oldest = oldest
        behindSince = now
    }

    /// Notes that there are new answers.
    mutating func want(at now: Instant) {
        behindSince = behindSince ?? now
        isWhole = false
    }

    /// How long until there is something to do; nil while the pages show everything, so that nobody
    /// wakes for them.
    func rest(at now: Instant) -> Duration? {
        guard behindSince != nil else { return nil }
        guard let next = nextTurn ?? lastTurn?.advanced(by: interval) else { return .zero }
        return max(.zero, now.duration(to: next))
    }

    /// Whether it is time for a turn.
    ///
    /// - Parameter isQuiet: whether no file waits; while files do, a turn comes an interval after
    ///   the last, and after the first of the answers that it is to show.
    func isDue(at now: Instant, isQuiet: Bool) -> Bool {
        guard let behindSince else {
            return isQuiet && PagePace.isOver(oldest, since: lastOverview, at: now)
        }
        if isQuiet, let nextTurn { return now >= nextTurn }
        return PagePace.isOver(interval, since: lastTurn, at: now)
            && (isQuiet || PagePace.isOver(interval, since: behindSince, at: now))
    }

    /// Notes a turn of pages.
    ///
    /// The overview follows when the pages show everything, and else when it was not written for an
    /// interval.
    ///
    /// - Parameter isWhole: whether the pages show every answer now.
    mutating func pagesWritten(from start: Instant, to end: Instant, isWhole: Bool) {
        self.isWhole = isWhole
        isOverviewNext = isWhole || PagePace.isOver(interval, since: lastOverview, at: end)
        turned(from: start, to: end)
    }

    /// Notes a turn of the overview.
    mutating func overviewWritten(from start: Instant, to end: Instant) {
        lastOverview = end
        isOverviewNext = false
        turned(from: start, to: end)
    }

    private mutating func turned(from start: Instant, to end: Instant) {
        let isDone = isWhole && !isOverviewNext
        lastTurn = end
        let breath = min(start.duration(to: end) * PagePace.breath, interval)
        nextTurn = isDone ? nil : end.advanced(by: breath)
        if isDone { behindSince = nil }
    }

    /// Notes a turn that failed; the next one waits.
    mutating func failed(at now: Instant) {
        lastTurn = now
        nextTurn = nil
        want(at: now)
    }

    private static func isOver(_ time: Duration, since start: Instant?, at now: Instant) -> Bool {
        start.map { $0.duration(to: now) >= time } ?? true
    }
}
