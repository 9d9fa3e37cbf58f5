public import Quantities

extension FactorTable {
    /// The OMEDD of a regimen, exactly.
    ///
    /// It allocates nothing and looks nothing up by name. Equal items given twice count twice, and a
    /// figure that depends on the amount is chosen by the whole day of all items it speaks of.
    ///
    /// - Returns: the sum, or the first item without a figure; zero for a regimen without items.
    /// - Throws: `QuantityError.overflow` when the sum can't be kept exactly,
    ///   `QuantityError.unitMismatch` for a rate where the set counts a mass, or the other way.
    public func omedd(of items: Span<BulkItem>) throws(QuantityError) -> BulkOMEDD {
        guard let total = try countedTotal(items) else { return try exactOMEDD(items) }
        return .computed(try OMEDD(canonicalValue: total))
    }

    /// The sum in 64 bits, with one reduction at the end.
    ///
    /// - Returns: nil for whatever is not plain: a number too large, an amount of the other kind, a
    ///   form without a single factor. It is then computed, or refused, the general way.
    private func countedTotal(_ items: Span<BulkItem>) throws(QuantityError) -> Rational? {
        var sum: Int64 = 0
        var denominator: Int64 = 1
        for offset in items.indices {
            let item = items[offset]
            guard item.form.stamp == stamp, item.form.position < counted.count else { return nil }
            let factor = counted[Int(item.form.position)]
            let number: Rational
            switch (item.amount, factor.isOfRate) {
            case (.mass(let dose), false): number = dose.milligramsPerDay
            case (.rate(let rate), true): number = rate.microgramsPerHour
            case (.mass, true), (.rate, false): return nil
            }
            guard factor.count != 0, let numerator = Int64(exactly: number.numerator),
                let divisor = Int64(exactly: number.denominator)
            else { return nil }
            var (term, overflow) = numerator.multipliedReportingOverflow(by: factor.count)
            if divisor != denominator {
                // Brought over one denominator; whether it is the smallest shows in the reduction.
                let scaledTerm = term.multipliedReportingOverflow(by: denominator)
                let scaledSum = sum.multipliedReportingOverflow(by: divisor)
                let common = denominator.multipliedReportingOverflow(by: divisor)
                overflow =
                    overflow || scaledTerm.overflow || scaledSum.overflow || common.overflow
                term = scaledTerm.partialValue
                sum = scaledSum.partialValue
                denominator = common.partialValue
            }
            let added = sum.addingReportingOverflow(term)
            guard !overflow, !added.overflow else { return nil }
            sum = added.partialValue
        }
        let (whole, overflow) = denominator.multipliedReportingOverflow(by: parts)
        return overflow ? nil : try Rational(Int128(sum), over: Int128(whole))
    }

    /// The sum in full width, item by item.
    private func exactOMEDD(_ items: Span<BulkItem>) throws(QuantityError) -> BulkOMEDD {
        var total = Rational.zero
        for offset in items.indices {
            let item = items[offset]
            let form = item.form
            guard form.stamp == stamp, form.position < entries.count else {
                return .refused(item: offset, .unknownForm)
            }
            switch entries[Int(form.position)] {
            case .unknown: return .refused(item: offset, .unknownForm)
            case .noFigure: return .refused(item: offset, .noFigure)
            case .factor(let multiplier):
                total = try total.adding(multiplier.applied(to: item.amount))
            case .ranges(let row, let first, let count):
                let whole = try wholeAmount(of: item, in: items, row: row)
                guard let content = try content(ofRangeWith: whole, first: first, count: count)
                else { return .refused(item: offset, .outsideRange) }
                switch content {
                case .factor(let multiplier):
                    total = try total.adding(multiplier.applied(to: item.amount))
                case .printed(let amount): total = try total.adding(amount)
                case .noFigure: return .refused(item: offset, .noFigure)
                }
            }
        }
        return .computed(try OMEDD(canonicalValue: total))
    }

    /// The amount of the day that chooses the range: over all items that the row speaks of.
    private func wholeAmount(
        of item: BulkItem, in items: Span<BulkItem>, row: Int
    ) throws(QuantityError) -> DailyAmount {
        var whole: DailyAmount?
        for offset in items.indices {
            let other = items[offset]
            guard other.form.stamp == stamp, other.form.position < entries.count,
                members[row * entries.count + Int(other.form.position)]
            else { continue }
            if let sum = whole {
                whole = try sum.adding(other.amount)
            } else {
                whole = other.amount
            }
        }
        return whole ?? item.amount
    }

    private func content(
        ofRangeWith whole: DailyAmount, first: Int, count: Int
    ) throws(QuantityError) -> FactorRangeContent? {
        for place in first..<(first + count) where try ranges[place].contains(whole) {
            return ranges[place].content
        }
        return nil
    }
}
