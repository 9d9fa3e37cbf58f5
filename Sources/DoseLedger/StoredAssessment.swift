internal import PainDiary
public import PainDosing

/// The valid assessment of an entry as it is kept.
public struct StoredAssessment: Hashable, Sendable {
    /// Its number; assessments are numbered as they were made.
    public let number: Int64
    /// The number of its entry.
    let entry: Int64
    /// The table set it was made with.
    public let tableSet: ContentDigest
    /// The policy it was made with.
    public let policy: ContentDigest
    /// The version of the engine.
    public let engine: String
    /// Whether it gives numbers.
    public let outcome: AssessmentOutcome
    /// The whole assessment as it is stored, for comparison; what is shown or given out is
    /// `intactJSON()`.
    public let json: [UInt8]
    /// The OMEDD in milligrams of oral morphine per day, exact, such as `285/2`; nil after a stop.
    public let omedd: String?
    /// The gravest of its alerts; nil if it has none.
    public let severity: AlertSeverity?
    /// When it was made, in seconds since 1970 in UTC.
    public let madeAt: Int64
    /// What the row was sealed with; nil for rows of earlier versions.
    let seal: ContentDigest?

    /// The whole assessment.
    ///
    /// - Throws: `LedgerError.damagedRow` where what is stored is not what was given.
    public func intactJSON() throws(LedgerError) -> [UInt8] {
        if let damage { throw .damagedRow(damage) }
        return json
    }

    /// That what is stored is not what was recorded; nil where it is, or where nothing can tell.
    public var damage: LedgerDamage? {
        guard let seal, seal != ownSeal else { return nil }
        return .answer(number, entry: entry)
    }

    private var ownSeal: ContentDigest {
        RowSeal.answer(
            entry: entry, tableSet: tableSet, policy: policy, engine: engine, json: json,
            outcome: outcome, omedd: omedd, severity: severity, madeAt: madeAt)
    }
}
