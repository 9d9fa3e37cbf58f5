/// What the engine answers: a value with its cautions, or a stop without any number.
public enum Outcome<Value: Hashable & Sendable>: Hashable, Sendable {
    case computed(Value)
    case stopped(Refusal)
}

/// Why no number is given, and what to do instead.
public struct Refusal: Hashable, Sendable {
    /// The stops, and whatever else was found; none of them holds a dose.
    public let alerts: [Alert]

    init(_ alerts: [Alert]) {
        self.alerts = alerts.ordered()
    }
}
