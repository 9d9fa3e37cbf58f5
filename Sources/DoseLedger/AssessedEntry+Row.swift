import GRDB

extension AssessedEntry {
    /// What `init(_:)` reads.
    static let selection = """
        SELECT \(StoredEntry.columns), \(StoredAssessment.columns)
        FROM entry AS e \(StoredAssessment.joins)
        """

    init(_ row: Row) throws {
        var reader = RowReader(row)
        entry = try StoredEntry(&reader)
        assessment = try StoredAssessment(&reader)
    }
}
