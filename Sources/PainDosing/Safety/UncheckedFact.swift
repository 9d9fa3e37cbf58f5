/// A fact that is not known, with the limits that it would decide.
public struct UncheckedFact: Hashable, Sendable {
    /// The fact that is missing.
    public let fact: PatientFact
    /// Codes of the limits, and kinds of the adjustments, that nobody checked; sorted, one or more.
    public let limits: [String]

    /// A missing fact; the limits are sorted and named once.
    public init(fact: PatientFact, limits: some Sequence<String>) {
        self.fact = fact
        self.limits = limits.sorted().reduce(into: []) { named, limit in
            if named.last != limit { named.append(limit) }
        }
    }
}

extension [UncheckedFact] {
    /// The same in the order of the facts, each fact once with all its limits.
    func merged() -> [UncheckedFact] {
        Dictionary(grouping: self, by: \.fact)
            .map { UncheckedFact(fact: $0.key, limits: $0.value.flatMap(\.limits)) }
            .sorted { $0.fact < $1.fact }
    }
}
