import Quantities

/// A diary entry together with the digest by which it is known.
///
/// Its parts lie behind one reference, since every look back over a course hands many entries on:
/// a copy costs one count instead of all parts of the entry.
public struct RecordedEntry: Sendable {
    private final class Parts: Sendable {
        let id: ContentDigest
        let entry: DiaryEntry

        init(id: ContentDigest, entry: DiaryEntry) {
            self.id = id
            self.entry = entry
        }
    }

    private let parts: Parts

    /// SHA-256 of the bytes that the entry was read from.
    public var id: ContentDigest { parts.id }
    /// What the bytes say.
    public var entry: DiaryEntry { parts.entry }
    /// Its place among all that came, by which the later of two corrections is told; nil where it is
    /// not known.
    public let arrival: Int64?

    /// An entry as it was read.
    public init(id: ContentDigest, entry: DiaryEntry, arrival: Int64? = nil) {
        parts = Parts(id: id, entry: entry)
        self.arrival = arrival
    }

    private init(_ parts: Parts, arrival: Int64) {
        self.parts = parts
        self.arrival = arrival
    }

    /// The same entry with its place among all that came.
    public func arriving(_ arrival: Int64) -> RecordedEntry {
        RecordedEntry(parts, arrival: arrival)
    }

    /// Whether it came after another; of two whose arrivals are not both known, whether it was
    /// recorded later.
    func cameAfter(_ other: RecordedEntry) -> Bool {
        guard let arrival, let earlier = other.arrival, arrival != earlier else {
            return other < self
        }
        return arrival > earlier
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
    /// Compares by the time of recording, within one second by the arrival, one that is not known
    /// first, and then by the digest.
    ///
    /// No answer looks back within one second, so that a late file leads to the same course all the
    /// same; the arrival tells the later one of rival corrections, see `DiaryCourse`.
    public static func < (left: RecordedEntry, right: RecordedEntry) -> Bool {
        let (leftTime, rightTime) = (left.entry.recordedAt.instant, right.entry.recordedAt.instant)
        guard leftTime == rightTime else { return leftTime < rightTime }
        let (leftArrival, rightArrival) = (left.arrival ?? .min, right.arrival ?? .min)
        guard leftArrival == rightArrival else { return leftArrival < rightArrival }
        return left.id < right.id
    }
}
