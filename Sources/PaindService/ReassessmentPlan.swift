import DoseReport
import PainDosing

/// What the coming of entries means for those that were assessed before.
///
/// An answer depends on the entry, its history, whether it counts, what contradicts it and what was
/// confirmed. So it has to be given anew where one of these has changed, and nowhere else.
struct ReassessmentPlan {
    /// All entries, in which the new ones and the touched ones are to be assessed.
    let course: DiaryCourse
    /// The stored entries that look back on something else now, earliest first.
    let touched: [RecordedEntry]

    /// - Parameters:
    ///   - stored: what was assessed in the course of each other.
    ///   - new: what has come since.
    init(stored: [RecordedEntry], new: [RecordedEntry]) {
        let after = DiaryCourse(stored + new)
        course = after
        let isNew = Set(new.map(\.id))
        let first = new.map(\.entry.recordedAt.instant).min()
        let later = after.entries.filter { recorded in
            // Where nothing is corrected or confirmed only what is later can change; most entries
            // come in order, so that the comparison below is mostly spared.
            guard let first, !isNew.contains(recorded.id) else { return false }
            return !after.isPlain || recorded.entry.recordedAt.instant >= first
        }
        guard !later.isEmpty else {
            touched = []
            return
        }
        let before = DiaryCourse(stored)
        touched = later.filter { Outlook(of: $0, in: before) != Outlook(of: $0, in: after) }
    }
}

/// What an entry's answer depends on beside the entry.
private struct Outlook: Equatable {
    private let history: [ContentDigest]
    private let standing: EntryStanding
    private let conflicts: [Alert]
    private let confirmations: [ContentDigest: [QueryConfirmation]]

    init(of recorded: RecordedEntry, in course: DiaryCourse) {
        let earlier = course.history(of: recorded, hours: DiaryCourse.questionWindowHours)
        history = earlier.map(\.id)
        standing = course.standing(of: recorded)
        conflicts = course.conflicts(of: recorded)
        confirmations = (earlier + [recorded]).reduce(into: [:]) { confirmations, recorded in
            let said = course.confirmations(of: recorded)
            if !said.isEmpty { confirmations[recorded.id] = said }
        }
    }
}
