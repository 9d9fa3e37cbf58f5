import DiarySpool
import DoseLedger
import DoseReport
import Glibc
import PainDiary
import PainDosing
import ParallelMap
import Quantities
import SystemPackage

/// Makes a ledger again from the files that were finished: all of it, or what an older one lacks.
///
/// A ledger that is damaged is set aside and its intact entries are taken over.
///
/// Every answer is given anew, with the tables and the policy in force. The files come in the order in
/// which they were finished, which decides which of two corrections of one entry came last.
public struct LedgerRebuild {
    /// What came of it.
    public struct Summary: Sendable {
        /// Whether nothing had to be done.
        public var isComplete: Bool { added == 0 && unread.isEmpty && asideAs == nil }
        /// How many entries the ledger holds.
        public internal(set) var entries: Int64 = 0
        /// How many of them were added.
        public internal(set) var added = 0
        /// What could not be taken in, and why.
        public internal(set) var unread: [(name: String, reason: String)] = []
        /// Under which name a damaged ledger is kept.
        public internal(set) var asideAs: String?

        /// 0 if everything was taken in, else 65.
        public var status: Int32 { unread.isEmpty ? 0 : 65 }
    }

    /// Bytes of an entry that is to be recorded.
    private struct Found {
        let name: [UInt8]
        let bytes: [UInt8]
        let receivedAt: Int64
    }

    private let configuration: ServiceConfiguration
    private let reader: EntryReader
    private let clock: ServiceClock
    private var path: String { configuration.ledger.string }

    /// - Throws: `ServiceFailure` where the tables or the policy have faults.
    public init(
        _ configuration: ServiceConfiguration, clock: ServiceClock = .system
    ) throws(ServiceFailure) {
        self.configuration = configuration
        self.clock = clock
        reader = EntryReader(setup: try DosingSetup(configuration))
    }

    /// Makes the ledger; `paind` must not be at work.
    ///
    /// - Throws: `ServiceFailure`; then what stands in the ledger's place is what stood there before, or
    ///   a sound ledger that lacks less than before.
    public func run() throws(ServiceFailure) -> Summary {
        try configuration.checkOwner()
        do throws(LedgerError) {
            if let ledger = try sound() { return try completed(ledger) }
        } catch {
            throw .ledger(error)
        }
        return try made()
    }

    /// The ledger that stands there, if it is one and is sound; nil for one that is gone or damaged.
    private func sound() throws(LedgerError) -> Ledger? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return nil }
        let ledger: Ledger
        do throws(LedgerError) {
            ledger = try Ledger.open(path: path)
            guard try ledger.integrityCheck().isEmpty else {
                try ledger.close()
                return nil
            }
        } catch  where error.isCorruption {
            return nil
        } catch {
            throw error
        }
        return ledger
    }

    // MARK: A ledger that lacks something

    private func completed(_ ledger: Ledger) throws(LedgerError) -> Summary {
        var summary = Summary()
        let files = try LedgerEvidence(configuration).missing(in: ledger, last: nil)
        try register(in: ledger)
        try record(found(in: files, &summary), in: ledger, &summary)
        summary.entries = try ledger.counts().entries
        try ledger.close()
        return summary
    }

    // MARK: A ledger that is gone or damaged

    private func made() throws(ServiceFailure) -> Summary {
        var summary = Summary()
        let unfinished = path + ".rebuilt"
        try removeUnfinished(unfinished)
        do throws(LedgerError) {
            let ledger = try Ledger.open(path: unfinished)
            try register(in: ledger)
            try record(intactEntries(&summary), in: ledger, &summary)
            let files = try LedgerEvidence(configuration).missing(in: ledger, last: nil)
            try record(found(in: files, &summary), in: ledger, &summary)
            let faults = try ledger.integrityCheck()
            guard faults.isEmpty else { throw .damaged(faults) }
            summary.entries = try ledger.counts().entries
            // The last connection writes the log into the one file.
            try ledger.close()
        } catch {
            throw .ledger(error)
        }
        summary.asideAs = try setAside()
        try publish(unfinished)
        return summary
    }

    /// The entries of a damaged ledger, in their order: a damaged one is read from `done` where it lies
    /// there, and else is told to be missing.
    ///
    /// A page that can't be read ends it; what came after it has to be in `done`.
    private func intactEntries(_ summary: inout Summary) -> [Found] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return [] }
        let finished = finishedFiles()
        var found: [Found] = []
        var number: Int64 = 0
        do {
            let old = try Ledger.openReadOnly(path: path)
            try old.forEachEntry { assessed in
                let entry = assessed.entry
                number = entry.number
                let bytes = (try? entry.intactBytes()) ?? finished[entry.digest].flatMap(bytes)
                guard let bytes else {
                    summary.unread.append(
                        ("entry \(number) (\(entry.digest))", "it is damaged, and not in done"))
                    return
                }
                found.append(
                    Found(
                        name: Array("\(entry.digest.short).json".utf8), bytes: bytes,
                        receivedAt: entry.receivedAt))
            }
            try old.close()
        } catch {
            summary.unread.append(("the old ledger after entry \(number)", "\(LedgerError(error))"))
        }
        return found
    }

    /// The files in `done` by what is in them.
    private func finishedFiles() -> [ContentDigest: KeptFile] {
        // What can't be listed or read is told when it is to be taken in.
        let files = (try? KeptFile.all(in: .done, of: configuration.spool)) ?? []
        return files.reduce(into: [:]) { finished, file in
            guard let bytes = bytes(of: file) else { return }
            finished[ContentDigest(of: bytes)] = file
        }
    }

    private func bytes(of file: KeptFile) -> [UInt8]? {
        guard
            case .bytes(let bytes)? = try? file.content(
                in: .done, of: configuration.spool,
                maximumBytes: configuration.limits.maximumBytes)
        else { return nil }
        return bytes
    }

    // MARK: Recording

    private func register(in ledger: Ledger) throws(LedgerError) {
        let setup = reader.setup
        try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
        try ledger.registerPolicy(setup.policy, text: setup.policyText)
    }

    private func found(
        in files: [(file: KeptFile, content: SpoolContent)], _ summary: inout Summary
    ) -> [Found] {
        files.compactMap { file, content in
            switch content {
            case .bytes(let bytes):
                return Found(name: file.name.bytes, bytes: bytes, receivedAt: file.since)
            case .refused(let refusal):
                summary.unread.append((file.name.display, "\(refusal)"))
                return nil
            }
        }
    }

    private func record(
        _ found: [Found], in ledger: Ledger, _ summary: inout Summary
    ) throws(LedgerError) {
        for start in stride(from: 0, to: found.count, by: configuration.limits.batch) {
            let end = min(start + configuration.limits.batch, found.count)
            try record(batch: Array(found[start..<end]), in: ledger, &summary)
        }
    }

    private func record(
        batch: [Found], in ledger: Ledger, _ summary: inout Summary
    ) throws(LedgerError) {
        let now = clock.now()
        let latest = Instant(secondsSince1970: now + Int64(configuration.futureSkewSeconds))
        let setup = reader.setup
        let dispositions = batch.map(\.bytes).parallelMap { bytes in
            setup.disposition(of: bytes, latest: latest)
        }
        var entries: [(Found, RecordedEntry)] = []
        for (found, disposition) in zip(batch, dispositions) {
            switch disposition {
            case .entry(let recorded): entries.append((found, recorded))
            case .rejected(_, let reason), .growing(let reason):
                summary.unread.append((name(of: found), reason))
            case .assessed: preconditionFailure("nothing was assessed yet")
            }
        }
        let answers = try BatchAssessor(reader, ledger).batch(entries.map(\.1))
        var arrivals: [NewArrival] = []
        for (found, recorded) in entries {
            switch answers.answers[recorded.id] {
            case .assessed(let diary)?:
                arrivals.append(
                    NewArrival(
                        fileName: found.name, identity: "rebuilt-\(arrivals.count)",
                        receivedAt: found.receivedAt,
                        finding: .entry(
                            diary.newEntry(
                                bytes: found.bytes, setup: reader.setup, at: now, isTold: false))))
            case .rejected(_, let reason)?:
                summary.unread.append((name(of: found), reason))
            case .growing?, .entry?, nil:
                preconditionFailure("a batch answers each of its entries")
            }
        }
        let committed = try ledger.commit(
            arrivals,
            reassessing: answers.reassessments(setup: reader.setup, at: now, areTold: false))
        // Reports, records and moves were done when the files came.
        try ledger.markDone(
            committed.arrivals.map { .arrival($0.arrival) }
                + committed.reassessments.map { .reassessment($0.assessment) })
        summary.added += committed.arrivals.count { $0.outcome == .accepted }
    }

    private func name(of found: Found) -> String { SpoolName(found.name)?.display ?? "" }

    // MARK: Files

    private func removeUnfinished(_ unfinished: String) throws(ServiceFailure) {
        for suffix in ["", "-wal", "-shm", "-journal"]
        where unlink(unfinished + suffix) != 0 && errno != ENOENT {
            throw failure(unfinished + suffix)
        }
    }

    /// Keeps what stands in the ledger's place under another name; nil where nothing of worth does.
    private func setAside() throws(ServiceFailure) -> String? {
        let files = ["", "-wal", "-shm", "-journal"].filter { access(path + $0, F_OK) == 0 }
        var status = stat()
        let holdsNothing = files.allSatisfy { suffix in
            stat(path + suffix, &status) == 0 && (status.st_size == 0 || suffix == "-shm")
        }
        guard let aside = freeName else {
            throw .rebuild("\(path): every name for the damaged ledger is taken")
        }
        for suffix in files {
            guard rename(path + suffix, aside + suffix) == 0 else { throw failure(path + suffix) }
            if holdsNothing { unlink(aside + suffix) }
        }
        return holdsNothing ? nil : aside
    }

    private var freeName: String? {
        (1...1_000).lazy.map { "\(path).damaged-\($0)" }.first { name in
            ["", "-wal", "-shm", "-journal"].allSatisfy { access(name + $0, F_OK) != 0 }
        }
    }

    private func publish(_ unfinished: String) throws(ServiceFailure) {
        // A link, since a rename would replace what came to stand there meanwhile.
        guard link(unfinished, path) == 0 else { throw failure(path) }
        unlink(unfinished)
        let folder = configuration.ledger.removingLastComponent()
        let descriptor = open(folder.isEmpty ? "." : folder.string, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw failure(folder.string) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder.string) }
    }

    private func failure(_ path: String) -> ServiceFailure {
        .rebuild("\(path): \(String(cString: strerror(errno)))")
    }
}
