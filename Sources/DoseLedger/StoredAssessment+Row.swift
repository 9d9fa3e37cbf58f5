import GRDB
import PainDosing

extension StoredAssessment {
    /// The columns that `init(_:)` reads, after `joins`.
    static let columns = """
        a.seq, a.entry, t.sha256, p.sha256, a.engine, a.outcome, a.json, a.omedd, a.severity, \
        a.madeAt, (SELECT z.sha256 FROM answerSeal AS z WHERE z.assessment = a.seq)
        """

    /// The valid assessment of the entry `e` under the name `a`, with what it was made with.
    static let joins = """
        JOIN assessment AS a ON a.entry = e.seq AND a.supersededBy IS NULL
        JOIN tableSet AS t ON t.id = a.tableSet
        JOIN policy AS p ON p.id = a.policy
        """

    init(_ row: inout RowReader) throws {
        number = try row.next(Int64.self)
        entry = try row.next(Int64.self)
        tableSet = try row.digest()
        policy = try row.digest()
        engine = try row.next(String.self)
        outcome = try row.word(AssessmentOutcome.self)
        json = try row.bytes()
        omedd = try row.nextIfPresent(String.self)
        severity = try row.wordIfPresent(AlertSeverity.self)
        madeAt = try row.next(Int64.self)
        seal = try row.digestIfPresent()
    }
}
