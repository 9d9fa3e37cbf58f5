/// What the engine answers: a value with its cautions, or a stop without any number.
public enum Outcome<Value: Hashable & Sendable>: Hashable, Sendable {
    case computed(Value)
    case stopped(Refusal)
}

/// Why no number is given, and what to do instead.
public struct Refusal: Hashable, Sendable {
    /// The stops.
    ///
    /// Cautions are left out, since they may speak of doses.
    public let alerts: [Alert]

    /// Keeps the stops of all that was found.
    init(_ alerts: [Alert]) {
        self.alerts = alerts.filter { $0.severity == .stop }.ordered()
    }
}
