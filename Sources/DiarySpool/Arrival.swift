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

    /// What was seen at the last look; nil before the first.
    var version: FileVersion?
    /// When that version was first seen.
    var firstSeen: SuspendingClock.Instant
    /// Whether it came by rename and has not changed since.
    var cameByRename: Bool
    /// Where it stands.
    var state: State
    /// Its place among the events.
    let order: UInt64
}
