public import Quantities

/// How often a scheduled dose is given.
public enum DosingFrequency: Hashable, Sendable {
    /// A number of times in 24 hours; 1 or more.
    case timesPerDay(Int)
    /// Every so many hours; 1 or more.
    case everyHours(Int)

    /// Doses in 24 hours, exactly: every 5 hours is 24/5.
    public var timesPerDay: Rational {
        get throws(QuantityError) {
            switch self {
            case .timesPerDay(let count): Rational(count)
            case .everyHours(let hours): try Rational(24, over: Int128(hours))
            }
        }
    }
}
