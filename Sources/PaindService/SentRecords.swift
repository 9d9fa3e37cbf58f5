import DoseLedger
import Synchronization
import SystemdClient

/// Which records of unfinished work this run has sent, so that a repeated step sends none twice.
final class SentRecords: Sendable {
    private struct Sent: Hashable {
        let work: OutboxKey
        let messageID: MessageID
    }

    private let unfinished = Mutex<Set<Sent>>([])

    /// Whether the journal took the record.
    func contains(_ record: JournalRecord, of work: OutboxWork) -> Bool {
        guard let messageID = record.messageID else { return false }
        return unfinished.withLock { $0.contains(Sent(work: work.key, messageID: messageID)) }
    }

    /// Notes that the journal took the record.
    func note(_ record: JournalRecord, of work: OutboxWork) {
        guard let messageID = record.messageID else { return }
        _ = unfinished.withLock { $0.insert(Sent(work: work.key, messageID: messageID)) }
    }

    /// Forgets the records of work whose steps are all done.
    func finished(_ batch: [OutboxWork]) {
        unfinished.withLock { unfinished in
            for work in batch {
                for record in work.records {
                    guard let messageID = record.messageID else { continue }
                    unfinished.remove(Sent(work: work.key, messageID: messageID))
                }
            }
        }
    }
}
