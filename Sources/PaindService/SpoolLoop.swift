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
/// everything after it is an outbox that is repeated until it is done.
final class SpoolLoop {
    private var configuration: ServiceConfiguration
    private let reload: () throws(ServiceFailure) -> ServiceConfiguration
    private let clock: ServiceClock
    private let spool: Spool
    private let outbox: OutboxLane
    /// Writes the pages of the ward.
    private let reports: DirectoryWriter
    private let pseudonym: PatientPseudonym
    private let announcer: Announcer
    private let watchdog: WatchdogPace

    private var reader: EntryReader
    private var ledger: Ledger
    /// Claimed files whose commit failed; they are recorded first when the ledger works again.
    private var unrecorded: [ClaimedFile] = []
    /// How many files wait in `work` for the next start, since the ledger refuses them.
    private var held = 0
    /// What an earlier run told the journal; nil where the journal can't be read, or nothing of that run
    /// is left to do.
    private var earlier: EarlierRecords?
    /// What of the outbox is done, to be marked with the next commit.
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
        // Nothing may be under way when the loop has ended.
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
        if !unrecorded.isEmpty {
            record([])
        } else if wakes.contains(.files) {
            try takeBatch()
        } else {
            // No batch follows that could mark what is done.
            flushDone()
        }
        writePages(isQuiet: !wakes.contains(.files))
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
        let files: [SpoolFile]
        do throws(SpoolError) {
            files = try spool.examine()
        } catch {
            announcer.deferred("The drop folder could not be read: \(error)")
            backOff.failed()
            return
        }
        var claims: [ClaimedFile] = []
        for (file, finding) in zip(files, findings(of: files)) {
            guard let finding else {
                spool.postpone(file)
                continue
            }
            // It is looked at again when the file of this name has left.
            guard !outbox.names.contains(file.name) else { continue }
            switch try spool.claim(file) {
            case .claimed: claims.append(ClaimedFile(file: file, finding: finding))
            case .changed, .gone, .busy: continue
            case .immovable(let error):
                announcer.stuck(file.name.display, "It can't be moved out of incoming: \(error)")
            }
        }
        record(claims)
        // While more files wait, they are assessed beside the outbox.
        if files.count < configuration.limits.batch { flushDone() }
    }

    /// What each file is; nil while it may still be growing.
    private func findings(of files: [SpoolFile]) -> [ClaimedFile.Finding?] {
        let latest = Instant(
            secondsSince1970: clock.now() + Int64(configuration.futureSkewSeconds))
        var entries = reader.findings(files.compactMap(\.bytes), latest: latest)[...]
        return files.map { file in
            switch file.content {
            case .refused(let refusal):
                return .rejection(code: refusal.code, reason: "\(refusal)", digest: nil)
            case .bytes(let bytes):
                guard let finding = entries.popFirst() else { return nil }
                return ClaimedFile.Finding(finding, of: bytes, isSettled: file.isSettled)
            }
        }
    }

    // MARK: Commit and outbox

    private func record(_ new: [ClaimedFile]) {
        let claims = unrecorded + new
        unrecorded = []
        commit(claims)
    }

    /// Records what was claimed, all at once or, where the ledger refuses something of it, in parts.
    ///
    /// So one file hinders no other. What hits a ledger that fails waits in `unrecorded`.
    private func commit(_ claims: [ClaimedFile]) {
        guard !claims.isEmpty else { return }
        guard unrecorded.isEmpty else {
            unrecorded += claims
            return
        }
        let now = clock.now()
        let setup = reader.setup
        let batch: AssessedBatch
        let files: [AnsweredFile]
        let committed: CommittedBatch
        do throws(LedgerError) {
            batch = try BatchAssessor(reader, ledger) { [watchdog, announcer] in
                watchdog.loopTurned(announcer)
            }.batch(claims.compactMap(\.recorded))
            files = claims.map { $0.answered(by: batch) }
            let begun = SuspendingClock().now
            committed = try ledger.commit(
                files.map { $0.arrival(setup: setup, at: now) },
                reassessing: batch.reassessments(setup: setup, at: now), alsoDone: done)
            metrics.committed(
                files, committed, took: begun.duration(to: SuspendingClock().now), at: now)
        } catch  where error.isOfContent {
            guard claims.count > 1 else {
                metrics.failed(.ledger)
                held += 1
                announcer.held(claims[0].file.name.display, error)
                return
            }
            commit(Array(claims[..<(claims.count / 2)]))
            commit(Array(claims[(claims.count / 2)...]))
            return
        } catch {
            unrecorded = claims
            ledgerFailed(error)
            return
        }
        done = []
        backOff.succeeded()
        pages?.want()
        // A commit that was durable although it failed: all of it waits in the outbox.
        if committed.arrivals.contains(where: \.wasKnown) { hasPending = true }
        // If the batch before failed, this one waits in the ledger's outbox behind it.
        guard endOutbox() else { return }
        let answers = AnswerRecord(patient: pseudonym, announced: setup.announcedCodes)
        let work = CommittedWork(answers: answers, engine: setup.engine)
        let arrived = Array(zip(files, committed.arrivals))
        let reassessed = Array(zip(batch.reassessed, committed.reassessments))
        outbox.begin(files.map(\.file.name)) {
            work.left(for: arrived) + work.left(for: reassessed)
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
        for start in stride(from: 0, to: leftovers.count, by: configuration.limits.batch) {
            let end = min(start + configuration.limits.batch, leftovers.count)
            var claims: [ClaimedFile] = []
            let files = Array(leftovers[start..<end])
            for (file, finding) in zip(files, findings(of: files)) where try !isPending(file) {
                if let finding { claims.append(ClaimedFile(file: file, finding: finding)) }
            }
            record(claims)
            watchdog.loopTurned(announcer)
        }
        flushDone()
    }

    /// Whether the file's commit is known and only its outbox is left, for another attempt.
    private func isPending(_ file: SpoolFile) throws(ServiceFailure) -> Bool {
        do throws(LedgerError) {
            return try ledger.pendingArrival(claim: file.name.claim) != nil
        } catch {
            throw .ledger(error)
        }
    }

    /// Repeats what is pending in the outbox, page by page: files first, then new assessments.
    private func repeatPending() {
        flushDone()
        hasPending = !done.isEmpty
        var recovery = Recovery(ledger: ledger, pseudonym: pseudonym, current: reader)
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
            outbox.begin(work.compactMap(\.name)) { work }
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
            // Claimed files that wait for the ledger are read by the new tables too.
            unrecorded = zip(unrecorded, findings(of: unrecorded.map(\.file))).map {
                claim, finding in
                ClaimedFile(file: claim.file, finding: finding ?? claim.finding)
            }
            // Only a hint: if the folder can't be listed now, the next wait says so.
            try? spool.rescan()
            announcer.reloaded(configuration, setup)
        } catch {
            announcer.reloadFailed(error, configuration, reader.setup)
        }
    }
}
