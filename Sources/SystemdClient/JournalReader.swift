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

    /// The values of a field in the records of a user that have another field's value, the last record
    /// first; nil when that cannot be told.
    ///
    /// - Parameters:
    ///   - name: The field; a record may have it repeatedly.
    ///   - field: The field that tells which records are meant.
    ///   - value: Its value.
    ///   - user: The number of the user who sent them, which journald itself sets.
    ///   - visit: Receives each value; returns false to stop.
    /// - Returns: Whether the journal could be read.
    public func forEachValue(
        of name: JournalFieldName, where field: JournalFieldName, is value: String,
        sentBy user: UInt32, _ visit: (String) -> Bool
    ) -> Bool {
        guard match(["\(field)=\(value)", "_UID=\(user)"]),
            sd_journal_process(journal) >= 0, sd_journal_seek_tail(journal) >= 0
        else { return false }
        let prefix = Array("\(name)=".utf8)
        while true {
            let step = sd_journal_previous(journal)
            guard step > 0 else { return step == 0 }
            sd_journal_restart_data(journal)
            var (data, length): (UnsafeRawPointer?, Int) = (nil, 0)
            while true {
                let found = sd_journal_enumerate_available_data(journal, &data, &length)
                guard found > 0, let data else {
                    guard found == 0 else { return false }
                    break
                }
                let bytes = UnsafeRawBufferPointer(start: data, count: length)
                guard bytes.starts(with: prefix) else { continue }
                let value = String(decoding: bytes.dropFirst(prefix.count), as: UTF8.self)
                guard visit(value) else { return true }
            }
        }
    }

    /// Has only records with all these fields be found.
    private func match(_ matches: [String]) -> Bool {
        sd_journal_flush_matches(journal)
        return matches.allSatisfy { match in
            let bytes = Array(match.utf8)
            return sd_journal_add_match(journal, bytes, bytes.count) >= 0
        }
    }

    /// Whether a record of this kind with this field is there; nil when that cannot be told.
    public func contains(
        messageID: MessageID,
        field: JournalFieldName,
        value: String
    ) -> Bool? {
        // Takes in files that appeared since, by rotation say.
        guard match(["MESSAGE_ID=\(messageID)", "\(field)=\(value)", "_UID=\(geteuid())"]),
            sd_journal_process(journal) >= 0, sd_journal_seek_head(journal) >= 0
        else {
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
