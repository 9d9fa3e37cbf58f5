import DiarySpool
import DoseLedger
import PainDiary
import PainDosing

/// A file in work, with what it turned out to be.
struct ClaimedFile {
    /// What the file turned out to be, before it is seen in its course.
    enum Finding {
        case entry(RecordedEntry, bytes: [UInt8])
        case rejection(code: String, reason: String, digest: ContentDigest?)

        /// What was read of a file; nil while it may still be growing.
        init?(_ finding: EntryFinding, of bytes: [UInt8], isSettled: Bool) {
            switch finding {
            case .entry(let recorded):
                self = .entry(recorded, bytes: bytes)
            case .rejection(let code, let reason):
                self = .rejection(code: code, reason: reason, digest: ContentDigest(of: bytes))
            case .incomplete(let reason):
                guard isSettled else { return nil }
                self = .rejection(
                    code: "incomplete", reason: reason, digest: ContentDigest(of: bytes))
            }
        }
    }

    let file: SpoolFile
    var finding: Finding

    /// The entry that the file brings, if it brings one.
    var recorded: RecordedEntry? {
        guard case .entry(let recorded, _) = finding else { return nil }
        return recorded
    }

    /// The file with the answer for its entry.
    func answered(by batch: AssessedBatch) -> AnsweredFile {
        switch finding {
        case .rejection(let code, let reason, let digest):
            return AnsweredFile(
                file: file, answer: .rejection(code: code, reason: reason, digest: digest))
        case .entry(let recorded, let bytes):
            switch batch.answers[recorded.id] {
            case .assessed(let diary):
                return AnsweredFile(file: file, answer: .assessed(diary, bytes: bytes))
            case .refused(let code, let reason):
                return AnsweredFile(
                    file: file, answer: .rejection(code: code, reason: reason, digest: recorded.id))
            case nil: preconditionFailure("a batch answers each of its entries")
            }
        }
    }
}

/// A file in work, ready to be recorded.
struct AnsweredFile {
    /// What is recorded of the file.
    enum Answer {
        case assessed(AssessedDiary, bytes: [UInt8])
        case rejection(code: String, reason: String, digest: ContentDigest?)
    }

    let file: SpoolFile
    let answer: Answer

    /// What the ledger records of the file.
    func arrival(setup: DosingSetup, at now: Int64) -> NewArrival {
        let finding: NewArrival.Finding =
            switch answer {
            case .assessed(let diary, let bytes):
                .entry(diary.newEntry(bytes: bytes, setup: setup, at: now))
            case .rejection(let code, let reason, let digest):
                .rejection(code: code, reason: reason, digest: digest)
            }
        return NewArrival(
            fileName: file.name.bytes, claim: file.name.claim, receivedAt: now, finding: finding)
    }
}
