import PainDosing
import Quantities

/// An item of the shorthand, looked at for what a pharmacist would ask about.
struct PlainItem {
    let item: RegimenItem
    let tables: TableSet

    /// Whether the words can be taken as they are: the strength is made, the interval is used, and the
    /// unit is the usual one.
    var isPlain: Bool {
        switch item.amount {
        case .infusion: true
        case .patch(let rate): isPatchOfBrand(rate)
        case .taken(let dose, _): item.form.formulation != .modifiedRelease && isUsual(dose)
        case .scheduled(let dose, let frequency): isInterval(frequency) && isUsual(dose)
        }
    }

    private var line: ProductLine? {
        item.product.flatMap { id in tables.products.first { $0.id == id } }
    }

    private func isPatchOfBrand(_ rate: MassRate) -> Bool {
        guard let line else { return true }
        return line.strengths.contains { strength in
            strength.delivered == .rate(rate) || strength.labelled == .rate(rate)
        }
    }

    private func isInterval(_ frequency: DosingFrequency) -> Bool {
        guard item.form.formulation == .modifiedRelease, let line, let label = line.intervalHours
        else { return true }
        let hours: Rational? =
            switch frequency {
            case .everyHours(let hours): Rational(hours)
            case .timesPerDay(let count): try? Rational(24, over: Int128(count))
            }
        return hours.map { $0 >= Rational(label) } ?? false
    }

    private func isUsual(_ dose: Mass) -> Bool {
        let inMicrograms: Set<String> = ["fentanyl", "sufentanil", "alfentanil", "buprenorphine"]
        let drug = item.form.opioid.name
        if dose.milligrams < ((try? Rational(1, over: 10)) ?? .zero), !inMicrograms.contains(drug) {
            return false
        }
        if inMicrograms.contains(drug), dose.milligrams > Rational(drug == "alfentanil" ? 5 : 2) {
            return false
        }
        guard let line, item.companion == nil else { return true }
        let strengths = line.strengths.compactMap { strength -> Rational? in
            if case .mass(let mass) = strength.labelled { mass.milligrams } else { nil }
        }
        return strengths.isEmpty || isSum(dose.milligrams, strengths.sorted(by: >)[...], most: 4)
    }

    private func isSum(_ value: Rational, _ strengths: ArraySlice<Rational>, most: Int) -> Bool {
        if value == .zero { return true }
        guard most > 0, let largest = strengths.first else { return false }
        if largest <= value, let rest = try? value.subtracting(largest),
            isSum(rest, strengths, most: most - 1)
        {
            return true
        }
        return isSum(value, strengths.dropFirst(), most: most)
    }
}
