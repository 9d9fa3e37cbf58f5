import DoseLedger

/// Compares what the ledger keeps with its digests, slowly and beside the work: so many rows at a time,
/// and when all were looked at, a day's rest.
struct LedgerWatch {
    /// So many rows are looked at in a turn: some megabytes of answers, some ten milliseconds.
    private static let rows = 128

    private let interval: Duration
    private let restAfterAll: Duration
    private var scrub = LedgerScrub()
    private var next = SuspendingClock.now
    /// What was told in this run; as long as the same is damaged, it is told once.
    private var told: Set<LedgerDamage> = []
    private var found: Set<LedgerDamage> = []
    private var toldFailure: LedgerError?

    /// How many rows differ, as the last whole walk and this one have shown.
    var damagedCount: Int { told.union(found).count }

    init(interval: Duration = .seconds(2), restAfterAll: Duration = .seconds(86_400)) {
        self.interval = interval
        self.restAfterAll = restAfterAll
    }

    /// How long until the next turn.
    var rest: Duration { max(.zero, SuspendingClock.now.duration(to: next)) }

    /// Looks at the next rows, if it is time.
    mutating func turn(_ ledger: Ledger, _ announcer: Announcer) {
        guard SuspendingClock.now >= next else { return }
        next = SuspendingClock.now.advanced(by: interval)
        do throws(LedgerError) {
            try ledger.checkPlace()
            let step = try scrub.next(atMost: LedgerWatch.rows, of: ledger)
            for damage in step.damages {
                found.insert(damage)
                if told.insert(damage).inserted { announcer.damaged(damage) }
            }
            toldFailure = nil
            guard step.isLast else { return }
            // What was put right meanwhile counts no more, and would be told again.
            (told, found) = (found, [])
            next = SuspendingClock.now.advanced(by: restAfterAll)
        } catch {
            if error != toldFailure { announcer.unreadable(error) }
            toldFailure = error
        }
    }
}
