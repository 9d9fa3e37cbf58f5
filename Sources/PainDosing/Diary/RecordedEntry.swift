import Quantities

/// A diary entry together with the digest by which it is known.
public struct RecordedEntry: Hashable, Sendable {
    /// SHA-256 of the bytes that the entry was read from.
    public let id: ContentDigest
    /// What the bytes say.
    public let entry: DiaryEntry

    /// An entry as it was read.
    public init(id: ContentDigest, entry: DiaryEntry) {
        self.id = id
        self.entry = entry
    }
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
