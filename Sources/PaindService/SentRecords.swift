import DoseLedger
import SystemdClient

/// Which records of unfinished work the journal has already, so that a repeated step sends none twice.
final class SentRecords {
    private struct Sent: Hashable {
        let work: OutboxKey
        let messageID: MessageID
    }

    /// Knows what an earlier run has sent; nil where the journal can't be read, or none is asked for.
    var earlier: JournalReader?
    /// What this run has sent for work whose later steps failed, or have yet to be done.
    private var unfinished: Set<Sent> = []

    /// Whether the journal has the record.
    func contains(_ record: JournalRecord, of work: OutboxWork) -> Bool {
        guard let messageID = record.messageID else { return false }
        if unfinished.contains(Sent(work: work.key, messageID: messageID)) { return true }
        guard work.mayBeSent, let earlier else { return false }
        return earlier.contains(
            messageID: messageID, field: work.key.field.name, value: "\(work.key.number)")
            ?? false
    }

    /// Notes that the journal took the record.
    func note(_ record: JournalRecord, of work: OutboxWork) {
        guard let messageID = record.messageID else { return }
        unfinished.insert(Sent(work: work.key, messageID: messageID))
    }

    /// Forgets the records of work whose steps are all done.
    func finished(_ batch: [OutboxWork]) {
        for work in batch {
            for record in work.records {
                guard let messageID = record.messageID else { continue }
                unfinished.remove(Sent(work: work.key, messageID: messageID))
            }
        }
    }
}
