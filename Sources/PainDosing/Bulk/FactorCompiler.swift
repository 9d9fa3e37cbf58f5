import Quantities

/// Looks up once, for every form, what `ConversionSet.oralMorphine` looks up for every item.
struct FactorCompiler {
    /// A larger common denominator leaves no room for the doses in 64 bits.
    private static let mostParts: Int64 = 1 << 24

    private let set: ConversionSet
    private let forms: [OpioidForm]
    /// The unknown form, then one for each form.
    private(set) var entries: [FactorEntry] = [.unknown]
    private(set) var ranges: [DoseBand<FactorRangeContent>] = []
    /// One after the other for each row with ranges: the unknown form, then each form.
    private(set) var members: [Bool] = []

    init(_ set: ConversionSet, forms: [OpioidForm]) throws(QuantityError) {
        self.set = set
        self.forms = forms
        for form in forms { entries.append(try entry(form)) }
    }

    /// The smallest part that all factors are whole numbers of; a factor that would make it too
    /// small is left out.
    func commonParts() -> Int64 {
        var parts: Int64 = 1
        for case .factor(let multiplier) in entries {
            guard let denominator = Int64(exactly: multiplier.value.denominator),
                let whole = try? Rational(Int128(parts), over: Int128(denominator))
            else { continue }
            // The reduced denominator is what `parts` lacks; a fault means no fast way, nothing else.
            let (next, overflow) = parts.multipliedReportingOverflow(by: Int64(whole.denominator))
            if !overflow, next <= FactorCompiler.mostParts { parts = next }
        }
        return parts
    }

    private mutating func entry(_ form: OpioidForm) throws(QuantityError) -> FactorEntry {
        if form.isOralMorphine { return .factor(.reference) }
        guard let found = set.equivalence(from: form, to: .oralMorphine) else { return .noFigure }
        switch found.row.rule {
        case .factor(let range):
            let multiplier = try FactorMultiplier(lowestOf: range, isReversed: found.isReversed)
            return multiplier.map { .factor($0) } ?? .noFigure
        case .bands(let bands):
            return try add(bands, of: found) { range throws(QuantityError) in
                let multiplier = try FactorMultiplier(
                    lowestOf: range, isReversed: found.isReversed)
                return multiplier.map { .factor($0) } ?? .noFigure
            }
        case .steps(let steps):
            return try add(steps, of: found) { amount throws(QuantityError) in
                switch amount {
                case .mass(let dose): .printed(dose.milligramsPerDay)
                case .rate: .noFigure
                }
            }
        }
    }

    private mutating func add<Content>(
        _ bands: [DoseBand<Content>], of found: Equivalence,
        content: (Content) throws(QuantityError) -> FactorRangeContent
    ) throws(QuantityError) -> FactorEntry {
        let side = found.isReversed ? found.row.to : found.row.from
        let row = members.count / (forms.count + 1)
        let first = ranges.count
        members.append(false)
        for form in forms { members.append(side.covers(form)) }
        for band in bands {
            ranges.append(
                DoseBand(
                    lower: band.lower, upper: band.upper, edge: band.edge,
                    content: try content(band.content)))
        }
        return .ranges(row: row, first: first, count: bands.count)
    }
}
