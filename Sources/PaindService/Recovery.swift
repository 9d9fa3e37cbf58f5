import DiarySpool
import DoseLedger
import DosingTables
import PainDiary
import PainDosing
import Quantities
import SystemdClient

/// Makes the work that a crash left in the outbox again, from what the ledger stores.
struct Recovery {
    let ledger: Ledger
    let pseudonym: PatientPseudonym
    /// Setups of the table sets and policies that stored assessments were made with.
    private var readers: [ContentDigest: [ContentDigest: EntryReader]]

    init(ledger: Ledger, pseudonym: PatientPseudonym, current: DosingSetup) {
        self.ledger = ledger
        self.pseudonym = pseudonym
        readers = [current.tableSet: [current.policy: EntryReader(setup: current)]]
    }

    /// What is left to do for a pending arrival; nil if its file name is none, which no claim has.
    ///
    /// - Throws: `LedgerError`.
    mutating func work(for item: OutboxItem) throws(LedgerError) -> OutboxWork? {
        guard let name = SpoolName(item.fileName) else { return nil }
        let record = EntryRecord(patient: pseudonym, file: name.display)
        switch item.outcome {
        case .rejected:
            return OutboxWork(
                arrival: item.arrival, name: name, effect: .rejected(reason: item.reason ?? ""),
                record: record.rejected(code: item.reasonCode ?? "unknown"), mayBeSent: true)
        case .duplicate:
            guard let assessed = item.assessed else { return nil }
            return OutboxWork(
                arrival: item.arrival, name: name, effect: .duplicate,
                record: record.duplicate(entry: assessed.entry.digest), mayBeSent: true)
        case .accepted:
            guard let assessed = item.assessed,
                let (report, record) = try report(assessed, record)
            else { return nil }
            return OutboxWork(
                arrival: item.arrival, name: name, effect: .assessed(report), record: record,
                mayBeSent: true)
        }
    }

    /// The JSON of a stored entry assessed again with its own tables and policy; nil where this
    /// version can't repeat it.
    ///
    /// - Throws: `LedgerError`.
    mutating func again(_ assessed: AssessedEntry) throws(LedgerError) -> [UInt8]? {
        guard let reader = try reader(for: assessed.assessment) else { return nil }
        return again(assessed, reader)?.json
    }

    private mutating func report(
        _ assessed: AssessedEntry, _ record: EntryRecord
    ) throws(LedgerError) -> (ReportFiles, JournalRecord)? {
        if let reader = try reader(for: assessed.assessment),
            let diary = again(assessed, reader), diary.json == assessed.assessment.json,
            let report = ReportFiles(diary, tables: reader.setup.engine.tables)
        {
            return (report, record.assessed(diary, report: report.relativePath))
        }
        return unrepeatable(assessed, record)
    }

    private func again(_ assessed: AssessedEntry, _ reader: EntryReader) -> AssessedDiary? {
        // Whatever fails here has worked before under another version; the stored JSON stands then.
        guard let entry = try? reader.setup.diary.decode(assessed.entry.bytes) else { return nil }
        return try? reader.assessed(entry, assessed.entry.digest)
    }

    /// The stored answer of another version of the method: its JSON is kept, its words are not
    /// made up.
    private func unrepeatable(
        _ assessed: AssessedEntry, _ record: EntryRecord
    ) -> (ReportFiles, JournalRecord)? {
        let entry = assessed.entry
        let instant = Instant(secondsSince1970: entry.recordedAt)
        guard let recordedAt = LocalInstant(instant, offsetMinutes: entry.offsetMinutes),
            let report = ReportFiles(
                digest: entry.digest, recordedAt: recordedAt,
                words: "This entry was assessed by \(assessed.assessment.engine), an earlier "
                    + "version. Its figures are in the JSON file beside this one.\n",
                json: assessed.assessment.json)
        else { return nil }
        return (report, record.assessedEarlier(entry.digest, report: report.relativePath))
    }

    private mutating func reader(
        for assessment: StoredAssessment
    ) throws(LedgerError) -> EntryReader? {
        guard assessment.engine == DosingSetup.engineVersion else { return nil }
        if let known = readers[assessment.tableSet]?[assessment.policy] { return known }
        guard let archive = try ledger.tableSet(assessment.tableSet),
            let text = try ledger.policy(assessment.policy),
            let policy = DosingPolicy(canonicalText: text),
            // Stored tables that no longer load belong to another version.
            let files = try? TableFiles(archive: archive),
            let setup = try? DosingSetup(files: files, policy: policy)
        else { return nil }
        let reader = EntryReader(setup: setup)
        readers[assessment.tableSet, default: [:]][assessment.policy] = reader
        return reader
    }
}
