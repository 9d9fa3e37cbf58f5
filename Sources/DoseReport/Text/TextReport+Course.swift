public import PainDosing

/// An entry of a course with its answer.
public struct CourseEntry: Sendable {
    /// Whose entry it is, which, and whether another stands in its place.
    public let header: AssessmentHeader
    /// What the entry says.
    public let entry: DiaryEntry
    /// What it comes to in the course.
    public let outcome: Outcome<Assessment>

    /// An entry with the answer that it has in its course.
    public init(header: AssessmentHeader, entry: DiaryEntry, outcome: Outcome<Assessment>) {
        self.header = header
        self.entry = entry
        self.outcome = outcome
    }
}

extension [CourseEntry] {
    /// The last entry that counts, or the last one; nil without entries.
    public var latest: CourseEntry? { last(where: \.header.counts) ?? last }
}

extension TextReport {
    /// One patient's course: a line for each entry, then the answer for the latest one in full.
    ///
    /// - Parameter entries: the patient's entries with their answers, earliest first.
    public func course(_ entries: [CourseEntry]) -> String {
        guard let latest = entries.latest else { return "" }
        let answer = assessment(latest.outcome, latest.header)
        guard entries.count > 1 else { return answer }
        let heads = ["recorded", "background", "worst", "episodes", "OMEDD", "decision", "remark"]
        let head = "Patient \(latest.header.patient.text), \(entries.count) entries\n\n"
        return head
            + TextColumns.aligned([heads] + entries.map { cells($0) }).joined(separator: "\n")
            + "\n\n?  not recorded. Pain is NRS 0 to 10, OMEDD mg of oral morphine a day.\n\n"
            + "The latest entry\n\n" + answer
    }

    /// One patient's course as a chart, then the answer for the latest entry in full.
    ///
    /// - Parameter entries: the patient's entries with their answers, earliest first.
    public func course(_ entries: [CourseEntry], _ chart: TerminalChart) -> String {
        guard let latest = entries.latest else { return "" }
        let count = entries.count == 1 ? "1 entry" : "\(entries.count) entries"
        return "Patient \(latest.header.patient.text), \(count)\n\n" + chart.course(entries)
            + "\nThe latest entry\n\n" + assessment(latest.outcome, latest.header)
    }

    private func cells(_ entry: CourseEntry) -> [String] {
        [
            entry.header.recordedAt, score(entry.entry.pain.background),
            score(entry.entry.pain.worst), entry.entry.episodes.map { "\($0.count)" } ?? "?",
            omedd(entry), decision(entry), remark(entry),
        ]
    }

    private func score(_ score: PainScore?) -> String { score.map { "\($0.value)" } ?? "?" }

    private func omedd(_ entry: CourseEntry) -> String {
        switch entry.outcome {
        case .stopped: "-"
        case .computed(let assessment):
            assessment.medication.map { DoseWords.omedd($0.omedd) } ?? "?"
        }
    }

    /// What to do with the background opioid; nothing where the entry was stopped or does not count.
    private func decision(_ entry: CourseEntry) -> String {
        guard entry.header.counts else { return "" }
        return switch entry.decision {
        case .hold: "hold"
        case .raise: "raise"
        case .reduce: "reduce"
        case .rotate: "rotate"
        case .reviewNow: "REVIEW NOW"
        case nil: ""
        }
    }

    /// What a reader of the course must not miss.
    private func remark(_ entry: CourseEntry) -> String {
        switch entry.header.standing {
        case .replaced(let other): return "replaced by entry \(other.short)"
        case .withdrawn(let other): return "withdrawn by entry \(other.short)"
        case .withdrawal(let other): return "withdraws entry \(other.short)"
        case .counts, .setAside: break
        }
        switch entry.outcome {
        case .stopped(let refusal): return "\(refusal.mark), no dose"
        case .computed(let assessment):
            switch assessment.alerts.count(where: { $0.severity == .caution }) {
            case 0: return ""
            case 1: return "1 caution"
            case let count: return "\(count) cautions"
            }
        }
    }
}
