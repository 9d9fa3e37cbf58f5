/// Which entries stand in the place of which, and which never happened.
///
/// An entry, what replaces it, what replaces that, and so on share a place. Of those that nothing has
/// replaced the one that came last is in force. What is withdrawn is as if it had never come, together
/// with all that stands in its place; what it had replaced stands again.
struct Corrections: Sendable {
    /// The standing of those that are not simply in force.
    private(set) var standings: [ContentDigest: EntryStanding] = [:]
    /// The entries of one place that nothing has replaced, earliest arrival first, by the digest that
    /// the place began with; only where there are several.
    private(set) var rivals: [ContentDigest: [RecordedEntry]] = [:]
    /// By the entry that replaces another: the digest that its place began with.
    private var origins: [ContentDigest: ContentDigest] = [:]

    /// Whether no entry corrects another.
    let isEmpty: Bool

    init(_ entries: [RecordedEntry]) {
        let correcting = entries.filter { $0.entry.corrects != nil }
        isEmpty = correcting.isEmpty
        guard !isEmpty else { return }
        let next = correcting.reduce(into: [ContentDigest: ContentDigest]()) { next, recorded in
            next[recorded.id] = recorded.entry.replaces
        }
        for recorded in correcting where recorded.entry.replaces != nil {
            noteOrigin(of: recorded.id, next)
        }
        var withdrawals = Withdrawals(correcting, next)
        var places: [ContentDigest: [RecordedEntry]] = [:]
        let touched = Set(correcting.compactMap(\.entry.corrects)).union(correcting.map(\.id))
            .union(origins.values)
        for recorded in entries where touched.contains(recorded.id) {
            if let withdrawal = withdrawals.withdrawal(of: recorded.id) {
                standings[recorded.id] = .withdrawn(by: withdrawal)
            } else {
                places[origin(of: recorded), default: []].append(recorded)
            }
        }
        for (origin, place) in places { settle(place, origin) }
    }

    /// The digest at the end of the chain, whether or not that entry has come.
    func origin(of recorded: RecordedEntry) -> ContentDigest {
        guard let replaced = recorded.entry.replaces else { return recorded.id }
        return origins[recorded.id] ?? origins[replaced] ?? replaced
    }

    /// Whether an entry was neither replaced nor withdrawn.
    func isInForce(_ recorded: RecordedEntry) -> Bool {
        switch standings[recorded.id] {
        case nil, .counts, .setAside, .withdrawal: true
        case .replaced, .withdrawn: false
        }
    }

    /// Finds who is in force among the entries of a place of which none is withdrawn.
    private mutating func settle(_ place: [RecordedEntry], _ origin: ContentDigest) {
        let replaced = Set(place.compactMap(\.entry.replaces))
        let open = place.filter { !replaced.contains($0.id) }.sorted { $1.cameAfter($0) }
        guard let winner = open.last else { return }
        if open.count > 1 { rivals[origin] = open }
        for recorded in place {
            if recorded.id != winner.id {
                standings[recorded.id] = .replaced(by: winner.id)
            } else if let withdrawn = recorded.entry.withdraws {
                standings[recorded.id] = .withdrawal(of: withdrawn)
            }
        }
    }

    /// Follows a chain to its end, or to where it was followed before: each link once, however long it is.
    ///
    /// A digest can't be that of bytes which name it, so that chains end; the bound is for those that
    /// were made up.
    private mutating func noteOrigin(
        of first: ContentDigest, _ next: [ContentDigest: ContentDigest]
    ) {
        var passed: [ContentDigest] = []
        var digest = first
        while let earlier = next[digest], passed.count <= next.count {
            passed.append(digest)
            if let known = origins[digest] {
                digest = known
                break
            }
            digest = earlier
        }
        for link in passed { origins[link] = digest }
    }
}

/// Finds out what was withdrawn by an entry that is not withdrawn or replaced itself.
private struct Withdrawals {
    /// By an entry: what replaces it.
    private let replacing: [ContentDigest: [ContentDigest]]
    /// By an entry: what withdraws it, in the order of the course.
    private let withdrawing: [ContentDigest: [ContentDigest]]
    /// By an entry: what it replaces.
    private let next: [ContentDigest: ContentDigest]
    /// What was found; for one that is being looked at, that it is not withdrawn.
    private var known: [ContentDigest: ContentDigest?] = [:]

    init(_ correcting: [RecordedEntry], _ next: [ContentDigest: ContentDigest]) {
        self.next = next
        var replacing: [ContentDigest: [ContentDigest]] = [:]
        var withdrawing: [ContentDigest: [ContentDigest]] = [:]
        for recorded in correcting {
            if let earlier = recorded.entry.replaces {
                replacing[earlier, default: []].append(recorded.id)
            }
            if let earlier = recorded.entry.withdraws {
                withdrawing[earlier, default: []].append(recorded.id)
            }
        }
        (self.replacing, self.withdrawing) = (replacing, withdrawing)
    }

    /// The entry by which one is withdrawn, or one in whose place it stands; nil where none is.
    mutating func withdrawal(of digest: ContentDigest) -> ContentDigest? {
        guard !withdrawing.isEmpty else { return nil }
        if let known = known[digest] { return known }
        known[digest] = .some(nil)
        var found: ContentDigest?
        for candidate in withdrawing[digest] ?? [] where found == nil && isInForce(candidate) {
            found = candidate
        }
        if found == nil, let earlier = next[digest] { found = withdrawal(of: earlier) }
        known[digest] = .some(found)
        return found
    }

    private mutating func isInForce(_ digest: ContentDigest) -> Bool {
        guard withdrawal(of: digest) == nil else { return false }
        for later in replacing[digest] ?? [] where withdrawal(of: later) == nil { return false }
        return true
    }
}
