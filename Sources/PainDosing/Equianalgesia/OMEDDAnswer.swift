public import Quantities

/// One regimen item as oral morphine.
public struct OMEDDComponent: Hashable, Sendable {
    public let item: RegimenItem
    /// What the item amounts to in 24 hours.
    public let dailyAmount: DailyAmount
    /// The set whose row was used.
    public let table: ConversionSetID
    /// The factor as published; nil where a printed table line was read, or for oral morphine itself.
    public let factor: ConversionFactor?
    /// Whether the published factor was divided by rather than multiplied with.
    public let isDivided: Bool
    public let omedd: OMEDD
    /// The lowest figure over all sets that know the form.
    public let low: OMEDD
    /// The highest figure over all sets that know the form.
    public let high: OMEDD
    public let source: SourceID?
    public let isVerified: Bool
}

/// The OMEDD of a whole regimen by one set that knows every item.
public struct TableOMEDD: Hashable, Sendable {
    public let table: ConversionSetID
    public let omedd: OMEDD
}

/// Oral morphine equivalent daily dose of a regimen, with its spread over the published field.
public struct OMEDDAnswer: Hashable, Sendable {
    /// The set that was asked for, or the default.
    public let table: ConversionSetID
    public let tablesSHA256: String
    public let omedd: OMEDD
    public let low: OMEDD
    public let high: OMEDD
    public let byTable: [TableOMEDD]
    public let components: [OMEDDComponent]
    public let alerts: [Alert]
    public let trace: [TraceStep]
}
