public import Quantities

/// How long ago something was, for people.
public struct ElapsedTime: Sendable {
    let seconds: Int64

    /// The time from one moment to another; below zero if that one came first.
    public init(from earlier: Instant, to later: Instant) {
        seconds = later.secondsSince1970 - earlier.secondsSince1970
    }

    /// In the two largest units, such as `2 h 5 min ago`; begun ones of the smaller are left out.
    public var words: String {
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"),
            (seconds % 60, "s"),
        ]
        switch seconds {
        case ..<0: return "ahead of this clock"
        case 0: return "now"
        default:
            let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
            return shown.map { "\($0.0) \($0.1)" }.joined(separator: " ") + " ago"
        }
    }
}
