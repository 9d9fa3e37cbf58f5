import DiarySpool
import DoseLedger
import DosingTables
import PainDiary
import PainDosing
import Quantities
import SystemdClient

/// Makes the work that a crash left in the outbox again, from what the ledger stores.
struct Recovery {
    private let answers: AnswerRecord
    private let spool: Spool
    private var repeater: AnswerRepeater

    init(ledger: Ledger, spool: Spool, pseudonym: PatientPseudonym, current: EntryReader) {
        self.spool = spool
        answers = AnswerRecord(patient: pseudonym, announced: current.setup.announcedCodes)
        repeater = AnswerRepeater(ledger, current: current)
    }

    /// What is left to do for a pending arrival; nil if its file name is none, which no claim has.
    ///
    /// - Throws: `LedgerError`.
    mutating func work(for item: OutboxItem) throws(LedgerError) -> OutboxWork? {
        guard let name = SpoolName(item.fileName) else { return nil }
        let shown = answers.patient.file(name)
        let file = FileRecord(file: shown)
        let (effect, records): (OutboxWork.Effect, [JournalRecord])
        switch item.outcome {
        case .rejected:
            effect = .rejected(reason: item.reason ?? "")
            records = [file.rejected(code: item.reasonCode ?? "unknown")]
        case .duplicate:
            guard let assessed = item.assessed else { return nil }
            effect = .duplicate
            records = [file.duplicate(entry: assessed.entry.digest)]
        case .accepted:
            guard let assessed = item.assessed else { return nil }
            if let (diary, report) = try again(assessed) {
                effect = .assessed(report)
                records = answers.assessed(
                    diary, file: shown, report: report.relativePath)
            } else {
                guard let report = unrepeatable(assessed) else { return nil }
                effect = .assessed(report)
                records = [
                    file.assessedEarlier(assessed.entry.digest, report: report.relativePath)
                ]
            }
        }
        return OutboxWork(
            key: .arrival(item.arrival),
            file: ClaimedFile(
                name: name, identity: identity(of: item, name), shown: shown,
                entry: item.assessed?.entry.digest),
            effect: effect, records: records.numbered(item.records))
    }

    /// What the file of a pending arrival is: as it was kept or, where an earlier version kept nothing,
    /// as a file of its name and bytes in `work` shows.
    ///
    /// A name alone proves nothing: what stands under it may be another file, which nobody has recorded.
    private func identity(of item: OutboxItem, _ name: SpoolName) -> FileIdentity? {
        let kept = item.identity.flatMap { FileIdentity($0) }
        // What can't be read now is looked for where it was to go, and stays a leftover.
        guard let file = try? spool.leftover(name), kept == nil || kept == file.identity else {
            return kept
        }
        return file.bytes.map({ ContentDigest(of: $0) }) == item.digest ? file.identity : nil
    }

    /// What is left to do for a pending new assessment; nil if it can't be made again.
    ///
    /// - Throws: `LedgerError`.
    mutating func work(for item: PendingReassessment) throws(LedgerError) -> OutboxWork? {
        guard !item.isSuperseded else { return superseded(item) }
        let (report, records): (ReportFiles, [JournalRecord])
        if let (diary, files) = try again(item.assessed) {
            report = files
            records = answers.reassessed(diary, report: files.relativePath)
        } else {
            guard let files = unrepeatable(item.assessed) else { return nil }
            report = files
            records = [
                answers.reassessedEarlier(
                    item.assessed.entry.digest, report: files.relativePath)
            ]
        }
        return OutboxWork(
            key: .reassessment(item.assessment), file: nil, effect: .reassessed(report),
            records: records.numbered(item.records))
    }

    /// Nil where the record has no number that could be missing.
    private func superseded(_ item: PendingReassessment) -> OutboxWork? {
        guard let numbers = item.records else { return nil }
        return OutboxWork(
            key: .reassessment(item.assessment), file: nil, effect: .superseded,
            records: [answers.superseded(item.assessed.entry.digest)].numbered(numbers))
    }

    /// The answer that is valid, and its report, made again to the byte; nil where that fails.
    private mutating func again(
        _ assessed: AssessedEntry
    ) throws(LedgerError) -> (AssessedDiary, ReportFiles)? {
        guard case .answered(let diary, let reader) = try repeater.repeated(assessed),
            diary.json == assessed.assessment.json,
            let report = ReportFiles(diary, engine: reader.setup.engine)
        else { return nil }
        return (diary, report)
    }

    /// The stored answer of another version of the method: its JSON is kept, its words are not
    /// made up.
    ///
    /// Nil where the JSON is damaged.
    private func unrepeatable(_ assessed: AssessedEntry) -> ReportFiles? {
        let entry = assessed.entry
        guard let json = try? assessed.assessment.intactJSON() else { return nil }
        let instant = Instant(secondsSince1970: entry.recordedAt)
        return LocalInstant(instant, offsetMinutes: entry.offsetMinutes).flatMap { recordedAt in
            ReportFiles(
                digest: entry.digest, recordedAt: recordedAt,
                words: "This entry was assessed by \(assessed.assessment.engine), an earlier "
                    + "version. Its figures are in the JSON file beside this one.\n",
                json: json)
        }
    }
}
