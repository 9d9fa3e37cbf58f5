import GRDB

extension PendingReassessment {
    /// What `init(_:)` reads, of rows after a number.
    static let selection = """
        SELECT \(StoredEntry.columns), \(StoredAssessment.columns),
            o.assessment, o.attempts, o.lastAttemptAt, o.lastFailure
        FROM reassessmentOutbox AS o JOIN assessment AS n ON n.seq = o.assessment
        JOIN entry AS e ON e.seq = n.entry \(StoredAssessment.joins)
        """

    init(_ row: Row, in db: Database) throws {
        var reader = RowReader(row)
        assessed = AssessedEntry(
            entry: try StoredEntry(&reader), assessment: try StoredAssessment(&reader))
        assessment = try reader.next(Int64.self)
        attempts = try reader.next(Int.self)
        lastAttemptAt = try reader.nextIfPresent(Int64.self)
        lastFailure = try reader.nextIfPresent(String.self)
        records = try RecordCounter.numbers(of: .reassessment(assessment), in: db)
    }
}
