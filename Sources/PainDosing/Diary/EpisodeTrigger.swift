/// What sets off an episode of breakthrough cancer pain (BTcP).
public enum EpisodeTrigger: String, CaseIterable, Hashable, Sendable {
    /// Nothing that could be named.
    case spontaneous
    /// Movement, cough, dressing, a procedure.
    case incident
    /// The background dose wearing off before the next.
    case endOfDose = "end-of-dose"
}
