/// The patient's pain as rated at the time of the entry; nil is not known, never "none".
public struct PainRating: Hashable, Sendable {
    /// The pain that is there most of the time, on the numeric rating scale.
    public let background: PainScore?
    /// The worst pain since the last entry.
    public let worst: PainScore?
    /// The background pain that the patient calls acceptable.
    public let goal: PainScore?
    /// The mechanism of the background pain.
    public let mechanism: PainMechanism?

    /// A rating of which every part may be unknown.
    public init(
        background: PainScore? = nil, worst: PainScore? = nil, goal: PainScore? = nil,
        mechanism: PainMechanism? = nil
    ) {
        self.background = background
        self.worst = worst
        self.goal = goal
        self.mechanism = mechanism
    }
}
