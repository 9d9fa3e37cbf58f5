/// What one diary entry comes to in the patient's course.
public struct Assessment: Hashable, Sendable {
    /// OMEDD of the regimen and of everything taken in the 24 hours before the entry; nil where the
    /// diary says nothing of the regimen.
    public let medication: OMEDDAnswer?
    /// Nil where no breakthrough dose may be computed; an alert says why.
    public let breakthrough: BreakthroughAnswer?
    /// What to do with the background opioid; nil where the tables lack the policy asked for.
    public let titration: TitrationAnswer?
    /// All alerts of the parts, most urgent first.
    public let alerts: [Alert]
    /// What the safety limits of the parts need and nobody knows.
    public let unchecked: [UncheckedFact]
    /// The other treatments of bone metastases; nil where the entry says nothing of any.
    public internal(set) var review: MultimodalReview?

    /// The steps of the parts, in their order.
    public var trace: [TraceStep] {
        (medication?.trace ?? []) + (breakthrough?.trace ?? []) + (titration?.trace ?? [])
    }
}
