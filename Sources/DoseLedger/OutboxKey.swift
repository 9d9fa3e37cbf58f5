/// What waits in the outbox, by which it is marked done.
public enum OutboxKey: Hashable, Sendable {
    /// A file that came, by the number of its arrival.
    case arrival(Int64)
    /// An assessment that superseded another, by its number.
    case reassessment(Int64)

    /// The number of the arrival or of the assessment.
    public var number: Int64 {
        switch self {
        case .arrival(let number), .reassessment(let number): number
        }
    }
}
