import DiarySpool
import DoseLedger
import PainDosing
import SystemdClient

/// What is left to do for a file after its commit; every step may be done twice without harm.
struct OutboxWork {
    /// What the file brought.
    enum Effect {
        /// A new entry: two report files and a record.
        case assessed(ReportFiles)
        /// Nothing new.
        case duplicate
        /// A reason, beside the file that is set aside.
        case rejected(reason: String)
    }

    /// The arrival's number in the ledger.
    let arrival: Int64
    let name: SpoolName
    let effect: Effect
    let record: JournalRecord
    /// Whether an earlier run of the service may have sent the record already.
    let mayBeSent: Bool
}

/// Why a step after the commit failed; the arrival stays pending.
enum OutboxFailure: Error, CustomStringConvertible {
    case reports(DirectoryWriterError)
    case spool(SpoolError)
    case journal(String)

    var description: String {
        switch self {
        case .reports(let error): "\(error)"
        case .spool(let error): "\(error)"
        case .journal(let text): text
        }
    }
}

/// Writes reports, tells the journal and moves files on, in this order: who reads the record finds
/// the report there.
struct Outbox {
    let spool: Spool
    let reports: DirectoryWriter
    let journal: any JournalSink
    /// Knows what an earlier run has sent; nil where the journal can't be read.
    let sent: JournalReader?

    /// Does all steps for a batch; on return they are durable.
    ///
    /// - Throws: `OutboxFailure` at the first step that failed; the whole batch is to be repeated.
    func perform(_ batch: [OutboxWork]) throws(OutboxFailure) {
        do throws(DirectoryWriterError) {
            for work in batch {
                guard case .assessed(let report) = work.effect else { continue }
                try reports.stage(report.text.bytes, as: report.text.name, in: report.folder)
                try reports.stage(report.json.bytes, as: report.json.name, in: report.folder)
            }
            try reports.publish()
        } catch {
            reports.abandon()
            throw .reports(error)
        }
        for work in batch where !wasSent(work) {
            do {
                try journal.send(work.record.with(.arrival, "\(work.arrival)"))
            } catch {
                throw .journal("\(error)")
            }
        }
        do throws(SpoolError) {
            for work in batch { try finish(work) }
            try spool.sync()
        } catch {
            throw .spool(error)
        }
    }

    private func finish(_ work: OutboxWork) throws(SpoolError) {
        let tag = "\(work.arrival)"
        switch work.effect {
        case .assessed, .duplicate:
            _ = try spool.finish(work.name, to: .done, tag: tag)
        case .rejected(let reason):
            let outcome = try spool.finish(work.name, to: .rejected, tag: tag)
            guard case .finished(let name) = outcome else { return }
            try spool.writeReason(
                for: name,
                "\(name.display) was not accepted.\n\n\(reason)\n\n"
                    + "Nothing was recorded. Correct the file and drop it into incoming again.\n")
        }
    }

    private func wasSent(_ work: OutboxWork) -> Bool {
        guard work.mayBeSent, let sent, let messageID = work.record.messageID else { return false }
        return sent.contains(
            messageID: messageID, field: ServiceField.arrival.name, value: "\(work.arrival)")
            ?? false
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
