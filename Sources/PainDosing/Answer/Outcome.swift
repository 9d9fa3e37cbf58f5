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
    /// What the patient takes, in the order of the regimen: nothing of it is a proposal.
    ///
    /// Empty where nothing is taken or nobody has said what is.
    public internal(set) var regimen: [RegimenItem] = []
    /// What to do with those of the items that go on acting, where breathing, sedation or oxygen is
    /// the reason; in the order of the regimen.
    public internal(set) var onBoard: [OnBoardAdvice] = []
    /// How old the entry is that wrote the regimen, in whole hours; nil where it is the one asked
    /// about.
    public internal(set) var regimenHours: Int?

    /// Whether nothing but open questions keeps the number back: each confirmed, it would be given.
    public var isQuestion: Bool { !alerts.contains { $0.severity == .stop } }

    /// Whether the number is missing only because no table has the figure: nothing forbids it.
    public var isMissingFigure: Bool { alerts.allSatisfy { $0.code == "no-factor" } }

    /// Keeps the stops and queries of all that was found.
    init(_ alerts: [Alert]) {
        self.alerts = alerts.filter(\.severity.holdsBack).ordered()
    }
}
