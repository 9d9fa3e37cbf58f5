import DoseLedger
import SystemdClient

/// Which records of unfinished work an earlier run has sent, as the journal shows them.
///
/// Used by the thread that opened the journal.
struct EarlierRecords {
    let journal: JournalReader

    /// The work without the records that the journal has; what can't be told is sent once more.
    func rest(of work: OutboxWork) -> OutboxWork {
        var work = work
        work.records.removeAll { record in
            guard let messageID = record.messageID else { return false }
            return journal.contains(
                messageID: messageID, field: work.key.field.name, value: "\(work.key.number)")
                ?? false
        }
        return work
    }
}
