import DiarySpool
import DoseLedger
import DoseReport
import PainDosing
import ParallelMap
import SystemdClient

/// Makes what is left to do for a batch that was just committed.
struct CommittedWork: Sendable {
    let answers: AnswerRecord
    let engine: DosingEngine

    /// What is left to do for files, worked out on all cores; files that an earlier commit had recorded
    /// are left out.
    func left(for files: [(Arrival, CommittedArrival)]) -> [OutboxWork] {
        files.parallelMap { left(for: $0, $1) }.compactMap { $0 }
    }

    /// What is left to do for new assessments; worked out on all cores.
    func left(for entries: [(ReassessedEntry, CommittedReassessment)]) -> [OutboxWork] {
        entries.parallelMap { left(for: $0, $1) }.compactMap { $0 }
    }

    /// What is left to do for a file; nil where an earlier commit had recorded it, since then the
    /// outbox of the ledger knows better.
    private func left(for arrival: Arrival, _ committed: CommittedArrival) -> OutboxWork? {
        guard !committed.wasKnown else { return nil }
        let name = answers.patient.file(arrival.file.name)
        let words = FileRecord(file: name)
        let effect: OutboxWork.Effect
        let records: [JournalRecord]
        var entry: ContentDigest?
        switch arrival.disposition {
        case .growing, .entry: return nil
        case .rejected(let code, let reason):
            effect = .rejected(reason: reason)
            records = [words.rejected(code: code)]
        case .assessed(let diary) where committed.outcome == .duplicate:
            effect = .duplicate
            entry = diary.header.entry
            records = [words.duplicate(entry: diary.header.entry)]
        case .assessed(let diary):
            guard let report = ReportFiles(diary, engine: engine) else { return nil }
            effect = .assessed(report)
            entry = diary.header.entry
            records = answers.assessed(
                diary, file: name, report: report.relativePath)
        }
        return OutboxWork(
            key: .arrival(committed.arrival),
            file: ClaimedFile(
                name: arrival.file.name, identity: arrival.file.identity, shown: name,
                entry: entry),
            effect: effect, records: records.numbered(committed.records))
    }

    /// What is left to do for a new assessment of a stored entry.
    private func left(
        for entry: ReassessedEntry, _ committed: CommittedReassessment
    ) -> OutboxWork? {
        guard let report = ReportFiles(entry.diary, engine: engine) else { return nil }
        return OutboxWork(
            key: .reassessment(committed.assessment), file: nil, effect: .reassessed(report),
            records: answers.reassessed(entry.diary, report: report.relativePath)
                .numbered(committed.records))
    }
}
