/// What is remembered of one name in the drop folder.
struct Arrival {
    /// Where the name stands between its event and its claim.
    enum State: Equatable {
        /// In the queue, under this ticket; an older ticket of the same name counts for nothing.
        case queued(ticket: UInt64)
        /// Until this moment, or until its next event.
        case resting(until: SuspendingClock.Instant)
        /// Taken out of the queue to be looked at.
        case inHand
    }

    /// What was seen, in memory of its own: of tens of thousands that wait, few have been looked at.
    private enum Seen {
        case nothing
        indirect case identity(FileIdentity)
    }

    private var seen = Seen.nothing
    /// When that identity was first seen; of a file that is open, when it was opened.
    var firstSeen: SuspendingClock.Instant
    /// Whether somebody began to write it and has not closed it.
    var isOpen = false
    /// Whether it came by rename and has not changed since.
    var cameByRename: Bool
    /// Where it stands.
    var state: State
    /// Its place among the events.
    let order: UInt64

    /// A name that was noticed, and not looked at yet.
    init(firstSeen: SuspendingClock.Instant, order: UInt64) {
        self.firstSeen = firstSeen
        self.order = order
        cameByRename = false
        state = .inHand
    }

    /// What was seen at the last look; nil before the first.
    var identity: FileIdentity? {
        get {
            guard case .identity(let identity) = seen else { return nil }
            return identity
        }
        set { seen = newValue.map { .identity($0) } ?? .nothing }
    }
}
