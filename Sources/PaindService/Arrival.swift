import DiarySpool
import DoseLedger
import DoseReport
import PainDiary
import PainDosing

/// A diary file on its way from the drop folder to `done` or `rejected`.
struct Arrival: Sendable {
    let file: SpoolFile
    var disposition: Disposition

    /// The entry that is to be seen in its course.
    var entry: RecordedEntry? {
        guard case .entry(let recorded) = disposition else { return nil }
        return recorded
    }

    /// The digest of its bytes, if they could be read.
    var digest: ContentDigest? {
        switch disposition {
        case .entry(let recorded): recorded.id
        case .assessed(let diary): diary.header.entry
        case .growing, .rejected: file.bytes.map { ContentDigest(of: $0) }
        }
    }

    /// The file with the answer that its entry has in a batch.
    func answered(by batch: AssessedBatch) -> Arrival {
        guard let entry, let answer = batch.answers[entry.id] else { return self }
        return Arrival(file: file, disposition: answer)
    }

    /// What the ledger records of it.
    func recorded(setup: DosingSetup, at now: Int64) -> NewArrival {
        let finding: NewArrival.Finding =
            switch disposition {
            case .assessed(let diary):
                .entry(diary.newEntry(bytes: file.bytes ?? [], setup: setup, at: now))
            case .rejected(let code, let reason):
                .rejection(code: code, reason: reason, digest: digest)
            case .growing, .entry: preconditionFailure("only what was answered is recorded")
            }
        return NewArrival(
            fileName: file.name.bytes, identity: "\(file.identity)", receivedAt: now,
            finding: finding)
    }
}

/// What becomes of a file.
enum Disposition: Sendable {
    /// It may still be growing.
    case growing(reason: String)
    /// It holds an entry, which is yet to be seen in its course.
    case entry(RecordedEntry)
    /// Its entry was assessed in its course; the ledger finds out whether it is there already.
    case assessed(AssessedDiary)
    /// It holds no entry that can be assessed.
    case rejected(code: String, reason: String)
}
