/// The names in the drop folder that wait to be examined, oldest event first.
struct Arrivals {
    typealias Instant = SuspendingClock.Instant

    private struct Ticket {
        let number: UInt64
        let name: SpoolName
    }

    private let capacity: Int
    private var arrivals: [SpoolName: Arrival] = [:]
    private var queue = FirstInFirstOut<Ticket>()
    private var nextNumber: UInt64 = 0
    /// How many names wait, ready or not.
    var count: Int { arrivals.count }
    /// How many names are ready; the queue may hold outdated tickets besides.
    private(set) var readyCount = 0
    /// The earliest end of a rest; perhaps too early, never too late.
    private(set) var nextRestEnd: Instant?
    /// Whether names were turned away for want of room, so that the folder must be listed again.
    private(set) var turnedAway = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Notes that an event told of a name, which is therefore ready.
    mutating func noteEvent(_ name: SpoolName, cameByRename: Bool, at now: Instant) {
        guard var arrival = arrivals[name] ?? admit(name, at: now) else { return }
        arrival.cameByRename = cameByRename
        arrival.isOpen = false
        // What was seen under this name before may be another file than the one renamed here, and of
        // one that was closed the rest begins now.
        arrival.identity = nil
        arrivals[name] = arrival
        enqueue(name)
    }

    /// Notes that somebody writes under a name; what was seen of it counts no longer.
    ///
    /// - Parameter rest: Until when it rests, or until its next event: links, folders and pipes come
    ///   with the same event and are never closed.
    mutating func noteOpened(_ name: SpoolName, at now: Instant, restingUntil rest: Instant) {
        guard var arrival = arrivals[name] ?? admit(name, at: now) else { return }
        guard !arrival.isOpen else { return }
        arrival.isOpen = true
        arrival.cameByRename = false
        arrival.identity = nil
        arrival.firstSeen = now
        arrivals[name] = arrival
        self.rest(name, until: rest)
    }

    /// Notes that a file which seemed open is closed, or is not known to be open any more.
    mutating func noteClosed(_ name: SpoolName) {
        arrivals[name]?.isOpen = false
    }

    /// Since when a file is open; nil where it is not known to be.
    func openSince(_ name: SpoolName) -> Instant? {
        guard let arrival = arrivals[name], arrival.isOpen else { return nil }
        return arrival.firstSeen
    }

    /// Takes a name out of the queue until its next event, or until it is put back.
    mutating func hold(_ name: SpoolName) {
        guard arrivals[name] != nil else { return }
        setState(of: name, to: .inHand)
    }

    /// Makes every open file ready: after lost events nobody knows whether it was closed.
    mutating func forgetWriters() {
        for (name, arrival) in arrivals where arrival.isOpen {
            noteClosed(name)
            enqueue(name)
        }
    }

    /// Notes that a name stands in the folder, ready at once or after a rest.
    mutating func noteListed(_ name: SpoolName, at now: Instant, restingUntil rest: Instant? = nil)
    {
        guard arrivals[name] == nil, let arrival = admit(name, at: now) else { return }
        arrivals[name] = arrival
        if let rest {
            self.rest(name, until: rest)
        } else {
            enqueue(name)
        }
    }

    /// Takes the oldest ready name into the hand.
    mutating func takeReady() -> SpoolName? {
        while let ticket = queue.popFirst() {
            guard arrivals[ticket.name]?.state == .queued(ticket: ticket.number) else { continue }
            setState(of: ticket.name, to: .inHand)
            return ticket.name
        }
        return nil
    }

    /// Makes a name ready, last in the queue unless it has its place there already.
    mutating func enqueue(_ name: SpoolName) {
        guard let arrival = arrivals[name] else { return }
        if case .queued = arrival.state { return }
        let number = takeNumber()
        queue.append(Ticket(number: number, name: name))
        setState(of: name, to: .queued(ticket: number))
    }

    /// Lets a name rest until a moment or until its next event.
    mutating func rest(_ name: SpoolName, until end: Instant) {
        guard arrivals[name] != nil else { return }
        setState(of: name, to: .resting(until: end))
        nextRestEnd = nextRestEnd.map { min($0, end) } ?? end
    }

    /// Records what a look at the file showed; the result tells since when it looks so.
    mutating func see(_ name: SpoolName, as identity: FileIdentity, at now: Instant) -> Arrival? {
        guard var arrival = arrivals[name] else { return nil }
        if let seen = arrival.identity, seen != identity {
            // It changed after the first look, so no rename vouches for it any more.
            arrival.cameByRename = false
        }
        if arrival.identity != identity {
            arrival.identity = identity
            arrival.firstSeen = now
        }
        arrivals[name] = arrival
        return arrival
    }

    /// Forgets a name.
    mutating func forget(_ name: SpoolName) {
        if case .queued = arrivals[name]?.state { readyCount -= 1 }
        arrivals[name] = nil
    }

    /// Makes ready whatever has rested long enough, oldest first.
    mutating func wakeRested(at now: Instant) {
        guard let end = nextRestEnd, end <= now else { return }
        nextRestEnd = nil
        var rested: [(order: UInt64, name: SpoolName)] = []
        for (name, arrival) in arrivals {
            guard case .resting(let end) = arrival.state else { continue }
            if end <= now {
                rested.append((arrival.order, name))
            } else {
                nextRestEnd = nextRestEnd.map { min($0, end) } ?? end
            }
        }
        for (_, name) in rested.sorted(by: { $0.order < $1.order }) { enqueue(name) }
    }

    /// Notes that a listing begins which will miss no name.
    mutating func beginListing() {
        turnedAway = false
    }

    private mutating func admit(_ name: SpoolName, at now: Instant) -> Arrival? {
        // Once a name was turned away the later ones are too, until the folder is listed, oldest first:
        // a patient's later entry must not overtake an earlier one, or both are answered twice.
        guard !turnedAway, arrivals.count < capacity else {
            turnedAway = true
            return nil
        }
        return Arrival(firstSeen: now, order: takeNumber())
    }

    private mutating func takeNumber() -> UInt64 {
        defer { nextNumber += 1 }
        return nextNumber
    }

    private mutating func setState(of name: SpoolName, to state: Arrival.State) {
        if case .queued = arrivals[name]?.state { readyCount -= 1 }
        if case .queued = state { readyCount += 1 }
        arrivals[name]?.state = state
    }
}
