import DiarySpool
import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities
import StrictJSON

extension ServiceStatus {
    /// The status for people, in lines.
    public var text: String {
        let parts = [facts, faultLines, missingLines, entryLines, rejectedLines].filter {
            !$0.isEmpty
        }
        return parts.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var facts: [String] {
        var rows = [
            ["Ledger", ledger],
            [
                "Entries",
                "\(counts.entries), answered \(counts.assessments) times; now with a safety stop "
                    + "\(counts.stops), with an open question \(counts.queries), with a caution "
                    + "\(counts.cautions)",
            ],
            [
                "Files",
                "\(counts.accepted) accepted, \(counts.duplicates) duplicate, "
                    + "\(counts.rejected) rejected",
            ],
            ["Last file", counts.lastArrivalAt.map(moment) ?? "none yet"],
            ["Incoming", words(incoming)],
            ["In work", words(work)],
            ["Outbox", outboxWords],
            ["Journal", journal.words],
            ["Tables", configuredTables.description],
            ["", "from " + (tablesFolder ?? "the program itself")],
        ]
        if let faults {
            rows.insert(
                [
                    "",
                    faults.isEmpty
                        ? "verified: every row is what was recorded"
                        : "DAMAGED: nothing is derived from what is named below; stop paind, then: "
                            + "paincalc ledger rebuild",
                ], at: 1)
        }
        if let lastUsedTables, lastUsedTables != configuredTables {
            rows.append([
                "",
                "the last answer was made with \(lastUsedTables); new ones count after a reload "
                    + "or a start",
            ])
        }
        return TextColumns.aligned(rows)
    }

    private var outboxWords: String {
        guard counts.pending > 0 else { return "nothing is left to do" }
        let failure = pendingFailure.map {
            "; failed \(moment($0.at)): \(QuotedText.shown($0.reason))"
        }
        return "\(counts.pending) reports, records or moves are left to do" + (failure ?? "")
    }

    private var faultLines: [String] {
        guard let faults, !faults.isEmpty else { return [] }
        return ["Damaged"] + faults.map { "  \($0)" }
    }

    private var missingLines: [String] {
        guard !missingRecords.isEmpty else { return [] }
        let rows = missingRecords.map { numbers, subject in
            [
                numbers.count == 1
                    ? "  \(numbers.lowerBound)"
                    : "  \(numbers.lowerBound) to \(numbers.upperBound)",
                subject?.entry.map { "entry \($0.short)" } ?? "",
                subject?.displayName ?? "",
            ]
        }
        return ["Records that the journal lacks"] + TextColumns.aligned(rows)
    }

    private var entryLines: [String] {
        guard !lastEntries.isEmpty else { return [] }
        let rows = lastEntries.map { entry in
            [
                "  " + text(entry.receivedAt), String(entry.digest.short),
                entry.recordedAt.map { "recorded " + Timestamp.text($0) } ?? "", entry.words,
            ]
        }
        return ["Last entries"] + TextColumns.aligned(rows)
    }

    private var rejectedLines: [String] {
        guard !rejectedFiles.isEmpty else { return [] }
        return ["Rejected files"]
            + rejectedFiles.flatMap { file in
                [
                    "  \(text(Instant(secondsSince1970: file.receivedAt)))  \(file.displayName)  "
                        + "(\(file.reasonCode))"
                ] + file.reason.split(separator: "\n").map { "    " + QuotedText.shown(String($0)) }
            }
    }

    private func words(_ waiting: Waiting) -> String {
        switch waiting {
        case .unknown(let reason): "unknown: \(reason)"
        case .files(let files):
            files.oldest.map { "\(files.count) waiting, the oldest since \(moment($0))" }
                ?? "nothing waits"
        }
    }

    private func moment(_ seconds: Int64) -> String {
        let instant = Instant(secondsSince1970: seconds)
        return "\(text(instant)) (\(ElapsedTime(from: instant, to: at).words))"
    }

    private func text(_ instant: Instant) -> String { Timestamp.text(LocalInstant(utc: instant)) }
}

extension JournalGaps {
    /// What the comparison showed.
    var words: String {
        switch self {
        case .none: return "no record is numbered yet"
        case .unknown(let reason): return "unknown: \(reason)"
        case .compared(let first, let last, let missing):
            let words = "records \(first) to \(last)"
            let count = missing.reduce(0) { $0 + Int64($1.count) }
            return count == 0 ? "\(words): none is missing" : "lacks \(count) of \(words)"
        }
    }
}

extension ServiceStatus.LastEntry {
    fileprivate var words: String {
        if isDamaged { return "damaged in the ledger, no figures are given" }
        if isReplaced { return "replaced by another entry" }
        if isWithdrawn { return "withdrawn by another entry" }
        guard outcome == .computed else {
            return severity == .query
                ? "REVIEW NOW, a question is open and no dose is given" : "STOP, no dose is given"
        }
        let dose = omedd.map { "OMEDD \($0.decimal().text) mg/day" } ?? "no dose computed"
        return severity == .caution ? dose + ", with a caution" : dose
    }
}

extension QuotedText {
    /// A text of several sentences on one line, without what could move a cursor or hide text.
    fileprivate static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { isTreacherous($0) ? " " : $0 }))
    }
}
