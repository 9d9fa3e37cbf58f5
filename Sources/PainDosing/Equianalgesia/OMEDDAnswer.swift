public import Quantities

/// One regimen item as oral morphine.
public struct OMEDDComponent: Hashable, Sendable {
    /// The item as it was read.
    public let item: RegimenItem
    /// What the item amounts to in 24 hours.
    public let dailyAmount: DailyAmount
    /// The set whose row was used.
    public let table: ConversionSetID
    /// The factor as published; nil where a printed table line was read, or for oral morphine itself.
    public let factor: ConversionFactor?
    /// Whether the published factor was divided by rather than multiplied with.
    public let isDivided: Bool
    /// The item's OMEDD in milligrams a day, by the lowest figure of a published window.
    public let omedd: OMEDD
    /// The lowest figure over all sets that know the form.
    public let low: OMEDD
    /// The highest figure over all sets that know the form.
    public let high: OMEDD
    /// The publication of the figure; nil for oral morphine itself, which needs none.
    public let source: SourceID?
    /// How well the figure is known; read for oral morphine itself.
    public let evidence: Evidence
}

/// The OMEDD of a whole regimen by one set that knows every item.
public struct TableOMEDD: Hashable, Sendable {
    /// The one set that was asked.
    public let table: ConversionSetID
    /// The OMEDD in milligrams a day, by the lowest figure of each published window.
    public let omedd: OMEDD
}

/// Oral morphine equivalent daily dose of a regimen, with its spread over the published field.
public struct OMEDDAnswer: Hashable, Sendable {
    /// The set that was asked for, or the default.
    public let table: ConversionSetID
    /// SHA-256 over the table files, 64 hexadecimal digits in lower case.
    public let tablesSHA256: String
    /// The sum of the components' OMEDD, in milligrams a day.
    public let omedd: OMEDD
    /// The sum of the components' lowest figures; not above `omedd`.
    public let low: OMEDD
    /// The sum of the components' highest figures; not below `omedd`.
    public let high: OMEDD
    /// The whole regimen by each set that knows every item, in the order of the tables.
    public let byTable: [TableOMEDD]
    /// One for each item, in the order of the regimen.
    public let components: [OMEDDComponent]
    /// Cautions and notes, most urgent first; an answer never holds a stop.
    public let alerts: [Alert]
    /// What the safety limits need and nobody knows; empty in an answer that is part of another.
    public let unchecked: [UncheckedFact]
    /// The derivation step by step, in order.
    public let trace: [TraceStep]
}
