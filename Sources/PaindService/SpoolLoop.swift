import DiarySpool
import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities
import SystemPackage
import SystemdClient

/// The daemon's loop, on one thread: claim, decode, assess, commit, outbox.
///
/// The commit to the ledger is the moment of truth. Everything before it can be thrown away;
/// everything after it is an outbox that is repeated until it is done.
final class SpoolLoop {
    private let configuration: ServiceConfiguration
    private let reload: () throws(ServiceFailure) -> ServiceConfiguration
    private let clock: ServiceClock
    private let spool: Spool
    private let reports: DirectoryWriter
    private let pseudonym: PatientPseudonym
    private let announcer: Announcer
    private let watchdog: WatchdogPace

    private var reader: EntryReader
    private var ledger: Ledger
    /// Claimed files whose commit failed; they are recorded first when the ledger works again.
    private var unrecorded: [Claim] = []
    /// Arrivals whose outbox is done, to be marked with the next commit.
    private var done: [Int64] = []
    private var backOff = BackOff()
    private var lastRescan: SuspendingClock.Instant
    /// Whether arrivals wait in the outbox for another attempt.
    private var hasPending = false

    /// Wakes the loop from other threads.
    let waker: SpoolWaker

    /// A file in work, with what it turned out to be.
    fileprivate struct Claim {
        let file: SpoolFile
        let finding: Finding

        enum Finding {
            case entry(AssessedDiary, bytes: [UInt8], setup: DosingSetup)
            case rejection(code: String, reason: String, digest: ContentDigest?)
        }
    }

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
        pseudonym = try PatientPseudonym(configuration.journal, ledger: configuration.ledger)
        do throws(DirectoryWriterError) {
            reports = try DirectoryWriter(configuration.reports, creating: true)
        } catch {
            throw .reports(error)
        }
        do throws(SpoolError) {
            spool = try Spool(
                layout: configuration.spool, limits: configuration.limits, creating: true)
        } catch {
            throw .spool(error)
        }
        waker = spool.waker
        lastRescan = SuspendingClock().now
    }

    private static func openLedger(
        _ configuration: ServiceConfiguration, _ setup: DosingSetup
    ) throws(ServiceFailure) -> Ledger {
        do throws(LedgerError) {
            let ledger = try Ledger.open(path: configuration.ledger.string)
            try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
            try ledger.registerPolicy(setup.policy, text: setup.policyText)
            return ledger
        } catch {
            throw .ledger(error)
        }
    }

    // MARK: The loop

    /// Recovers, announces readiness and works until it is told to stop.
    ///
    /// - Throws: `ServiceFailure` when the drop folder is gone or can't be watched.
    func run() throws(ServiceFailure) {
        let sentBefore = announcer.started(configuration)
        try recover(sentBefore)
        announcer.ready(configuration, reader.setup)
        do throws(SpoolError) {
            while try turn() {}
        } catch {
            throw .spool(error)
        }
        flushDone()
        announcer.stopping()
    }

    /// One turn: wait, answer the wakes, take one batch.
    ///
    /// False after a stop was asked for.
    private func turn() throws(SpoolError) -> Bool {
        let hasWork = hasPending || !unrecorded.isEmpty
        let wakes =
            try backOff.isActive
            ? pause() : spool.wait(timeout: hasWork ? .zero : watchdog.tick)
        watchdog.loopTurned(announcer)
        if wakes.contains(.stop) { return false }
        if wakes.contains(.overflow) { announcer.overflow() }
        if wakes.contains(.reload) { takeNewConfiguration() }
        if lastRescan.duration(to: SuspendingClock().now) >= .seconds(configuration.rescanSeconds) {
            lastRescan = SuspendingClock().now
            try spool.rescan()
        }
        guard !backOff.isActive else { return true }
        if hasPending { repeatPending() }
        guard !backOff.isActive else { return true }
        if !unrecorded.isEmpty {
            record([])
        } else if wakes.contains(.files) {
            try takeBatch()
        }
        return true
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
        var claims: [Claim] = []
        for file in files {
            guard let finding = finding(of: file) else {
                spool.postpone(file)
                continue
            }
            switch try spool.claim(file) {
            case .claimed: claims.append(Claim(file: file, finding: finding))
            case .changed, .gone, .busy: continue
            case .immovable(let error):
                announcer.stuck(file.name.display, "It can't be moved out of incoming: \(error)")
            }
        }
        record(claims)
        if files.count < configuration.limits.batch { flushDone() }
    }

    /// What a file is; nil while it may still be growing.
    private func finding(of file: SpoolFile) -> Claim.Finding? {
        switch file.content {
        case .refused(let refusal):
            return .rejection(code: refusal.code, reason: "\(refusal)", digest: nil)
        case .bytes(let bytes):
            let latest = Instant(
                secondsSince1970: clock.now() + Int64(configuration.futureSkewSeconds))
            switch reader.finding(bytes, latest: latest) {
            case .entry(let diary): return .entry(diary, bytes: bytes, setup: reader.setup)
            case .rejection(let code, let reason):
                return .rejection(code: code, reason: reason, digest: ContentDigest(of: bytes))
            case .incomplete(let reason):
                guard file.isSettled else { return nil }
                return .rejection(
                    code: "incomplete", reason: reason, digest: ContentDigest(of: bytes))
            }
        }
    }

    // MARK: Commit and outbox

    private func record(_ new: [Claim]) {
        let claims = unrecorded + new
        guard !claims.isEmpty else { return }
        let now = clock.now()
        let committed: [CommittedArrival]
        do throws(LedgerError) {
            committed = try ledger.commit(
                claims.map { $0.arrival(at: now) }, alsoDone: done)
        } catch {
            unrecorded = claims
            ledgerFailed(error)
            return
        }
        unrecorded = []
        done = []
        backOff.succeeded()
        perform(zip(claims, committed).compactMap { work($0, $1) })
    }

    private func work(_ claim: Claim, _ committed: CommittedArrival) -> OutboxWork? {
        let record = EntryRecord(patient: pseudonym, file: claim.file.name.display)
        let effect: OutboxWork.Effect
        let journalRecord: JournalRecord
        switch claim.finding {
        case .rejection(let code, let reason, _):
            effect = .rejected(reason: reason)
            journalRecord = record.rejected(code: code)
        case .entry(let diary, _, _) where committed.outcome == .duplicate:
            effect = .duplicate
            journalRecord = record.duplicate(entry: diary.header.entry)
        case .entry(let diary, _, let setup):
            guard let report = ReportFiles(diary, tables: setup.engine.tables) else { return nil }
            effect = .assessed(report)
            journalRecord = record.assessed(diary, report: report.relativePath)
        }
        return OutboxWork(
            arrival: committed.arrival, name: claim.file.name, effect: effect,
            record: journalRecord, mayBeSent: committed.wasKnown)
    }

    private func perform(_ batch: [OutboxWork], sentBefore: JournalReader? = nil) {
        let outbox = Outbox(
            spool: spool, reports: reports, journal: announcer.journal, sent: sentBefore)
        do throws(OutboxFailure) {
            try outbox.perform(batch)
        } catch {
            outboxFailed(batch, error)
            return
        }
        backOff.succeeded()
        done += batch.map(\.arrival)
        announcer.count(batch.map(\.effect), at: clock.now())
    }

    private func flushDone() {
        guard !done.isEmpty else { return }
        do throws(LedgerError) {
            try ledger.markDone(done)
            done = []
        } catch {
            ledgerFailed(error)
        }
    }

    // MARK: Failure and recovery

    private func ledgerFailed(_ error: LedgerError) {
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
        announcer.stuck(batch.map(\.name.display).joined(separator: ", "), "\(failure)")
        do throws(LedgerError) {
            for work in batch {
                try ledger.noteFailure(of: work.arrival, at: clock.now(), "\(failure)")
            }
        } catch {
            ledgerFailed(error)
        }
    }

    private func recover(_ sentBefore: JournalReader?) throws(ServiceFailure) {
        repeatPending(sentBefore)
        let leftovers: [SpoolFile]
        do throws(SpoolError) {
            leftovers = try spool.leftovers()
        } catch {
            throw .spool(error)
        }
        for start in stride(from: 0, to: leftovers.count, by: configuration.limits.batch) {
            let end = min(start + configuration.limits.batch, leftovers.count)
            var claims: [Claim] = []
            for file in leftovers[start..<end] where try !isPending(file) {
                if let finding = finding(of: file) {
                    claims.append(Claim(file: file, finding: finding))
                }
            }
            record(claims)
            watchdog.loopTurned(announcer)
        }
        flushDone()
    }

    /// Whether the file's commit is known and only its outbox is left, for another attempt.
    private func isPending(_ file: SpoolFile) throws(ServiceFailure) -> Bool {
        do throws(LedgerError) {
            return try ledger.pendingArrival(claim: file.name.display) != nil
        } catch {
            throw .ledger(error)
        }
    }

    /// Repeats what is pending in the outbox, page by page.
    private func repeatPending(_ sentBefore: JournalReader? = nil) {
        hasPending = false
        var recovery = Recovery(ledger: ledger, pseudonym: pseudonym, current: reader.setup)
        var last: Int64 = 0
        do throws(LedgerError) {
            while !hasPending {
                let page = try ledger.pendingOutbox(after: last, limit: configuration.limits.batch)
                guard let end = page.last else { break }
                last = end.arrival
                let known = Set(done)
                var batch: [OutboxWork] = []
                for item in page where !known.contains(item.arrival) {
                    if let work = try recovery.work(for: item) { batch.append(work) }
                }
                perform(batch, sentBefore: sentBefore)
                watchdog.loopTurned(announcer)
            }
        } catch {
            ledgerFailed(error)
            hasPending = true
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
            // Only a hint: if the folder can't be listed now, the next wait says so.
            try? spool.rescan()
            announcer.reloaded(configuration, setup)
        } catch {
            announcer.reloadFailed(error, configuration, reader.setup)
        }
    }
}

extension SpoolLoop.Claim {
    /// What the ledger records of the file.
    fileprivate func arrival(at now: Int64) -> NewArrival {
        let finding: NewArrival.Finding =
            switch self.finding {
            case .entry(let diary, let bytes, let setup):
                .entry(diary.newEntry(bytes: bytes, setup: setup, at: now))
            case .rejection(let code, let reason, let digest):
                .rejection(code: code, reason: reason, digest: digest)
            }
        return NewArrival(
            fileName: file.name.bytes, claim: file.name.display, receivedAt: now, finding: finding)
    }
}
