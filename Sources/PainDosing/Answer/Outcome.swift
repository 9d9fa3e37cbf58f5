/// What the engine answers: a value with its cautions, or stops and queries without any number.
public enum Outcome<Value: Hashable & Sendable>: Hashable, Sendable {
    case computed(Value)
    case stopped(Refusal)
}

/// Why no number is given, and what to do instead.
public struct Refusal: Hashable, Sendable {
    /// The stops, then the queries.
    ///
    /// Cautions are left out, since they may speak of doses.
    public let alerts: [Alert]

    /// Whether nothing but open questions keeps the number back: each confirmed, it would be given.
    public var isQuestion: Bool { !alerts.contains { $0.severity == .stop } }

    /// Whether the number is missing only because no table has the figure: nothing forbids it.
    public var isMissingFigure: Bool { alerts.allSatisfy { $0.code == "no-factor" } }

    /// Keeps the stops and queries of all that was found.
    init(_ alerts: [Alert]) {
        self.alerts = alerts.filter(\.severity.holdsBack).ordered()
    }
}
