/// What kind of lesion the background pain comes from.
public enum PainMechanism: String, CaseIterable, Hashable, Sendable {
    /// From tissue.
    case nociceptive
    /// From nerves.
    case neuropathic
    /// From both.
    case mixed
}
