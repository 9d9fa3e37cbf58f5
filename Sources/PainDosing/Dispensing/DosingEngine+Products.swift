import Quantities

extension DosingEngine {
    /// The best dispensable dose of a form that is not above `limit`.
    ///
    /// Lines of the policy's region are preferred; among those, the largest dose wins, then the
    /// fewest units, then the line's id, so that the choice is always the same.
    ///
    /// - Parameter everyHours: only lines with this interval; nil for any.
    /// - Throws: `QuantityError`.
    func dispensable(
        _ form: OpioidForm, atMost limit: DoseAmount, everyHours: Int? = nil
    ) throws(QuantityError) -> DispensableDose? {
        let lines = dispensed(for: form).filter {
            everyHours == nil || form.formulation == .infusion || $0.intervalHours == everyHours
        }
        .sorted { $0.id < $1.id }
        let local = lines.filter { $0.countries.contains(policy.country) }
        for group in [local, lines] {
            var best: DispensableDose?
            for line in group {
                guard let dose = try line.dispensable(atMost: limit) else { continue }
                guard let leader = best else {
                    best = dose
                    continue
                }
                if try leader.isBetter(than: dose) == false { best = dose }
            }
            if let best { return best }
        }
        return nil
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
    func interval(of form: OpioidForm) -> Int? {
        if form.formulation == .infusion { return 24 }
        return dispensed(for: form).compactMap(\.intervalHours).min()
    }

    /// The lines that a dose of the form can be made of; combined products are none of them.
    private func dispensed(for form: OpioidForm) -> [ProductLine] {
        tables.products.filter { !$0.isCombined && $0.form.isDispensed(for: form) }
    }
}

extension DispensableDose {
    /// Whether this dose is kept when `other` comes along.
    fileprivate func isBetter(than other: DispensableDose) throws(QuantityError) -> Bool {
        switch (amount, other.amount) {
        case (.mass(let mine), .mass(let theirs)) where mine != theirs: return mine > theirs
        case (.rate(let mine), .rate(let theirs)) where mine != theirs: return mine > theirs
        case (.mass, .mass), (.rate, .rate): break
        case (.mass, .rate), (.rate, .mass): throw .unitMismatch
        }
        let mine = units.reduce(0) { $0 + $1.count }
        return mine <= other.units.reduce(0) { $0 + $1.count }
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
