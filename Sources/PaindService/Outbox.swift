import DiarySpool
import DoseLedger
import PainDosing
import Synchronization
import SystemPackage
import SystemdClient

/// What is left to do after a commit; every step may be done twice without harm.
struct OutboxWork: Sendable {
    /// What came of it.
    enum Effect: Sendable {
        /// A new entry: two report files and a record.
        case assessed(ReportFiles)
        /// A new answer for an entry that was there: its report files once more, and a record.
        case reassessed(ReportFiles)
        /// A new answer that another one took the place of before it was told: a record, so that its number
        /// is not missing.
        case superseded
        /// Nothing new.
        case duplicate
        /// A reason, beside the file that is set aside.
        case rejected(reason: String)
    }

    /// By which the ledger marks it done.
    let key: OutboxKey
    /// The file that is to be moved on; nil where none came.
    let file: ClaimedFile?
    let effect: Effect
    /// What the journal is told, in this order; no two have the same number.
    var records: [JournalRecord]

    /// The report files that are to be written.
    var report: ReportFiles? {
        switch effect {
        case .assessed(let report), .reassessed(let report): report
        case .superseded, .duplicate, .rejected: nil
        }
    }

    /// What it is about, for people.
    var subject: String { file?.shown ?? "A new assessment" }

    /// What people call several, of which they need a few to know where to look.
    static func subjects(of batch: [OutboxWork]) -> String {
        let few = batch.prefix(3).map(\.subject).joined(separator: ", ")
        return batch.count > 3 ? "\(few) and \(batch.count - 3) more" : few
    }
}

/// A file in `work` whose outcome is recorded.
struct ClaimedFile: Sendable {
    let name: SpoolName
    /// What it is; nil where an earlier version recorded it, and it is not in `work`.
    let identity: FileIdentity?
    /// What the journal calls it.
    let shown: String
    /// The entry that it brought, if it brought one.
    let entry: ContentDigest?
}

/// Files that could not be moved on, although nothing failed.
struct StrayFiles: Sendable {
    /// Somebody wrote to them after they were claimed.
    var changed: [ClaimedFile] = []
    /// They are neither in `work` nor where they were to go.
    var missing: [ClaimedFile] = []
}

/// Why a step after the commit failed; the arrival stays pending.
enum OutboxFailure: Error, CustomStringConvertible {
    case reports(DirectoryWriterError)
    case spool(SpoolError)
    case journal(String)

    var description: String {
        switch self {
        case .reports(let error): "\(error)"
        case .spool(let error): "\(error.withoutFileName)"
        case .journal(let text): text
        }
    }
}

/// Writes reports, tells the journal and moves files on, in this order: who reads the record finds
/// the report there.
final class Outbox: Sendable {
    private let outlet: SpoolOutlet
    private let journal: any JournalSink
    private let reports: Mutex<DirectoryWriter>
    private let sent = SentRecords()

    /// - Throws: `DirectoryWriterError` when the report folder can't be used.
    init(
        _ outlet: SpoolOutlet, reports: FilePath, journal: any JournalSink
    ) throws(DirectoryWriterError) {
        self.outlet = outlet
        self.journal = journal
        self.reports = Mutex(try DirectoryWriter(reports, creating: true))
    }

    /// Does all steps for a batch; on return they are durable.
    ///
    /// - Returns: the files that stay where they are.
    /// - Throws: `OutboxFailure` at the first step that failed; the whole batch is to be repeated.
    func perform(_ batch: [OutboxWork]) throws(OutboxFailure) -> StrayFiles {
        var strays = StrayFiles()
        try writeReports(batch)
        for work in batch {
            for record in work.records where !sent.contains(record, of: work) {
                do {
                    try journal.send(record.with(work.key.field, "\(work.key.number)"))
                    sent.note(record, of: work)
                } catch {
                    throw .journal("\(error)")
                }
            }
        }
        do throws(SpoolError) {
            for work in batch { try finish(work, &strays) }
            try outlet.sync()
        } catch {
            throw .spool(error)
        }
        sent.finished(batch)
        return strays
    }

    private func writeReports(_ batch: [OutboxWork]) throws(OutboxFailure) {
        let files = batch.compactMap(\.report).flatMap { report in
            [report.text, report.json].map {
                NewFile(bytes: $0.bytes, name: $0.name, subdirectory: report.folder)
            }
        }
        try reports.withLock { reports throws(OutboxFailure) in
            do throws(DirectoryWriterError) {
                try reports.stage(files)
                try reports.publish()
            } catch {
                reports.abandon()
                throw .reports(error)
            }
        }
    }

    private func finish(_ work: OutboxWork, _ strays: inout StrayFiles) throws(SpoolError) {
        guard let file = work.file else { return }
        var reason: String?
        if case .rejected(let words) = work.effect { reason = words }
        let tag = "\(work.key.number)"
        switch try outlet.finish(
            file.name, file.identity, to: reason == nil ? .done : .rejected, tag: tag)
        {
        case .changed: strays.changed.append(file)
        case .missing: strays.missing.append(file)
        case .finished(let name):
            guard let reason else { return }
            try outlet.writeReason(
                for: name, tag: tag,
                "\(name.display) was not accepted.\n\n\(reason)\n\n"
                    + "Nothing was recorded. Correct the file and drop it into incoming again.\n")
        }
    }
}

extension OutboxKey {
    /// The field of a record that holds its number, by which a record is found again.
    var field: ServiceField {
        switch self {
        case .arrival: .arrival
        case .reassessment: .assessment
        }
    }
}

extension JournalRecord {
    /// The record with one more field.
    func with(_ field: ServiceField, _ value: String) -> JournalRecord {
        var record = self
        record.fields.append(JournalField(field.name, value))
        return record
    }
}
