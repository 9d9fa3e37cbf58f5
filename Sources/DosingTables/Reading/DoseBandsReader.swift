import PainDosing
import Quantities
import TableText

/// Reads the ranges of a row and proves that they tile: no overlap, and no gap but where the row says
/// `holes: true`, since its source prints none of the amounts between.
enum DoseBandsReader {
    private struct Band<Content> {
        let lower: Rational
        let upper: Rational?
        let edge: BandEdge
        let content: Content
        let line: Int
    }

    /// The bands under a key; nil after a fault.
    static func bands<Content: Hashable & Sendable>(
        _ key: String, unit: FactorUnit?, _ reader: inout NodeReader,
        _ content: (inout NodeReader, FactorUnit) -> Content?
    ) -> [DoseBand<Content>]? {
        let count = reader.faults.count
        let bands = reader.requiredList(key) { reader -> Band<Content>? in
            let edges = edges(&reader)
            let content = unit.flatMap { content(&reader, $0) }
            guard let (lower, upper, edge) = edges, let content else { return nil }
            return Band(
                lower: lower, upper: upper, edge: edge, content: content, line: reader.line)
        }
        // A band with a fault would look like a gap.
        guard reader.faults.count == count else { return nil }
        checkTiling(bands, mayHaveHoles: reader.optionalFlag("holes") ?? false, &reader)
        guard let unit, reader.faults.count == count else { return nil }
        return bands.compactMap { band in
            guard let lower = unit.amount(band.lower) else { return nil }
            return DoseBand(
                lower: lower, upper: band.upper.flatMap(unit.amount), edge: band.edge,
                content: band.content)
        }
    }

    private static func edges(
        _ reader: inout NodeReader
    ) -> (lower: Rational, upper: Rational?, edge: BandEdge)? {
        if reader.has("at") {
            return reader.positive("at").map { ($0, $0, .bothIncluded) }
        }
        let isLowerExcluded = reader.has("above")
        let isLowerIncluded = reader.has("atLeast")
        let isUpperIncluded = reader.has("upTo")
        let lowerKey = isLowerExcluded ? "above" : "atLeast"
        let upperKey = isUpperIncluded || isLowerExcluded ? "upTo" : "below"
        guard isLowerExcluded != isLowerIncluded else {
            reader.fault("a range is written 'above' and 'upTo', or 'atLeast' and 'below'")
            return nil
        }
        let lower = reader.number(lowerKey)
        let upper = reader.has(upperKey) ? reader.positive(upperKey) : nil
        guard let lower else { return nil }
        if let upper, upper <= lower {
            reader.fault("the range ends before it begins")
            return nil
        }
        if isLowerExcluded { return (lower, upper, .upperIncluded) }
        return (lower, upper, isUpperIncluded ? .bothIncluded : .lowerIncluded)
    }

    private static func checkTiling<Content>(
        _ bands: [Band<Content>], mayHaveHoles: Bool, _ reader: inout NodeReader
    ) {
        for (band, next) in zip(bands, bands.dropFirst()) {
            guard let upper = band.upper else {
                reader.fault("only the last range may be without an end", line: band.line)
                continue
            }
            let includesBoth = [band.edge, next.edge].contains(.bothIncluded)
            if band.edge != next.edge, !mayHaveHoles {
                reader.fault(
                    "the ranges of one row have the same style of edges", line: next.line)
            }
            if next.lower > upper, !mayHaveHoles {
                reader.fault(
                    "there is a gap between \(upper) and \(next.lower)", line: next.line)
            }
            let sharesEdge =
                next.lower == upper && includesBoth && next.edge != .upperIncluded
                && band.edge != .lowerIncluded
            if next.lower < upper || sharesEdge {
                reader.fault(
                    "the range overlaps the one before, which ends at \(upper)", line: next.line)
            }
        }
    }
}
