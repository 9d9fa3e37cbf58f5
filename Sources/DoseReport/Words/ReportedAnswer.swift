import PainDosing

/// What every answer carries besides its figures.
protocol ReportedAnswer {
    /// Cautions and notes, most urgent first.
    var alerts: [Alert] { get }
    /// What the safety limits need and nobody knows.
    var unchecked: [UncheckedFact] { get }
    /// The derivation step by step.
    var trace: [TraceStep] { get }
}

extension OMEDDAnswer: ReportedAnswer {}
extension RotationAnswer: ReportedAnswer {}
extension BreakthroughAnswer: ReportedAnswer {}
extension Assessment: ReportedAnswer {}
