import PainDosing
import Quantities

extension ChartJudge {
    /// A product of an opioid and a second drug, by the strength on its pack.
    func combinedItem(_ opioid: OpioidID) throws(ChartDoubt) -> ChartItem {
        let rows = try combinedRows(opioid)
        if facts.units.contains(where: { $0.kind.contains(.drop) }) || !facts.volumes.isEmpty {
            return try doseItem(rows)
        }
        let (strength, matching) = try strength(rows)
        let count = try units()
        let milligrams = try exactly { () throws(QuantityError) in
            (
                try Mass.milligrams(try strength.opioid.multiplied(by: count.low)),
                try Mass.milligrams(try strength.opioid.multiplied(by: count.high))
            )
        }
        let drug = companionName(matching).flatMap { CompanionDrug(rawValue: $0) }
        let beside = try strength.companion.flatMap { amount in drug.map { ($0, amount) } }
            .map { pair throws(ChartDoubt) in
                Companion(
                    drug: pair.0,
                    amount: try exactly { () throws(QuantityError) in
                        try .milligrams(try pair.1.multiplied(by: count.high))
                    })
            }
        let text = [strength.opioid, strength.companion].compactMap(\.self)
            .map { $0.decimal().text }.joined(separator: "/")
        let dose = ChartDose(
            low: milligrams.0, high: milligrams.1,
            sum: "\(amountWords(count)) x \(text) mg = \(words(milligrams.0)) \(opioid.name)",
            rows: matching)
        return try item(dose, mass: nil, companion: beside)
    }

    private func companionName(_ rows: [ChartCandidate]) -> String? {
        rows.compactMap(\.brand?.companion).first ?? facts.companionDrugs.first
    }

    /// The products that the name stands for, in the forms that the words leave.
    private func combinedRows(_ opioid: OpioidID) throws(ChartDoubt) -> [ChartCandidate] {
        var brands = name.brands.filter { $0.companion != nil }
        if !name.isBrand {
            guard let companion = facts.companionDrugs.first ?? usualCompanion(opioid) else {
                throw ChartDoubt(
                    "two amounts stand behind \(nameWords), which is one drug: which product is it? Write "
                        + "both drugs, or the dose in mg.")
            }
            brands = lexicon.entries.values.flatMap { $0.name?.brands ?? [] }
                .filter { $0.opioid == opioid && $0.companion == companion }
        }
        let modified = meanings.contains(.modified)
        let immediate = meanings.contains(.immediate)
        let route = try route()
        var rows: [ChartCandidate] = []
        for brand in brands {
            if modified, brand.formulation == .immediateRelease { continue }
            if immediate, brand.formulation == .modifiedRelease { continue }
            for place in brand.formulation.routes {
                if let route, route != place { continue }
                // Without a word for it nobody means the suppository.
                if brand.formulation == .suppository, route == nil { continue }
                rows.append(
                    ChartCandidate(
                        form: OpioidForm(
                            opioid: opioid, route: place, formulation: brand.formulation),
                        brand: brand))
            }
        }
        guard !rows.isEmpty else {
            throw ChartDoubt(
                "no product of \(nameWords) is known in this form with a second drug: write the dose of "
                    + "\(opioid.name) in mg.")
        }
        return rows
    }

    private func usualCompanion(_ opioid: OpioidID) -> String? {
        switch opioid.name {
        case "tilidine": "naloxone"
        default: nil
        }
    }

    /// The strength of one unit and the products that have it.
    private func strength(
        _ rows: [ChartCandidate]
    ) throws(ChartDoubt) -> (ChartStrength, [ChartCandidate]) {
        func having(_ test: (ChartStrength) -> Bool) -> [(ChartStrength, ChartCandidate)] {
            rows.flatMap { row in
                (row.brand?.strengths ?? []).filter(test).map { ($0, row) }
            }
        }
        let known = unique(rows.flatMap { $0.brand?.strengths ?? [] })
        let choices = known.prefix(8).map { strength in
            "\(nameWords) "
                + [strength.opioid, strength.companion].compactMap(\.self).map { $0.decimal().text }
                .joined(separator: "/")
        }
        var found: [(ChartStrength, ChartCandidate)]
        if let pair = facts.pairs.first {
            found = having { $0.opioid == pair.0 && $0.companion == pair.1 }
            if found.isEmpty { found = having { $0.opioid == pair.1 && $0.companion == pair.0 } }
            if found.isEmpty, !name.isBrand, let made = genericStrength(pair, rows) {
                return (made, rows)
            }
        } else if let written = facts.masses.first, written.amount.isRange {
            // "10-325 mg" of a combined product is its strength.
            found = having {
                $0.opioid == written.amount.low && $0.companion == written.amount.high
            }
        } else if let written = facts.masses.first, written.unit == .milligram {
            found = having { $0.opioid == written.amount.low }
        } else if let bare = facts.bareNumbers.first, !bare.isRange {
            found = having { $0.opioid == bare.low }
            if found.isEmpty, bare.low <= Rational(10), known.count == 1 {
                found = having { _ in true }
            }
        } else {
            found = known.count == 1 ? having { _ in true } : []
        }
        let strengths = unique(found.map(\.0))
        guard facts.pairs.count <= 1, facts.masses.count <= 1, strengths.count == 1, isOneStrength,
            let strength = strengths.first
        else {
            throw ChartDoubt(
                "which strength of \(nameWords) is it? Write it as on the pack, and how many at a time.",
                choices: Array(choices))
        }
        return (strength, unique(found.map(\.1)))
    }

    private var isOneStrength: Bool {
        (facts.pairs.isEmpty || facts.masses.isEmpty) && facts.rates.isEmpty
            && facts.concentrations.isEmpty && facts.patchSum.isEmpty
            && facts.bareNumbers.count <= 1
            && facts.clockTimes != 1
    }

    /// Which of two amounts is the opioid, where no brand says it.
    private func genericStrength(
        _ pair: (Rational, Rational), _ rows: [ChartCandidate]
    ) -> ChartStrength? {
        let fixed: Set<Rational> = Set([300, 325, 400, 500, 650, 1000].map { Rational($0) })
        switch companionName(rows) {
        case "naloxone": return ChartStrength(opioid: pair.0, companion: pair.1)
        case "paracetamol":
            if fixed.contains(pair.1), !fixed.contains(pair.0) {
                return ChartStrength(opioid: pair.0, companion: pair.1)
            }
            if fixed.contains(pair.0), !fixed.contains(pair.1) {
                return ChartStrength(opioid: pair.1, companion: pair.0)
            }
            return nil
        default: return nil
        }
    }

    private func units() throws(ChartDoubt) -> ChartAmount {
        if facts.units.count > 1 {
            throw ChartDoubt("how many of \(nameWords) are given at a time?")
        }
        if let units = facts.units.first { return units.amount }
        // "Panadeine Forte 2 qid"
        if facts.pairs.isEmpty, facts.masses.isEmpty, facts.bareNumbers.count == 1,
            let bare = facts.bareNumbers.first, bare.high <= Rational(10)
        {
            let isStrength = name.brands.contains {
                $0.strengths.contains { $0.opioid == bare.low }
            }
            if !isStrength { return bare }
        }
        if facts.bareNumbers.count == 1, !facts.pairs.isEmpty, let bare = facts.bareNumbers.first,
            bare.high <= Rational(10)
        {
            return bare
        }
        return ChartAmount(.one)
    }
}
