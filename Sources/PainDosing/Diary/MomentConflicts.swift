/// The entries of one patient and one moment that say different things.
struct MomentConflicts: Sendable {
    /// The code of the question that they raise, under which one of them can be confirmed.
    static let code = question("", action: "", question: "").code

    /// The question, by which no dose is given until it is settled.
    static func question(_ message: String, action: String, question: String) -> Alert {
        Alert(
            code: "conflicting-entries", severity: .query, message: message, action: action,
            question: question)
    }

    /// The entries of one moment that are in force and differ.
    struct Group: Sendable {
        /// By their digests, so that the order of arrival never shows.
        let entries: [RecordedEntry]
        /// The one that later entries look back on.
        let standing: ContentDigest
        /// Whether a person has said which is right.
        let isSettled: Bool

        /// Those that differ from one of them.
        func rivals(of recorded: RecordedEntry) -> [RecordedEntry] {
            entries.filter {
                $0.id != recorded.id && !$0.entry.partsDiffering(from: recorded.entry).isEmpty
            }
        }
    }

    private var groups: [ContentDigest: Group] = [:]

    /// - Parameter isConfirmed: whether a person has said that an entry is right.
    init(
        _ entries: [RecordedEntry], _ corrections: Corrections,
        isConfirmed: (RecordedEntry) -> Bool
    ) {
        var start = entries.startIndex
        while start < entries.endIndex {
            let moment = entries[start].entry.recordedAt.instant
            let end =
                entries[start...].firstIndex { $0.entry.recordedAt.instant != moment }
                ?? entries.endIndex
            if end - start > 1 { add(entries[start..<end], corrections, isConfirmed) }
            start = end
        }
    }

    /// Those of a moment that another one keeps from counting.
    var standings: [ContentDigest: EntryStanding] {
        groups.reduce(into: [:]) { standings, group in
            guard group.key != group.value.standing else { return }
            standings[group.key] = .setAside(for: group.value.standing)
        }
    }

    /// The entries of its moment from which an entry differs, with itself; nil where there are none.
    subscript(recorded: RecordedEntry) -> Group? { groups[recorded.id] }

    private mutating func add(
        _ sameMoment: ArraySlice<RecordedEntry>, _ corrections: Corrections,
        _ isConfirmed: (RecordedEntry) -> Bool
    ) {
        let candidates = sameMoment.filter {
            corrections.isInForce($0) && $0.entry.saysSomethingOfThePatient
        }
        let byPatient = Dictionary(
            grouping: candidates.sorted { $0.id < $1.id }, by: \.entry.patient)
        for ofPatient in byPatient.values {
            guard let first = ofPatient.first, MomentConflicts.differ(ofPatient) else { continue }
            let confirmed = ofPatient.filter(isConfirmed)
            let isSettled = !confirmed.isEmpty && !MomentConflicts.differ(confirmed)
            // Of equally urgent ones it is the one with the largest digest.
            let standing = (isSettled ? confirmed : ofPatient).reduce(confirmed.first ?? first) {
                $1.entry.isMoreUrgent(than: $0.entry) ?? true ? $1 : $0
            }
            let group = Group(
                entries: ofPatient, standing: standing.id, isSettled: isSettled)
            for recorded in ofPatient { groups[recorded.id] = group }
        }
    }

    private static func differ(_ entries: [RecordedEntry]) -> Bool {
        guard let first = entries.first else { return false }
        return entries.dropFirst().contains {
            !$0.entry.partsDiffering(from: first.entry).isEmpty
        }
    }
}
