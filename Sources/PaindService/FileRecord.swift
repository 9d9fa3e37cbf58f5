import PainDosing
import SystemdClient

/// The journal's words for what became of a file, apart from its answer.
struct FileRecord {
    let file: String

    /// The record of an entry assessed by an earlier version, found again after a crash.
    func assessedEarlier(_ entry: ContentDigest, report: String) -> JournalRecord {
        ServiceEvent.assessed.record(
            "\(file) was assessed by an earlier version; its figures are in the report.",
            priority: .warning,
            fields: [(.entry, entry.description), (.file, file), (.report, report)])
    }

    /// The record of a file whose content was assessed before.
    func duplicate(entry: ContentDigest) -> JournalRecord {
        ServiceEvent.duplicate.record(
            "\(file) holds an entry that was assessed before; nothing new was recorded.",
            fields: [(.entry, entry.description), (.file, file)])
    }

    /// The record of a file that brought no entry.
    ///
    /// The words of the reason may quote the file, so they stay in the reason file beside it.
    func rejected(code: String) -> JournalRecord {
        ServiceEvent.rejected.record(
            "\(file) was not accepted (\(code)); the reason lies beside it in the rejected folder.",
            fields: [(.file, file), (.reason, code)])
    }
}
