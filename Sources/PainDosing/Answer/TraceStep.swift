public import Quantities

/// One value in the arithmetic of a trace.
public enum TraceValue: Hashable, Sendable {
    case mass(Mass)
    case dailyDose(DailyDose)
    case rate(MassRate)
    case omedd(OMEDD)
    case number(Rational)
    case factor(ConversionFactor)
    case percentage(Percentage)

    init(_ amount: DailyAmount) {
        switch amount {
        case .mass(let dose): self = .dailyDose(dose)
        case .rate(let rate): self = .rate(rate)
        }
    }
}

/// How the inputs of a step become its result.
public enum TraceOperation: Hashable, Sendable {
    case times
    case dividedBy
    case plus
    case reducedBy
    /// The first input, lowered to what can be dispensed.
    case roundedDownTo
    /// The smallest of the inputs.
    case lowestOf
    /// Read from a printed table line, without arithmetic.
    case lookedUp
}

/// What a step of a trace does.
public enum TraceRule: String, CaseIterable, Hashable, Sendable {
    case dailyAmount = "daily-amount"
    case oralMorphineEquivalent = "oral-morphine-equivalent"
    case total
    case equianalgesicDose = "equianalgesic-dose"
    case incompleteCrossTolerance = "incomplete-cross-tolerance"
    case spreadCap = "spread-cap"
    case organFunction = "organ-function"
    case interaction
    case frailty
    case toxicity
    case methadoneScheme = "methadone-scheme"
    case doseEachTime = "dose-each-time"
    case roundedToProduct = "rounded-to-product"
    case proportionalDose = "proportional-dose"
    case rescueShare = "rescue-share"
    case maximumDose = "maximum-dose"
    case increase
    case largestIncrease = "largest-increase"
    case titratedDose = "titrated-dose"
    case patchStep = "patch-step"
    case reduction
}

/// One step of the derivation, enough to redo the sum by hand.
public struct TraceStep: Hashable, Sendable {
    /// What the step does, such as the conversion to oral morphine.
    public let rule: TraceRule
    /// What the step is about: a drug and its form, or a product.
    public let subject: String
    /// The values that go in, in the order of the arithmetic.
    public let inputs: [TraceValue]
    /// How the inputs become the result.
    public let operation: TraceOperation
    /// The exact result, with its unit; only `roundedDownTo` rounds.
    public let result: TraceValue
    /// The conversion set whose row was used, if any.
    public let table: ConversionSetID?
    /// The publication of the figure; nil for plain arithmetic.
    public let source: SourceID?
    /// How well the figure is known; read for plain arithmetic.
    public let evidence: Evidence

    init(
        _ rule: TraceRule, _ subject: String, _ inputs: [TraceValue], _ operation: TraceOperation,
        _ result: TraceValue, table: ConversionSetID? = nil, source: SourceID? = nil,
        evidence: Evidence = .read
    ) {
        self.rule = rule
        self.subject = subject
        self.inputs = inputs
        self.operation = operation
        self.result = result
        self.table = table
        self.source = source
        self.evidence = evidence
    }
}
