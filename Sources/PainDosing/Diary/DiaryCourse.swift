import Quantities

/// Diary entries by time, whatever the order in which they arrived.
public struct DiaryCourse: Hashable, Sendable {
    /// The longest time that an assessment looks back, in hours: seven days.
    public static let longestWindowHours = 168

    /// No entries.
    public static let empty = DiaryCourse([])

    /// Every entry once, earliest first; entries that others replace are among them.
    public let entries: [RecordedEntry]

    /// A course of entries in any order; one that is given twice counts once.
    public init(_ entries: [RecordedEntry]) {
        var seen: Set<ContentDigest> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }.sorted()
    }

    /// The entries of the same patient that stand in no other's place, earliest first.
    public func current(of patient: PatientID) -> [RecordedEntry] {
        let ofPatient = entries.filter { $0.entry.patient == patient }
        let replaced = Set(ofPatient.compactMap(\.entry.replaces))
        return ofPatient.filter { !replaced.contains($0.id) }
    }

    /// What the assessment of an entry looks back on: the same patient's earlier entries that were
    /// not replaced, earliest first.
    ///
    /// An entry that was replaced itself keeps a history of its own, in which those that stand in
    /// its place do not count.
    ///
    /// - Parameter hours: how far back; an entry exactly so many hours earlier is left out.
    public func history(
        of recorded: RecordedEntry, hours: Int = DiaryCourse.longestWindowHours
    ) -> [RecordedEntry] {
        let start = recorded.entry.recordedAt.instant.hoursEarlier(hours)
        let successors = self.successors(of: recorded)
        return current(of: recorded.entry.patient).filter {
            $0 < recorded && $0.entry.recordedAt.instant > start
                && !successors.contains($0.id) && $0.id != recorded.entry.replaces
        }
    }

    /// The entries of the same patient that stand in an entry's place, in turn.
    private func successors(of recorded: RecordedEntry) -> Set<ContentDigest> {
        let ofPatient = entries.filter { $0.entry.patient == recorded.entry.patient }
        var found: Set<ContentDigest> = []
        var open = [recorded.id]
        while let next = open.popLast() {
            for other in ofPatient where other.entry.replaces == next {
                if found.insert(other.id).inserted { open.append(other.id) }
            }
        }
        return found
    }
}
