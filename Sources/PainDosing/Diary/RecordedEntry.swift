import Quantities

/// A diary entry together with the digest by which it is known.
///
/// Its parts lie behind one reference, since every look back over a course hands many entries on:
/// a copy costs one count instead of all parts of the entry.
public struct RecordedEntry: Sendable {
    private final class Parts: Sendable {
        let id: ContentDigest
        let entry: DiaryEntry
        let arrival: Int64?

        init(id: ContentDigest, entry: DiaryEntry, arrival: Int64?) {
            self.id = id
            self.entry = entry
            self.arrival = arrival
        }
    }

    private let parts: Parts

    /// SHA-256 of the bytes that the entry was read from.
    public var id: ContentDigest { parts.id }
    /// What the bytes say.
    public var entry: DiaryEntry { parts.entry }
    /// Its place among all that came, by which the later of two corrections is told; nil where it is
    /// not known.
    public var arrival: Int64? { parts.arrival }

    /// An entry as it was read.
    public init(id: ContentDigest, entry: DiaryEntry, arrival: Int64? = nil) {
        parts = Parts(id: id, entry: entry, arrival: arrival)
    }
}

extension RecordedEntry: Hashable {
    /// Whether both hold the same.
    public static func == (left: RecordedEntry, right: RecordedEntry) -> Bool {
        left.parts === right.parts || (left.id == right.id && left.entry == right.entry)
    }

    /// Hashes the digest, which stands for what the bytes say.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension RecordedEntry: Comparable {
    /// Compares by the time of recording, and within one second by the digest.
    ///
    /// The order of arrival never decides, so that a late file leads to the same course.
    public static func < (left: RecordedEntry, right: RecordedEntry) -> Bool {
        let (leftTime, rightTime) = (left.entry.recordedAt.instant, right.entry.recordedAt.instant)
        guard leftTime == rightTime else { return leftTime < rightTime }
        return left.id.bytes.lexicographicallyPrecedes(right.id.bytes)
    }
}
