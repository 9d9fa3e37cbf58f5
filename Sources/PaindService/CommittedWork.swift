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
    func left(for files: [(AnsweredFile, CommittedArrival)]) -> [OutboxWork] {
        files.parallelMap { left(for: $0, $1) }.compactMap { $0 }
    }

    /// What is left to do for new assessments; worked out on all cores.
    func left(for entries: [(ReassessedEntry, CommittedReassessment)]) -> [OutboxWork] {
        entries.parallelMap { left(for: $0, $1) }.compactMap { $0 }
    }

    /// What is left to do for a file; nil where an earlier commit had recorded it, since then the
    /// outbox of the ledger knows better.
    private func left(for file: AnsweredFile, _ committed: CommittedArrival) -> OutboxWork? {
        guard !committed.wasKnown else { return nil }
        let name = file.file.name
        let words = FileRecord(file: name.display)
        let effect: OutboxWork.Effect
        let records: [JournalRecord]
        switch file.answer {
        case .rejection(let code, let reason, _):
            effect = .rejected(reason: reason)
            records = [words.rejected(code: code)]
        case .assessed(let diary, _) where committed.outcome == .duplicate:
            effect = .duplicate
            records = [words.duplicate(entry: diary.header.entry)]
        case .assessed(let diary, _):
            guard let report = ReportFiles(diary, engine: engine) else { return nil }
            effect = .assessed(report)
            records = answers.assessed(
                diary, file: name.display, report: report.relativePath)
        }
        return OutboxWork(
            key: .arrival(committed.arrival), name: name, effect: effect,
            records: records.numbered(committed.records))
    }

    /// What is left to do for a new assessment of a stored entry.
    private func left(
        for entry: ReassessedEntry, _ committed: CommittedReassessment
    ) -> OutboxWork? {
        guard let report = ReportFiles(entry.diary, engine: engine) else { return nil }
        return OutboxWork(
            key: .reassessment(committed.assessment), name: nil, effect: .reassessed(report),
            records: answers.reassessed(entry.diary, report: report.relativePath)
                .numbered(committed.records))
    }
}
