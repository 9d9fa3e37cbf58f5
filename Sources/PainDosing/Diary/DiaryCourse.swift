import Quantities

/// Diary entries by time, whatever the order in which they arrived.
public struct DiaryCourse: Hashable, Sendable {
    /// The longest time that an assessment looks back, in hours: seven days.
    public static let longestWindowHours = 168

    /// No entries.
    public static let empty = DiaryCourse([])

    /// Every entry once, earliest first; entries that others replace are among them.
    public let entries: [RecordedEntry]
    /// Most courses have none, and are spared the search for them.
    private let hasCorrections: Bool

    /// A course of entries in any order; one that is given twice counts once.
    public init(_ entries: [RecordedEntry]) {
        var seen: Set<ContentDigest> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }.sorted()
        hasCorrections = entries.contains { $0.entry.replaces != nil }
    }

    /// The entries of a patient that count, earliest first: those that nothing has replaced, and of
    /// several that stand in one place the latest alone.
    public func current(of patient: PatientID) -> [RecordedEntry] {
        let ofPatient = entries.filter { $0.entry.patient == patient }
        guard ofPatient.contains(where: { $0.entry.replaces != nil }) else { return ofPatient }
        let origins = Origins(ofPatient)
        let open = ofPatient.unreplaced
        // Entries are in order, so that the last one of a place is the latest.
        var latest: [ContentDigest: ContentDigest] = [:]
        for recorded in open { latest[origins.origin(of: recorded)] = recorded.id }
        return open.filter { latest[origins.origin(of: $0)] == $0.id }
    }

    /// The entry of the same patient that counts in an entry's place; nil if it counts itself.
    public func replacement(of recorded: RecordedEntry) -> RecordedEntry? {
        guard let latest = family(of: recorded).unreplaced.last, latest.id != recorded.id else {
            return nil
        }
        return latest
    }

    /// All entries of the same patient that stand in one place, earliest first: an entry, what
    /// replaces it, and so on.
    public func family(of recorded: RecordedEntry) -> [RecordedEntry] {
        guard hasCorrections || recorded.entry.replaces != nil else { return [recorded] }
        let ofPatient = entries.filter { $0.entry.patient == recorded.entry.patient }
        let origins = Origins(ofPatient)
        let origin = origins.origin(of: recorded)
        return ofPatient.filter { origins.origin(of: $0) == origin }
    }

    /// What the assessment of an entry looks back on: the same patient's earlier entries that were
    /// not replaced, earliest first.
    ///
    /// An entry that was replaced itself keeps a history of its own, in which those that stand in
    /// the same place do not count.
    ///
    /// - Parameter hours: how far back; an entry exactly so many hours earlier is left out.
    public func history(
        of recorded: RecordedEntry, hours: Int = DiaryCourse.longestWindowHours
    ) -> [RecordedEntry] {
        let start = recorded.entry.recordedAt.instant.hoursEarlier(hours)
        if !hasCorrections, recorded.entry.replaces == nil {
            return uncorrectedHistory(of: recorded, after: start)
        }
        let family = Set(self.family(of: recorded).map(\.id))
        return current(of: recorded.entry.patient).filter {
            $0 < recorded && $0.entry.recordedAt.instant > start && !family.contains($0.id)
        }
    }

    /// The history where nothing replaces anything: the entries are in order, so that those in
    /// question stand together, and no other is copied.
    private func uncorrectedHistory(
        of recorded: RecordedEntry, after start: Instant
    ) -> [RecordedEntry] {
        let end = entries.partitioningIndex { !($0 < recorded) }
        let first = entries.partitioningIndex { $0.entry.recordedAt.instant > start }
        guard first < end else { return [] }
        let patient = recorded.entry.patient
        return entries[first..<end].filter { $0.entry.patient == patient && $0.id != recorded.id }
    }
}

extension [RecordedEntry] {
    /// The first index from which on `holds` is true, where it is true of all that follow one of
    /// which it is true.
    fileprivate func partitioningIndex(where holds: (RecordedEntry) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension [RecordedEntry] {
    /// Those that none of the others replaces.
    fileprivate var unreplaced: [RecordedEntry] {
        let replaced = Set(compactMap(\.entry.replaces))
        return filter { !replaced.contains($0.id) }
    }
}

/// Follows entries to the one in whose place they stand.
private struct Origins {
    private let replaces: [ContentDigest: ContentDigest]

    init(_ entries: [RecordedEntry]) {
        replaces = entries.reduce(into: [:]) { replaces, recorded in
            if let earlier = recorded.entry.replaces { replaces[recorded.id] = earlier }
        }
    }

    /// The digest at the end of the chain, whether or not that entry has come.
    func origin(of recorded: RecordedEntry) -> ContentDigest {
        var digest = recorded.id
        var next = recorded.entry.replaces
        // A digest can't be that of bytes which name it, so that chains end; the bound is for those
        // that were made up.
        var steps = replaces.count + 1
        while let earlier = next, steps > 0 {
            digest = earlier
            next = replaces[earlier]
            steps -= 1
        }
        return digest
    }
}
