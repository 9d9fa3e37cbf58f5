/// A moment in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since the start of 1970 in UTC.
    public let secondsSince1970: Int64

    /// The moment so many seconds after the start of 1970 in UTC; negative before it.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// The moment a number of whole hours earlier.
    public func hoursEarlier(_ hours: Int) -> Instant {
        Instant(secondsSince1970: secondsSince1970 - Int64(hours) * 3600)
    }

    /// The moment a number of whole hours later.
    public func hoursLater(_ hours: Int) -> Instant { hoursEarlier(-hours) }

    /// The whole hours from an earlier moment to this one, a begun hour left out.
    public func wholeHours(since earlier: Instant) -> Int {
        Int((secondsSince1970 - earlier.secondsSince1970) / 3600)
    }

    /// Compares by time: the earlier moment is less.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }
}
