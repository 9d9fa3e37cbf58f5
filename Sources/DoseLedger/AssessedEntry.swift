/// An entry with its valid assessment.
public struct AssessedEntry: Hashable, Sendable {
    /// The entry.
    public let entry: StoredEntry
    /// Its valid assessment.
    public let assessment: StoredAssessment
}
