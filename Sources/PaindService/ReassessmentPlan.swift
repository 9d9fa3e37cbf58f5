import DoseReport
import PainDosing

/// What the coming of entries means for those of the same patient that were assessed before.
///
/// An answer depends on the entry, its history and whether another entry stands in its place. So it
/// has to be given anew where one of the latter two has changed, and nowhere else.
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
        // Nothing before the earliest entry that is new, or that counts no longer, can change; most
        // entries come in order, so that the comparison below is mostly spared.
        guard let first = ReassessmentPlan.changed(by: new, in: after).min() else {
            touched = []
            return
        }
        let isNew = Set(new.map(\.id))
        let later = after.entries.filter { !($0 < first) && !isNew.contains($0.id) }
        guard !later.isEmpty else {
            touched = []
            return
        }
        let before = DiaryCourse(stored)
        touched = later.filter { Outlook(of: $0, in: before) != Outlook(of: $0, in: after) }
    }

    /// The new entries and all that stand in the same places.
    private static func changed(
        by new: [RecordedEntry], in course: DiaryCourse
    ) -> [RecordedEntry] {
        guard course.entries.contains(where: { $0.entry.replaces != nil }) else { return new }
        return new.flatMap { course.family(of: $0) }
    }
}

/// What an entry's answer depends on beside the entry.
private struct Outlook: Equatable {
    private let history: [ContentDigest]
    private let replacement: ContentDigest?

    init(of recorded: RecordedEntry, in course: DiaryCourse) {
        history = course.history(of: recorded).map(\.id)
        replacement = course.replacement(of: recorded)?.id
    }
}
