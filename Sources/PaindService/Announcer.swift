import DiarySpool
import DoseLedger
import DoseReport
import PainDosing
import SystemPackage
import SystemdClient

/// Tells the journal and the service manager what the loop does.
///
/// A message that can't be sent must not stop the work: it goes to standard error instead.
final class Announcer {
    let journal: any JournalSink
    private let manager = ServiceManager()
    private var assessed = 0
    private var reassessed = 0
    private var duplicates = 0
    private var rejected = 0
    private var incoming = ""

    init(journal: any JournalSink) {
        self.journal = journal
    }

    // MARK: Life of the service

    /// Announces the start.
    ///
    /// - Returns: the journal, once it shows this very announcement and so everything sent before
    ///   it; nil where it can't be read.
    func started(_ configuration: ServiceConfiguration) -> JournalReader? {
        incoming = configuration.spool.incoming.string
        let run = String(UInt64.random(in: 0 ... .max), radix: 16)
        send(.started, "paind has started and recovers what was left undone.", [(.run, run)])
        guard journal is SystemJournal, let reader = JournalReader() else { return nil }
        let isThere = reader.waitFor(
            messageID: ServiceEvent.started.messageID, field: ServiceField.run.name, value: run,
            limit: .seconds(2))
        return isThere == true ? reader : nil
    }

    func ready(_ configuration: ServiceConfiguration, _ setup: DosingSetup) {
        send(
            .ready, "paind is ready and watches \(incoming) with tables \(setup.shortName).",
            [(.table, setup.defaultSet)])
        notify { () throws(SystemdError) in try manager.ready(status: status) }
    }

    func stopping() {
        notify { () throws(SystemdError) in try manager.stopping(status: "Stopping.") }
        send(.stopping, "paind stops; every claimed file was finished or left untouched.")
    }

    func reloading() {
        notify { () throws(SystemdError) in try manager.reloading() }
    }

    func reloaded(_ configuration: ServiceConfiguration, _ setup: DosingSetup) {
        send(
            .reloaded, "A new configuration is in force, with tables \(setup.shortName).",
            [(.table, setup.defaultSet)])
        notify { () throws(SystemdError) in try manager.ready(status: status) }
    }

    func reloadFailed(
        _ failure: ServiceFailure, _ configuration: ServiceConfiguration, _ setup: DosingSetup
    ) {
        send(
            .reloadFailed, "The new configuration was not taken; the old one stays: \(failure)",
            [(.reason, "\(failure)")])
        notify { () throws(SystemdError) in try manager.ready(status: status) }
    }

    func watchdog() {
        notify { () throws(SystemdError) in try manager.watchdog() }
    }

    // MARK: Work

    /// Counts a finished batch and updates the status line.
    func count(_ effects: [OutboxWork.Effect], at now: Int64) {
        for effect in effects {
            switch effect {
            case .assessed: assessed += 1
            case .reassessed: reassessed += 1
            case .duplicate: duplicates += 1
            case .rejected: rejected += 1
            case .superseded: break
            }
        }
        notify { () throws(SystemdError) in try manager.status(status) }
    }

    func overflow() {
        send(.overflowRescan, "Notices of new files were lost; the drop folder was listed anew.")
    }

    func deferred(_ reason: String) {
        send(.deferred, reason, [(.reason, reason)])
    }

    func stuck(_ file: String, _ reason: String) {
        send(.stuck, "\(file) can't be moved on: \(reason)", [(.file, file), (.reason, reason)])
    }

    /// A file was written to after it was taken in.
    ///
    /// - Parameter entry: what was recorded of it before, if anything was.
    func changed(_ file: String, entry: ContentDigest?) {
        let reason =
            "It was written to after it was taken in, and waits in incoming until it rests. "
            + (entry.map {
                "Entry \($0.short) stands as it was first read; what comes now is another entry."
            } ?? "Nothing was derived from it.")
        send(
            .deferred, "\(file): \(reason)",
            [(.file, file), (.reason, reason)]
                + (entry.map { [(ServiceField.entry, "\($0)")] } ?? []))
    }

    /// Somebody has had a file open for writing for so long that something may be wrong.
    func slowWriter(_ file: String, _ patience: Duration) {
        let reason =
            "It has been open for writing for more than \(patience.components.seconds) seconds, and "
            + "is taken in when it is closed. If the program that writes it has gone, run "
            + "systemctl reload paind."
        send(.deferred, "\(file): \(reason)", [(.file, file), (.reason, reason)])
    }

    /// A file waits in `work` for the next start; those beside it go on.
    func held(_ file: String, _ error: LedgerError) {
        let reason = "The ledger refuses it: \(error)"
        send(
            .stuck, "\(file) waits in work and is tried again at the next start. \(reason)",
            [(.file, file), (.reason, reason)])
    }

    func ledgerFailed(_ error: LedgerError) {
        let event: ServiceEvent = error.isDiskFull ? .diskLow : .ledgerError
        send(
            event, "The ledger can't be written; no files are taken in until it can: \(error)",
            [(.reason, "\(error)")])
        notify { () throws(SystemdError) in
            try manager.status("Not taking files: \(error)")
        }
    }

    /// A row of the ledger is not what was recorded; those beside it go on.
    func damaged(_ damage: LedgerDamage) {
        let fields: [(name: ServiceField, value: String)] =
            if case .entry(_, let digest?) = damage { [(.entry, digest.description)] } else { [] }
        send(
            .damaged,
            "\(damage). Nothing is derived from it. Stop paind, then: paincalc ledger rebuild",
            fields + [(.reason, "\(damage)")])
    }

    /// The ledger can't be looked through.
    func unreadable(_ error: LedgerError) {
        send(.ledgerError, "The ledger can't be checked: \(error)", [(.reason, "\(error)")])
    }

    /// Folders of the spool were removed or replaced, and are in use again.
    func reopened(_ folders: [SpoolFolder]) {
        let names = folders.map(\.rawValue).joined(separator: ", ")
        let reason = "removed or replaced while paind was at work, and opened anew"
        send(
            .stuck, "The spool folder \(names) was \(reason); files that were in it may be gone.",
            [(.file, names), (.reason, reason)])
    }

    private var status: String {
        "Watching \(incoming): \(assessed) assessed, \(reassessed) assessed anew, "
            + "\(duplicates) duplicate, \(rejected) rejected since start."
    }

    private func send(
        _ event: ServiceEvent, _ message: String,
        _ fields: [(name: ServiceField, value: String)] = []
    ) {
        let record = event.record(message, fields: fields)
        do {
            try journal.send(record)
        } catch {
            // The last place that is left; if it fails too, nobody can be told.
            try? StandardErrorJournal().send(record)
        }
    }

    private func notify(_ body: () throws(SystemdError) -> Void) {
        do throws(SystemdError) {
            try body()
        } catch {
            let record = JournalRecord(
                message: "The service manager could not be told: \(error)", priority: .warning)
            // As above.
            try? StandardErrorJournal().send(record)
        }
    }
}
