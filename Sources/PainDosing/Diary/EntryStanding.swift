/// Whether an entry counts in the course of its patient, and if not, what keeps it from counting.
public enum EntryStanding: Hashable, Sendable {
    /// It counts.
    case counts
    /// Another stands in its place, maybe in the course of another patient.
    case replaced(by: ContentDigest)
    /// It never happened: it, or an entry in whose place it stood, was withdrawn.
    case withdrawn(by: ContentDigest)
    /// Another of the same moment says something else, and stands meanwhile or was confirmed.
    case setAside(for: ContentDigest)
    /// It says nothing of the patient but that an earlier entry never happened.
    case withdrawal(of: ContentDigest)
}
