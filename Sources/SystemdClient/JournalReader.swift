import CSystemd
import Glibc

/// Looks up in the journal whether this service's own records arrived there.
///
/// Only records of this process's user count, by the field `_UID` which journald itself sets, so
/// nobody else can pretend that a record was sent. Used by one thread.
public final class JournalReader {
    private let journal: OpaquePointer

    /// Opens the journal of this machine; nil when this user can read no
    /// record in it.
    public convenience init?() {
        self.init { sd_journal_open(&$0, Int32(SD_JOURNAL_LOCAL_ONLY)) }
    }

    /// Opens the journal files in a folder; nil when no record can be read.
    public convenience init?(directory: String) {
        self.init { sd_journal_open_directory(&$0, directory, 0) }
    }

    private init?(_ open: (inout OpaquePointer?) -> Int32) {
        var opened: OpaquePointer?
        guard open(&opened) >= 0, let journal = opened else { return nil }
        // Opening succeeds without a single readable file, and then nothing would ever be found.
        guard sd_journal_seek_head(journal) >= 0, sd_journal_next(journal) > 0 else {
            sd_journal_close(journal)
            return nil
        }
        self.journal = journal
    }

    deinit {
        sd_journal_close(journal)
    }

    /// Whether a record of this kind with this field is there; nil when that cannot be told.
    public func contains(
        messageID: MessageID,
        field: JournalFieldName,
        value: String
    ) -> Bool? {
        sd_journal_flush_matches(journal)
        let matches = ["MESSAGE_ID=\(messageID)", "\(field)=\(value)", "_UID=\(geteuid())"]
        for match in matches {
            let bytes = Array(match.utf8)
            guard sd_journal_add_match(journal, bytes, bytes.count) >= 0 else { return nil }
        }
        // Takes in files that appeared since, by rotation say.
        guard sd_journal_process(journal) >= 0, sd_journal_seek_head(journal) >= 0 else {
            return nil
        }
        let result = sd_journal_next(journal)
        return result < 0 ? nil : result > 0
    }

    /// Waits until such a record is there: false when the limit passed, nil when that cannot be
    /// told.
    ///
    /// journald takes records in the order in which they were sent. So once a record sent now can
    /// be read, every earlier one that was ever handed over can be, even by a process since killed.
    public func waitFor(
        messageID: MessageID,
        field: JournalFieldName,
        value: String,
        limit: Duration
    ) -> Bool? {
        let clock = SuspendingClock()
        let end = clock.now.advanced(by: limit)
        while true {
            guard let found = contains(messageID: messageID, field: field, value: value) else {
                return nil
            }
            if found { return true }
            let left = clock.now.duration(to: end)
            guard left > .zero else { return false }
            guard sd_journal_wait(journal, left.microseconds) >= 0 else { return nil }
        }
    }
}
