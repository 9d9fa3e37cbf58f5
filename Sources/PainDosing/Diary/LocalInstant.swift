public import Quantities

/// A moment with the offset of the clock it was read from.
///
/// The offset is kept for showing; order and distance come from the moment alone.
public struct LocalInstant: Hashable, Sendable {
    /// The offsets that a clock may have, in minutes east of UTC: -23:59 to +23:59.
    public static let offsets = -1439...1439

    /// The moment.
    public let instant: Instant
    /// The minutes by which the clock was ahead of UTC.
    public let offsetMinutes: Int

    /// Nil for an offset of a day or more.
    public init?(_ instant: Instant, offsetMinutes: Int) {
        guard LocalInstant.offsets.contains(offsetMinutes) else { return nil }
        self.instant = instant
        self.offsetMinutes = offsetMinutes
    }

    /// The moment on a clock in UTC.
    public init(utc instant: Instant) {
        self.instant = instant
        offsetMinutes = 0
    }
}
