import Quantities

/// Which product lines a dose may be made of.
struct LineChoice {
    /// Only lines with this interval; nil for any.
    ///
    /// Pumps are filled from ampoules, which have none.
    var everyHours: Int?
    /// Only these lines; empty for any.
    var lines: Set<ProductLineID> = []
}

extension DosingEngine {
    /// The best dispensable dose of a form within a window.
    ///
    /// Lines that the country has and the ward stocks; of these the easiest or the largest dose as the
    /// window asks, then the ward's own preference, the fewest units, and the line's id, so that the
    /// choice is always the same.
    ///
    /// - Throws: `QuantityError`.
    func dispensable(
        _ form: OpioidForm, _ window: DoseWindow, _ choice: LineChoice = LineChoice()
    ) throws(QuantityError) -> DispensableDose? {
        let rounding = rounding(for: form)
        var best: (dose: DispensableDose, ease: DoseEase, rank: LineRank)?
        for line in dispensed(for: form, lines: choice.lines) {
            guard
                choice.everyHours == nil || form.formulation == .infusion
                    || line.intervalHours == choice.everyHours,
                let found = try line.dispensable(
                    window, rounding: rounding, volumeStep: policy.volumeStep),
                stocks(line, for: found.dose.amount)
            else { continue }
            let rank = LineRank(
                preference: policy.formulary.preferred.firstIndex(of: line.id) ?? Int.max,
                units: found.dose.units.reduce(0) { $0 + $1.count }, id: line.id)
            guard let leader = best else {
                best = (found.dose, found.ease, rank)
                continue
            }
            if leader.ease < found.ease || (!(found.ease < leader.ease) && rank < leader.rank) {
                best = (found.dose, found.ease, rank)
            }
        }
        return best?.dose
    }

    /// Whether any product can be dispensed as this form.
    func hasProducts(for form: OpioidForm) -> Bool {
        !dispensed(for: form).isEmpty
    }

    /// Whether any product of this form is made for this interval.
    func hasProducts(for form: OpioidForm, everyHours hours: Int) -> Bool {
        dispensed(for: form).contains { $0.intervalHours == hours }
    }

    /// Hours between doses of a form: a day for a pump, else the shortest interval of its products.
    func interval(of form: OpioidForm, lines: Set<ProductLineID> = []) -> Int? {
        if form.formulation == .infusion { return 24 }
        return dispensed(for: form, lines: lines).compactMap(\.intervalHours).min()
    }

    /// The lines that a dose of the form can be made of: sold in the country, on the ward's list where
    /// it has one, and not combined with another drug.
    ///
    /// - Parameter lines: lines that were asked for by name; they count wherever they are sold, since a
    ///   patient may have brought them, and the answer says where they are not.
    func dispensed(for form: OpioidForm, lines: Set<ProductLineID> = []) -> [ProductLine] {
        let stock = policy.formulary.products
        let products = tables.products
        // By index: to take each line out costs several times as much as to look at it.
        return products.indices.lazy.filter { place in
            products[place].form.isDispensed(for: form) && !products[place].isCombined
                && (lines.isEmpty
                    ? products[place].countries.contains(policy.country)
                    : lines.contains(products[place].id))
                && (stock.isEmpty || stock.contains(products[place].id)
                    || policy.formulary.concentrates[products[place].id] != nil)
        }.map { products[$0] }
    }

    /// Concentrates and strong ampoules only where the ward stocks them, from their own dose up.
    private func stocks(_ line: ProductLine, for amount: DoseAmount) -> Bool {
        guard line.isConcentrate else { return true }
        guard let least = policy.formulary.concentrates[line.id], case .mass(let mass) = amount
        else { return false }
        return mass >= least
    }

    private func rounding(for form: OpioidForm) -> RoundDoses {
        let own = policy.wardSteps.first { $0.opioid == form.opioid && $0.route == form.route }
        return RoundDoses(
            printed: tables.breakthrough.rescue.roundDoses,
            wardSteps: form.formulation == .immediateRelease || form.formulation == .injection
                ? own?.steps.map(\.milligrams) ?? [] : [])
    }
}

/// Which of two lines is taken where both give the dose equally well; the smaller is taken.
private struct LineRank: Comparable {
    let preference: Int
    let units: Int
    let id: ProductLineID

    static func < (left: LineRank, right: LineRank) -> Bool {
        (left.preference, left.units, left.id) < (right.preference, right.units, right.id)
    }
}

extension OpioidForm {
    /// Whether a product of this form is what is dispensed for the other: infusions are filled from
    /// ampoules.
    fileprivate func isDispensed(for wanted: OpioidForm) -> Bool {
        guard opioid == wanted.opioid else { return false }
        if wanted.formulation == .infusion { return formulation == .injection }
        return formulation == wanted.formulation && route == wanted.route
    }
}
