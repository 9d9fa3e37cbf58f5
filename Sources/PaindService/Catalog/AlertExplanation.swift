import PainDosing

/// What an alert code means and what to do about it, in the words of the journal's catalog.
struct AlertExplanation: Hashable, Sendable {
    let code: String
    let severity: AlertSeverity
    /// What was found and why it matters.
    let meaning: String
    /// What the person at the bedside can do.
    let action: String
    /// The publication behind it; nil for what rests on the input or the tables alone.
    var source: SourceID?
    /// How well the limit is known.
    var evidence = Evidence.read
}

extension AlertExplanation {
    /// The row of the limits table in its own words.
    init(_ limit: SafetyLimit) {
        let severity: AlertSeverity =
            switch limit.care {
            case .every: limit.effect.severity
            // A note, unless the team's policy asks for a caution.
            case .nonCancer: .info
            }
        self.init(
            code: limit.code, severity: severity, meaning: limit.message, action: limit.action,
            source: limit.source, evidence: limit.evidence)
    }

    /// Every alert that an answer by these tables can hold, by its code.
    static func all(_ tables: TableSet) -> [AlertExplanation] {
        Set(tables.limits.map { AlertExplanation($0) } + methodAlerts).sorted { $0.code < $1.code }
    }
}
