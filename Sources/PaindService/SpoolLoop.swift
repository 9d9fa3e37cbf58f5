import DiarySpool
import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities
import SystemPackage
import SystemdClient

/// The daemon's loop: claim, decode, assess, commit, outbox.
///
/// All on one thread, but for the outbox of a batch: while more files wait, it is done beside the loop.
/// The commit to the ledger is the moment of truth. Everything before it can be thrown away;
/// everything after it is an outbox that is repeated until it is done. One loop has its spool and its state
/// for itself as long as it is there.
final class SpoolLoop {
    private var configuration: ServiceConfiguration
    private let reload: () throws(ServiceFailure) -> ServiceConfiguration
    private let clock: ServiceClock
    private let stateLock: FolderLock
    private let spool: Spool
    private let outbox: OutboxLane
    /// Writes the pages of the ward.
    private let reports: DirectoryWriter
    private let pseudonym: PatientPseudonym
    private let announcer: Announcer
    private let watchdog: WatchdogPace

    private var reader: EntryReader
    private var ledger: Ledger
    /// Files that were read and not claimed.
    private var turns = Turns()
    /// Claimed files whose commit failed; they are recorded first when the ledger works again.
    private var unrecorded: [Arrival] = []
    /// How many files wait in `work` for the next start, since the ledger refuses them.
    private var held = 0
    /// What an earlier run told the journal; nil where the journal can't be read, or nothing of that run
    /// is left to do.
    private var earlier: EarlierRecords?
    /// Outbox items already completed, to be marked with the next commit.
    private var done: [OutboxKey] = []
    private var backOff = BackOff()
    private var lastRescan: SuspendingClock.Instant
    private var watch: LedgerWatch
    private var metrics: MetricsWriter
    private var pages: WardPages?
    /// Whether something waits in the outbox for another attempt.
    private var hasPending = false

    /// Wakes the loop from other threads.
    let waker: SpoolWaker

    /// Opens everything; the service is not ready before `run()` has recovered.
    ///
    /// - Throws: `ServiceFailure`.
    init(
        _ configuration: ServiceConfiguration, journal: any JournalSink,
        clock: ServiceClock = .system,
        reload: @escaping () throws(ServiceFailure) -> ServiceConfiguration
    ) throws(ServiceFailure) {
        self.configuration = configuration
        self.reload = reload
        self.clock = clock
        announcer = Announcer(journal: journal)
        watchdog = try WatchdogPace()
        let setup = try DosingSetup(configuration)
        reader = EntryReader(setup: setup)
        do throws(FolderLockError) {
            stateLock = try FolderLock(configuration.ledger.removingLastComponent())
        } catch {
            throw .locked(error)
        }
        ledger = try Self.openLedger(configuration, setup)
        watch = LedgerWatch()
        metrics = MetricsWriter(configuration.metrics, startedAt: clock.now())
        pages = WardPages(seconds: configuration.pageSeconds)
        pseudonym = try Self.pseudonym(configuration, ledger)
        do throws(SpoolError) {
            spool = try Spool(
                layout: configuration.spool, limits: configuration.limits, creating: true)
        } catch {
            throw .spool(error)
        }
        do throws(DirectoryWriterError) {
            outbox = OutboxLane(
                try Outbox(spool.outlet, reports: configuration.reports, journal: journal))
            reports = try DirectoryWriter(configuration.reports)
        } catch {
            throw .reports(error)
        }
        waker = spool.waker
        lastRescan = SuspendingClock().now
    }

    private static func openLedger(
        _ configuration: ServiceConfiguration, _ setup: DosingSetup
    ) throws(ServiceFailure) -> Ledger {
        let evidence = LedgerEvidence(configuration)
        try evidence.checkBeforeOpening()
        let ledger: Ledger
        do throws(LedgerError) {
            ledger = try Ledger.open(path: configuration.ledger.string)
            try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
            try ledger.registerPolicy(setup.policy, text: setup.policyText)
        } catch {
            throw .ledger(error)
        }
        try evidence.check(ledger)
        return ledger
    }

    private static func pseudonym(
        _ configuration: ServiceConfiguration, _ ledger: Ledger
    ) throws(ServiceFailure) -> PatientPseudonym {
        let isNew: Bool
        do throws(LedgerError) {
            isNew = try ledger.counts().entries == 0
        } catch {
            throw .ledger(error)
        }
        return try PatientPseudonym(
            configuration.journal, ledger: configuration.ledger, isNew: isNew)
    }

    // MARK: The loop

    /// Recovers, announces readiness and works until it is told to stop.
    ///
    /// - Throws: `ServiceFailure` when the drop folder is gone or can't be watched.
    func run() throws(ServiceFailure) {
        // All work must have finished before the loop returns.
        defer { endOutbox() }
        earlier = announcer.started(configuration).map(EarlierRecords.init)
        try recover()
        announcer.ready(configuration, reader.setup)
        writeMetrics()
        do throws(SpoolError) {
            while try turn() {}
        } catch {
            throw .spool(error)
        }
        flushDone()
        writeMetrics(isLast: true)
        announcer.stopping()
    }

    /// One turn: wait, answer the wakes, take one batch.
    ///
    /// False after a stop was asked for.
    private func turn() throws(SpoolError) -> Bool {
        let hasWork =
            hasPending || !unrecorded.isEmpty || !done.isEmpty || outbox.isUnderWay
            || !turns.isEmpty
        let wakes =
            try backOff.isActive
            ? pause() : spool.wait(timeout: hasWork ? .zero : rest)
        watchdog.loopTurned(announcer)
        defer { writeMetrics() }
        if wakes.contains(.stop) { return false }
        if wakes.contains(.overflow) { announcer.overflow() }
        if wakes.contains(.reload) { takeNewConfiguration() }
        if lastRescan.duration(to: SuspendingClock().now) >= .seconds(configuration.rescanSeconds) {
            lastRescan = SuspendingClock().now
            try spool.rescan()
        }
        guard !backOff.isActive else { return true }
        guard reopenFolders() else { return true }
        watch.turn(ledger, announcer)
        if hasPending { repeatPending() }
        guard !backOff.isActive else { return true }
        let hasFiles = wakes.contains(.files) || !turns.isEmpty
        if !unrecorded.isEmpty {
            record([])
        } else if hasFiles {
            try takeBatch()
        } else {
            // No batch follows that could mark what is done.
            flushDone()
        }
        writePages(isQuiet: !hasFiles)
        return true
    }

    /// How long the loop may sleep while no file comes.
    private var rest: Duration {
        min(watchdog.tick, metrics.rest, watch.rest, pages?.rest ?? watchdog.tick)
    }

    /// Goes on with folders that somebody removed or replaced; false while they can't be opened.
    private func reopenFolders() -> Bool {
        do throws(SpoolError) {
            let folders = try spool.reopenVanished()
            if !folders.isEmpty { announcer.reopened(folders) }
            return true
        } catch {
            announcer.stuck("The spool", "\(error)")
            backOff.failed()
            return false
        }
    }

    /// A short rest while the ledger or the disk recovers; files stay where they are.
    private func pause() throws(SpoolError) -> SpoolWakes {
        backOff.rest()
        return try spool.wait(timeout: .zero)
    }

    // MARK: Claim, decode, assess

    private func takeBatch() throws(SpoolError) {
        var hasMore = true
        do throws(SpoolError) {
            while hasMore, turns.wantsMore(batch: configuration.limits.batch) {
                hasMore = try readAhead()
                watchdog.loopTurned(announcer)
            }
        } catch {
            announcer.deferred("The drop folder could not be read: \(error.withoutFileName)")
            backOff.failed()
            return
        }
        for name in spool.takeSlowWriters() {
            announcer.slowWriter(pseudonym.file(name), configuration.limits.writerPatience)
        }
        var claimed: [Arrival] = []
        for arrival in turns.next(batch: configuration.limits.batch) {
            // A name comes back: the file that has it in work leaves first.
            if outbox.names.contains(arrival.file.name) { endOutbox() }
            switch try spool.claim(arrival.file) {
            case .claimed: claimed.append(arrival)
            case .changed, .gone, .busy: continue
            case .immovable(let error):
                announcer.stuck(
                    pseudonym.file(arrival.file.name), "It can't be moved out of incoming: \(error)"
                )
            }
        }
        record(claimed)
        // While more files wait, they are assessed beside the outbox.
        if !hasMore, turns.isEmpty { flushDone() }
    }

    /// Reads some files and puts each at its patient's turn.
    ///
    /// - Returns: whether further files may be ready.
    private func readAhead() throws(SpoolError) -> Bool {
        let files = try spool.examine()
        for arrival in arrivals(files) {
            if case .growing = arrival.disposition {
                spool.postpone(arrival.file)
            } else {
                spool.hold(arrival.file)
                turns.add(arrival)
            }
        }
        return files.count == configuration.limits.batch
    }

    private func arrivals(_ files: [SpoolFile]) -> [Arrival] {
        let latest = Instant(
            secondsSince1970: clock.now() + Int64(configuration.futureSkewSeconds))
        return reader.arrivals(files, latest: latest)
    }

    // MARK: Commit and outbox

    private func record(_ new: [Arrival]) {
        let claimed = unrecorded + new
        unrecorded = []
        commit(claimed)
    }

    /// Records what was claimed, all at once or, where the ledger refuses something of it, in parts.
    ///
    /// So one file hinders no other. What hits a ledger that fails waits in `unrecorded`.
    private func commit(_ claimed: [Arrival]) {
        guard !claimed.isEmpty else { return }
        guard unrecorded.isEmpty else {
            unrecorded += claimed
            return
        }
        let (now, setup) = (clock.now(), reader.setup)
        var batch = AssessedBatch()
        var arrivals: [Arrival] = []
        var changed: [SpoolName: Arrival] = [:]
        var begun = SuspendingClock().now
        let committed: CommittedBatch
        do throws(LedgerError) {
            // What the course is read from is what the answers are added to.
            committed = try ledger.commit(alsoDone: done) { () throws(LedgerError) in
                batch = try BatchAssessor(reader, ledger) { [watchdog, announcer] in
                    watchdog.loopTurned(announcer)
                }.batch(claimed.compactMap(\.entry))
                arrivals = claimed.map { $0.answered(by: batch) }
                for arrival in claimed where !isAsClaimed(arrival) {
                    changed[arrival.file.name] = arrival
                }
                begun = SuspendingClock().now
                guard changed.isEmpty else { return ([], []) }
                return (
                    arrivals.map { $0.recorded(setup: setup, at: now) },
                    batch.reassessments(setup: setup, at: now)
                )
            }
        } catch  where error.isOfContent {
            guard claimed.count > 1 else {
                metrics.failed(.ledger)
                held += 1
                announcer.held(pseudonym.file(claimed[0].file.name), error)
                return
            }
            commit(Array(claimed[..<(claimed.count / 2)]))
            commit(Array(claimed[(claimed.count / 2)...]))
            return
        } catch {
            unrecorded = claimed
            ledgerFailed(error)
            return
        }
        done = []
        backOff.succeeded()
        guard changed.isEmpty else {
            for arrival in changed.values { giveBack(arrival.file.name, entry: nil) }
            commit(claimed.filter { changed[$0.file.name] == nil })
            return
        }
        metrics.committed(
            arrivals, committed, took: begun.duration(to: SuspendingClock().now), at: now)
        pages?.want()
        // A commit that was durable although it failed: all of it waits in the outbox.
        if committed.arrivals.contains(where: \.wasKnown) { hasPending = true }
        // If the batch before failed, this one waits in the ledger's outbox behind it.
        guard endOutbox() else { return }
        let answers = AnswerRecord(patient: pseudonym, announced: setup.announcedCodes)
        let work = CommittedWork(answers: answers, engine: setup.engine)
        let arrived = Array(zip(arrivals, committed.arrivals))
        let reassessed = Array(zip(batch.reassessed, committed.reassessments))
        outbox.begin(arrivals.map(\.file.name)) {
            work.left(for: arrived) + work.left(for: reassessed)
        }
    }

    /// Whether what stands in work is what was read; whoever holds the file open can write to it.
    private func isAsClaimed(_ arrival: Arrival) -> Bool {
        // What can't be looked at now is looked at once more before it is moved.
        (try? spool.isAsExamined(arrival.file)) ?? true
    }

    /// Gives a file that somebody wrote to after its claim back to the drop folder, where it rests before
    /// it is read anew.
    private func giveBack(_ name: SpoolName, entry: ContentDigest?) {
        let shown = pseudonym.file(name)
        do throws(SpoolError) {
            try spool.moveBack(name)
            announcer.changed(shown, entry: entry)
        } catch {
            announcer.stuck(
                shown, "It was written to after it was taken in: \(error.withoutFileName)")
        }
    }

    /// Waits for the outbox that was begun.
    ///
    /// - Returns: whether it is done; what failed waits for another attempt.
    @discardableResult
    private func endOutbox() -> Bool {
        guard let ended = outbox.end() else { return true }
        if let failure = ended.failure {
            outboxFailed(ended.batch, failure)
            return false
        }
        backOff.succeeded()
        for file in ended.strays.changed { giveBack(file.name, entry: file.entry) }
        for file in ended.strays.missing {
            announcer.stuck(
                file.shown,
                "Somebody took it out of work. What was recorded of it stays recorded.")
        }
        done += ended.batch.map(\.key)
        announcer.count(ended.batch.map(\.effect), at: clock.now())
        return true
    }

    /// Waits for the outbox and marks in the ledger what of it is done.
    private func flushDone() {
        endOutbox()
        guard !done.isEmpty else { return }
        do throws(LedgerError) {
            try ledger.markDone(done)
            done = []
        } catch {
            ledgerFailed(error)
            // Tried again when the ledger works, and not only when the next file comes.
            hasPending = true
        }
    }

    // MARK: Failure and recovery

    private func ledgerFailed(_ error: LedgerError) {
        metrics.failed(.ledger)
        announcer.ledgerFailed(error)
        backOff.failed()
        // After a failed fsync only a new connection tells the truth.
        guard !error.isBusy else { return }
        do throws(ServiceFailure) {
            ledger = try Self.openLedger(configuration, reader.setup)
        } catch {
            announcer.deferred("The ledger could not be opened again: \(error)")
        }
    }

    private func outboxFailed(_ batch: [OutboxWork], _ failure: OutboxFailure) {
        hasPending = true
        backOff.failed()
        metrics.failed(.outbox)
        announcer.stuck(OutboxWork.subjects(of: batch), "\(failure)")
        do throws(LedgerError) {
            for work in batch {
                try ledger.noteFailure(of: work.key, at: clock.now(), "\(failure)")
            }
        } catch {
            ledgerFailed(error)
        }
    }

    private func recover() throws(ServiceFailure) {
        repeatPending()
        let leftovers: [SpoolFile]
        do throws(SpoolError) {
            leftovers = try spool.leftovers()
        } catch {
            throw .spool(error)
        }
        let batch = configuration.limits.batch
        for start in stride(from: 0, to: leftovers.count, by: batch) {
            let files = Array(leftovers[start..<min(start + batch, leftovers.count)])
            var claimed: [Arrival] = []
            for arrival in arrivals(files) where try !isPending(arrival) { claimed.append(arrival) }
            record(claimed)
            watchdog.loopTurned(announcer)
        }
        flushDone()
    }

    /// Whether the file's commit is known and only its outbox is left, for another attempt.
    private func isPending(_ arrival: Arrival) throws(ServiceFailure) -> Bool {
        do throws(LedgerError) {
            return try ledger.pendingArrival(
                fileName: arrival.file.name.bytes, identity: "\(arrival.file.identity)",
                digest: arrival.digest) != nil
        } catch {
            throw .ledger(error)
        }
    }

    /// Repeats what is pending in the outbox, page by page: files first, then new assessments.
    private func repeatPending() {
        flushDone()
        hasPending = !done.isEmpty
        var recovery = Recovery(
            ledger: ledger, spool: spool, pseudonym: pseudonym, current: reader)
        let size = configuration.limits.batch
        do throws(LedgerError) {
            try repeatPending { last throws(LedgerError) in
                try ledger.pendingOutbox(after: last, limit: size).map { item throws(LedgerError) in
                    (.arrival(item.arrival), try recovery.work(for: item))
                }
            }
            try repeatPending { last throws(LedgerError) in
                try ledger.pendingReassessments(after: last, limit: size)
                    .map { item throws(LedgerError) in
                        let work = try recovery.work(for: item)
                        // Of one without a number nothing is told.
                        if item.isSuperseded, work == nil {
                            done.append(.reassessment(item.assessment))
                        }
                        return (.reassessment(item.assessment), work)
                    }
            }
        } catch {
            ledgerFailed(error)
            hasPending = true
        }
        guard !hasPending else { return }
        // No batch may follow that could mark it; and nothing of an earlier run is left.
        flushDone()
        earlier = nil
    }

    /// Repeats what `page` gives after a number, until it gives nothing or a step fails.
    private func repeatPending(
        page: (Int64) throws(LedgerError) -> [(key: OutboxKey, work: OutboxWork?)]
    ) throws(LedgerError) {
        var last: Int64 = 0
        while !hasPending {
            let items = try page(last)
            guard let end = items.last else { return }
            last = end.key.number
            let work = items.compactMap(\.work).map { earlier?.rest(of: $0) ?? $0 }
            outbox.begin(work.compactMap(\.file?.name)) { work }
            endOutbox()
            watchdog.loopTurned(announcer)
        }
    }

    /// Writes the metrics if it is time; what hinders that is told once and hinders nothing else.
    private func writeMetrics(isLast: Bool = false) {
        guard metrics.isTime || isLast else { return }
        // A ledger that can't be read now has said so elsewhere.
        let counts = try? ledger.counts()
        metrics.write(
            ServiceMetrics.Present(
                counts: counts, waiting: spool.waitingCount, unrecorded: unrecorded.count + held,
                damaged: watch.damagedCount, tables: reader.setup.engine.tables.sha256,
                defaultSet: reader.setup.defaultSet),
            announcer)
    }

    private func writePages(isQuiet: Bool) {
        do throws(LedgerError) {
            try pages?.turn(
                isQuiet: isQuiet, ledger, reader, reports, at: clock.now(), announcer)
        } catch {
            ledgerFailed(error)
        }
    }

    private func takeNewConfiguration() {
        announcer.reloading()
        do throws(ServiceFailure) {
            let new = try reload()
            let setup = try DosingSetup(new)
            do throws(LedgerError) {
                try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
                try ledger.registerPolicy(setup.policy, text: setup.policyText)
            } catch {
                throw .ledger(error)
            }
            reader = EntryReader(setup: setup)
            configuration.rescanSeconds = new.rescanSeconds
            configuration.futureSkewSeconds = new.futureSkewSeconds
            // What was read before is read by the new tables too.
            unrecorded = arrivals(unrecorded.map(\.file))
            for arrival in turns.removeAll() { spool.putBack(arrival.file) }
            // Only a hint: if the folder can't be listed now, the next wait says so.
            try? spool.rescan()
            announcer.reloaded(configuration, setup)
        } catch {
            announcer.reloadFailed(error, configuration, reader.setup)
        }
    }
}
