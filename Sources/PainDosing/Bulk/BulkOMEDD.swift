public import Quantities

/// What a bulk computation says of one regimen: its OMEDD, or which item has no figure.
public enum BulkOMEDD: Hashable, Sendable {
    /// The sum over the items, by the lowest figure of each published window.
    case computed(OMEDD)
    /// No number; the first item without a figure, counted from 0.
    ///
    /// `DosingEngine.omedd(of:facts:)` gives the whole reason with what to do instead.
    case refused(item: Int, BulkRefusal)
}

/// Why a bulk computation gives no number.
public enum BulkRefusal: String, CaseIterable, Hashable, Sendable {
    /// The form is in no catalogue, or was looked up in other tables.
    case unknownForm = "unknown-form"
    /// The conversion set has no figure for the form.
    case noFigure = "no-figure"
    /// The day's amount lies outside the range that the conversion set prints.
    case outsideRange = "outside-range"
}
