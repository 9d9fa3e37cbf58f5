import Quantities

/// A row of a conversion set, in the direction in which it is used.
struct Equivalence: Hashable, Sendable {
    let row: ConversionRow
    /// Whether the row is read from right to left.
    let isReversed: Bool
    let set: ConversionSetID

    /// Which end of a published window is taken.
    enum End {
        case lowestResult
        case highestResult
    }

    /// What an amount becomes, with the factor or line that was used; nil outside a table's range.
    ///
    /// - Parameter whole: the amount of the day that a band is chosen by, of which `amount` may be a
    ///   part: two doses of 20 mg are in the band of 40 mg.
    /// - Throws: `QuantityError`.
    func applied(
        to amount: DailyAmount, ofWhole whole: DailyAmount, _ end: End
    ) throws(QuantityError) -> (amount: DailyAmount, factor: ConversionFactor?)? {
        switch row.rule {
        case .factor(let range): return try applied(range, to: amount, end)
        case .bands(let bands):
            for band in bands where try band.contains(whole) {
                return try applied(band.content, to: amount, end)
            }
            return nil
        case .steps(let steps):
            for step in steps where try step.contains(whole) { return (step.content, nil) }
            return nil
        }
    }

    /// The amount of the day that chooses the band, summed over all items that the row speaks of.
    ///
    /// - Parameter amount: the daily amount of the item itself.
    /// - Throws: `QuantityError`.
    func wholeAmount(
        of item: RegimenItem, amounting amount: DailyAmount, in regimen: [RegimenItem]
    ) throws(QuantityError) -> DailyAmount {
        if case .factor = row.rule { return amount }
        let from = isReversed ? row.to : row.from
        var whole: DailyAmount?
        for other in regimen where from.covers(other.form) {
            let part = try other.dailyAmount
            whole = try whole.map { sum throws(QuantityError) in try sum.adding(part) } ?? part
        }
        return whole ?? amount
    }

    private func applied(
        _ range: FactorRange, to amount: DailyAmount, _ end: End
    ) throws(QuantityError) -> (amount: DailyAmount, factor: ConversionFactor?) {
        let takesLowest = (end == .lowestResult) != isReversed
        let factor = takesLowest ? range.lowest : range.highest
        if isReversed {
            let number = try amount.number(in: factor.to).divided(by: factor.value)
            return (try DailyAmount(number, in: factor.from), factor)
        }
        let number = try amount.number(in: factor.from).multiplied(by: factor.value)
        return (try DailyAmount(number, in: factor.to), factor)
    }
}

extension ConversionSet {
    /// The row that leads from one form to another, the more specific one first.
    ///
    /// Rows are never chained: published ratios do not compose (EAPC: 1.5 × 4 is not 5).
    func equivalence(from: OpioidForm, to: OpioidForm) -> Equivalence? {
        var general: Equivalence?
        // By index: to take each row out costs several times as much as to look at it.
        for place in rows.indices {
            let isForward = rows[place].from.covers(from) && rows[place].to.covers(to)
            guard
                isForward
                    || rows[place].isReversible && rows[place].to.covers(from)
                        && rows[place].from.covers(to)
            else { continue }
            let row = rows[place]
            let found = Equivalence(row: row, isReversed: !isForward, set: id)
            if row.from.formulations != nil || row.to.formulations != nil { return found }
            if general == nil { general = found }
        }
        return general
    }

    /// Whether the set prints a line from one form straight to another, neither being oral morphine.
    func prints(from: OpioidForm, to: OpioidForm) -> Bool {
        !from.isOralMorphine && !to.isOralMorphine && equivalence(from: from, to: to) != nil
    }

    /// Whether the set has any row between the two forms.
    func answers(from: OpioidForm, to: OpioidForm) -> Bool {
        from.isOralMorphine && to.isOralMorphine || equivalence(from: from, to: to) != nil
    }
}

extension OpioidForm {
    /// Oral morphine that acts at once: the reference of OMEDD.
    static let oralMorphine = OpioidForm(
        opioid: .morphine, route: .oral, formulation: .immediateRelease)

    /// Morphine by mouth in any form counts as itself.
    var isOralMorphine: Bool { opioid == .morphine && route == .oral }

    /// The form in words for a trace: "oxycodone oral modified-release", "fentanyl nasal spray".
    public var words: String {
        formulation.saysRoute
            ? "\(opioid) \(formulation.words)"
            : "\(opioid) \(route.rawValue) \(formulation.words)"
    }
}
