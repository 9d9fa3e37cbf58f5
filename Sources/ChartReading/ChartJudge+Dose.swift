import PainDosing
import Quantities

/// A dose as it was worked out, perhaps a range.
struct ChartDose {
    var low: Mass
    var high: Mass
    /// The sum, such as "10 mg/5 mL: 5 mL = 10 mg"; nil where the dose stands there as it is.
    var sum: String?
    /// The rows of the brand that the dose fits.
    var rows: [ChartCandidate]
}

extension ChartJudge {
    /// Refuses numbers that no rule has made part of the dose.
    private func refuseLeftOver() throws(ChartDoubt) {
        let isTwice =
            (!facts.rates.isEmpty && (!facts.masses.isEmpty || !facts.volumes.isEmpty))
            || !facts.volumeRates.isEmpty || !facts.patchSum.isEmpty || facts.rates.count > 1
            || (facts.rates.first.map { $0.hours != Rational(24) } ?? false)
        let isOver = overHours.map { $0 != Rational(24) } ?? false
        let isBare = !facts.bareNumbers.isEmpty && !facts.masses.isEmpty && bareUnits == nil
        let isClock = facts.clockTimes == 1
        guard !isTwice, !isOver, !isBare, !isClock else {
            throw ChartDoubt(
                "the numbers of \(nameWords) are not all understood: write one dose with its unit, how "
                    + "many at a time, and how often.",
                choices: ["\(nameWords) 10 mg every 12 hours"])
        }
    }

    /// "50 mg caps 2": how many at a time.
    private var bareUnits: ChartAmount? {
        let named: Set<ChartMeaning> = [.tablet, .capsule, .sachet, .suppository, .ampoule]
        guard facts.units.isEmpty, facts.bareNumbers.count == 1, let bare = facts.bareNumbers.first,
            bare.high <= Rational(10), bare.low.isWhole, !meanings.isDisjoint(with: named)
        else { return nil }
        return bare
    }

    // MARK: Doses

    /// An item of single doses.
    func doseItem(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartItem {
        if facts.masses.count > 1 { return try severalDoses(candidates) }
        try refuseLeftOver()
        let dose = try dose(candidates)
        return try item(dose, mass: nil)
    }

    /// "10 mg in the morning, 20 mg at night".
    private func severalDoses(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartItem {
        let count = facts.masses.count
        let hasOwn = (1...count).allSatisfy { place in
            facts.frequencies.contains { $0.after == place }
                || facts.times.contains { $0.after == place }
        }
        let isPlain =
            facts.volumes.isEmpty && facts.units.isEmpty && facts.scheme == nil
            && !isAsNeeded && facts.bareNumbers.isEmpty
        guard hasOwn, isPlain else {
            let all = facts.masses.map { amountWords($0.amount, $0.unit) }.joined(
                separator: " and ")
            throw ChartDoubt(
                "two doses of \(nameWords) stand there, \(all): which one is given, and how often? "
                    + "Part two items with a comma.")
        }
        var whole: ChartItem?
        let doses = facts.times.count
        for (index, written) in facts.masses.enumerated() {
            let dose = try massDose(written.amount, written.unit, candidates)
            let part = try item(dose, mass: index + 1, dosesADay: doses)
            if whole == nil {
                whole = part
            } else {
                whole?.items += part.items
                whole?.words += "; " + part.words
            }
        }
        guard let whole else { throw ChartDoubt("the dose of \(nameWords) is missing.") }
        return whole
    }

    /// The dose that the numbers come to.
    private func dose(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartDose {
        if let drops = facts.units.first(where: { $0.kind.contains(.drop) }) {
            return try dropDose(drops.amount, candidates)
        }
        if let volume = facts.volumes.first {
            return try volumeDose(volume, candidates)
        }
        if let written = facts.masses.first {
            let dose = try massDose(written.amount, written.unit, candidates)
            return try unitsOf(dose)
        }
        if let rate = facts.rates.first, rate.hours == Rational(24), facts.rates.count == 1 {
            // "60 mg/24 h" by mouth is what the day comes to.
            return try massDose(rate.amount, rate.unit, candidates)
        }
        if facts.concentrations.count == 1, facts.bareNumbers.isEmpty {
            throw ChartDoubt(
                "how much of \(nameWords) is given each time? \(facts.concentrations[0].words) is its "
                    + "strength.", choices: ["\(facts.concentrations[0].words), 5 mL"])
        }
        return try strengthDose(candidates)
    }

    private func massDose(
        _ amount: ChartAmount, _ unit: ChartMeaning, _ candidates: [ChartCandidate]
    ) throws(ChartDoubt) -> ChartDose {
        let low = try mass(amount.low, unit)
        let high = try mass(amount.high, unit)
        let checked = try checked(high, unit, candidates)
        return ChartDose(low: low, high: high, sum: nil, rows: checked)
    }

    func mass(_ value: Rational, _ unit: ChartMeaning) throws(ChartDoubt) -> Mass {
        try exactly { () throws(QuantityError) in
            switch unit {
            case .microgram: try .micrograms(value)
            case .gram: try .grams(value)
            default: try .milligrams(value)
            }
        }
    }

    /// Two tablets of 30 mg.
    private func unitsOf(_ dose: ChartDose) throws(ChartDoubt) -> ChartDose {
        guard let amount = facts.units.first?.amount ?? (facts.masses.isEmpty ? nil : bareUnits)
        else {
            return dose
        }
        if facts.units.count > 1 {
            throw ChartDoubt("how many of \(nameWords) are given at a time?")
        }
        if amount == ChartAmount(.one) { return dose }
        let isStrength = dose.rows.contains { row in
            guard let brand = row.brand else { return true }
            let value =
                brand.unit == .microgram
                ? (try? dose.low.micrograms()) ?? .zero : dose.low.milligrams
            return brand.strengths.contains { $0.opioid == value }
        }
        guard isStrength else {
            throw ChartDoubt(
                "is \(words(dose.low)) what one of them holds, or what all of them hold together?",
                choices: ["\(nameWords) \(words(dose.low))"])
        }
        let low = try scaled(dose.low, amount.low)
        let high = try scaled(dose.high, amount.high)
        return ChartDose(
            low: low, high: high,
            sum: "\(amountWords(amount)) x \(words(dose.low)) = \(words(low))",
            rows: dose.rows)
    }

    func scaled(_ mass: Mass, _ factor: Rational) throws(ChartDoubt) -> Mass {
        try exactly { () throws(QuantityError) in try mass.scaled(by: factor) }
    }

    // MARK: Liquids

    private func volumeDose(
        _ volume: ChartAmount, _ candidates: [ChartCandidate]
    ) throws(ChartDoubt) -> ChartDose {
        guard facts.volumes.count == 1 else {
            throw ChartDoubt("two volumes of \(nameWords) stand there: which one is given?")
        }
        let liquids = candidates.filter { $0.brand?.unit == .milligramPerMillilitre }
        let rows = liquids.isEmpty ? candidates : liquids
        if facts.concentrations.count > 1 { throw twoStrengths() }
        if let concentration = facts.concentrations.first {
            let low = try product(concentration.perMillilitre, volume.low)
            let high = try product(concentration.perMillilitre, volume.high)
            if let written = facts.masses.first {
                guard try mass(written.amount.low, written.unit) == low else {
                    throw ChartDoubt(
                        "\(amountWords(written.amount, written.unit)) and \(amountWords(volume)) mL of "
                            + "\(concentration.words) are not the same dose of \(nameWords): which one is "
                            + "given?")
                }
            }
            let known = Set(liquids.flatMap { $0.brand?.strengths.map(\.opioid) ?? [] })
            if !known.isEmpty, !known.contains(concentration.perMillilitre), name.isBrand {
                throw ChartDoubt(
                    "\(concentration.words) is no strength of \(nameWords); made are "
                        + concentrationWords(known) + ": which strength is it?")
            }
            try refuseTiny(low, candidates)
            return ChartDose(
                low: low, high: high,
                sum: "\(concentration.words), \(amountWords(volume)) mL = \(words(low))", rows: rows
            )
        }
        if let written = facts.masses.first, facts.masses.count == 1, !volume.isRange,
            !written.amount.isRange
        {
            let dose = try mass(written.amount.low, written.unit)
            let known = Set(liquids.flatMap { $0.brand?.strengths.map(\.opioid) ?? [] })
            let per = try exactly { () throws(QuantityError) in
                try dose.milligrams.divided(by: volume.low)
            }
            guard known.contains(per) else {
                throw ChartDoubt(
                    "is \(words(dose)) the dose of \(nameWords), or does \(amountWords(volume)) mL hold "
                        + "it? Write the strength as on the bottle.",
                    choices: ["\(nameWords) \(words(dose))/\(amountWords(volume)) mL"])
            }
            return ChartDose(
                low: dose, high: dose, sum: "\(amountWords(volume)) mL = \(words(dose))", rows: rows
            )
        }
        let known = Set(liquids.flatMap { $0.brand?.strengths.map(\.opioid) ?? [] })
        throw ChartDoubt(
            "which strength is \(nameWords)? A volume is no dose: write the strength as on the bottle, mg "
                + "in so many mL.",
            choices: known.sorted().map {
                "\(nameWords) \($0.decimal().text) mg/mL, \(amountWords(volume)) mL"
            })
    }

    private func twoStrengths() -> ChartDoubt {
        ChartDoubt("two strengths of \(nameWords) stand there: which one is it?")
    }

    private func concentrationWords(_ known: Set<Rational>) -> String {
        known.sorted().map { "\($0.decimal().text) mg/mL" }.joined(separator: ", ")
    }

    private func product(
        _ perMillilitre: Rational, _ volume: Rational
    ) throws(ChartDoubt) -> Mass {
        try exactly { () throws(QuantityError) in
            try .milligrams(try perMillilitre.multiplied(by: volume))
        }
    }

    private func dropDose(
        _ drops: ChartAmount, _ candidates: [ChartCandidate]
    ) throws(ChartDoubt) -> ChartDose {
        var rows = candidates.filter { $0.brand?.milligramsPerDrop != nil }
        if let concentration = facts.concentrations.first, facts.concentrations.count == 1 {
            rows = rows.filter { row in
                row.brand?.strengths.contains { $0.opioid == concentration.perMillilitre } ?? false
            }
        }
        let sizes = Set(rows.compactMap { $0.brand?.milligramsPerDrop })
        guard sizes.count == 1, let size = sizes.first, facts.volumes.isEmpty else {
            throw ChartDoubt(
                "how much does one drop of \(nameWords) hold? Drops differ from bottle to bottle: write "
                    + "the dose in mg, or the strength and the volume in mL.")
        }
        let low = try product(size, drops.low)
        try refuseTiny(low, candidates)
        let high = try product(size, drops.high)
        if let written = facts.masses.first {
            guard try mass(written.amount.low, written.unit) == low else {
                throw ChartDoubt(
                    "\(amountWords(drops)) drops of \(nameWords) hold \(words(low)), not "
                        + "\(amountWords(written.amount, written.unit)): which one is given?")
            }
        }
        return ChartDose(
            low: low, high: high,
            sum: "\(amountWords(drops)) drops of \(size.decimal().text) mg = \(words(low))",
            rows: rows)
    }

    // MARK: Strengths

    /// A number without a unit, or none: the pack says the rest where it leaves no choice.
    private func strengthDose(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartDose {
        let rows = candidates.filter { row in
            row.brand.map { $0.unit == .milligram || $0.unit == .microgram } ?? false
        }
        let known = unique(
            rows.flatMap { row in
                (row.brand?.strengths ?? []).map {
                    KnownStrength(amount: $0.opioid, unit: row.brand?.unit)
                }
            })
        let units = facts.units.first?.amount
        if let bare = facts.bareNumbers.first {
            guard facts.bareNumbers.count == 1, !bare.isRange else {
                throw ChartDoubt(
                    "which of the numbers is the dose of \(nameWords)? Write its unit.")
            }
            let fitting = known.filter { $0.amount == bare.low }
            if fitting.count == 1, let strength = fitting.first {
                let one = try mass(bare.low, strength.unit == .microgram ? .microgram : .milligram)
                return try unitsOf(ChartDose(low: one, high: one, sum: nil, rows: rows))
            }
            if known.count == 1, units == nil, bare.low <= Rational(10), let strength = known.first
            {
                return try unitDose(strength, bare, rows)
            }
            throw ChartDoubt(
                "which unit has \(bare.low.decimal().text) of \(nameWords)? Write mg, mcg or how many "
                    + "tablets.", choices: strengthChoices(known))
        }
        let schemeUnits: ChartAmount? = facts.scheme == nil ? nil : ChartAmount(.one)
        guard let count = units ?? schemeUnits else {
            throw ChartDoubt(
                "which dose of \(nameWords) is it? Write it with its unit.",
                choices: strengthChoices(known))
        }
        guard known.count == 1, let strength = known.first else {
            throw ChartDoubt(
                "which strength of \(nameWords) is it?", choices: strengthChoices(known))
        }
        return try unitDose(strength, count, rows)
    }

    private func unitDose(
        _ strength: KnownStrength, _ count: ChartAmount, _ rows: [ChartCandidate]
    ) throws(ChartDoubt) -> ChartDose {
        let one = try mass(strength.amount, strength.unit == .microgram ? .microgram : .milligram)
        let low = try scaled(one, count.low)
        return ChartDose(
            low: low, high: try scaled(one, count.high),
            sum: "\(amountWords(count)) x \(words(one)) = \(words(low))", rows: rows)
    }

    private func strengthChoices(_ known: [KnownStrength]) -> [String] {
        known.prefix(6).map { strength in
            "\(nameWords) \(strength.amount.decimal().text) "
                + (strength.unit == .microgram ? "mcg" : "mg")
        }
    }

    // MARK: Words

    func amountWords(_ amount: ChartAmount, _ unit: ChartMeaning? = nil) -> String {
        let number =
            amount.isRange
            ? "\(amount.low.decimal().text) to \(amount.high.decimal().text)"
            : amount.low.decimal().text
        return switch unit {
        case .microgram: number + " mcg"
        case .gram: number + " g"
        case .milligram: number + " mg"
        default: number
        }
    }

    func words(_ mass: Mass) -> String {
        if mass.milligrams < .one, let micrograms = try? mass.micrograms() {
            return micrograms.decimal().text + " mcg"
        }
        return mass.milligrams.decimal().text + " mg"
    }
}

/// One strength with its unit.
private struct KnownStrength: Hashable {
    let amount: Rational
    let unit: ChartStrengthUnit?
}
