/// Whether a limit speaks: yes, no, or not known.
enum LimitVerdict: Hashable {
    case met
    case notMet
    /// It can't be told without these facts, each listed once; mostly one, which needs no set.
    case unknown([PatientFact])

    init(_ isMet: Bool) {
        self = isMet ? .met : .notMet
    }

    /// Both: not met as soon as one is not, whatever the other; else unknown as soon as one is.
    func and(_ other: LimitVerdict) -> LimitVerdict {
        switch (self, other) {
        case (.notMet, _), (_, .notMet): .notMet
        case (.met, let verdict), (let verdict, .met): verdict
        case (.unknown(let facts), .unknown(let others)):
            .unknown(facts + others.filter { !facts.contains($0) })
        }
    }
}
