import PainDosing
import Quantities
import TableText

/// Reads the ranges of a row and proves that they tile: no gap, no overlap, one style of edge.
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
        checkTiling(bands, &reader)
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
        let isUpperIncluded = reader.has("above")
        let isLowerIncluded = reader.has("atLeast")
        let (lowerKey, upperKey) = isUpperIncluded ? ("above", "upTo") : ("atLeast", "below")
        guard isUpperIncluded != isLowerIncluded else {
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
        return (lower, upper, isUpperIncluded ? .upperIncluded : .lowerIncluded)
    }

    private static func checkTiling<Content>(
        _ bands: [Band<Content>], _ reader: inout NodeReader
    ) {
        for (band, next) in zip(bands, bands.dropFirst()) {
            guard let upper = band.upper else {
                reader.fault("only the last range may be without an end", line: band.line)
                continue
            }
            if band.edge != next.edge {
                reader.fault(
                    "the ranges of one row have the same style of edges", line: next.line)
            }
            if next.lower > upper {
                reader.fault(
                    "there is a gap between \(upper) and \(next.lower)", line: next.line)
            }
            if next.lower < upper {
                reader.fault(
                    "the range overlaps the one before, which ends at \(upper)", line: next.line)
            }
        }
    }
}
