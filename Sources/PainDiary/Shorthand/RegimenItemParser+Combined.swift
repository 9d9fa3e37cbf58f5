import PainDosing
import Quantities

extension RegimenItemParser {
    /// Whether the name stands for combined products alone, so that one number is no dose of it.
    var isCombined: Bool {
        guard let lines = name?.lines, !lines.isEmpty else { return false }
        return lines.allSatisfy(\.isCombined)
    }

    /// Refuses the strength of a combined product after the name of another.
    ///
    /// - Throws: `RegimenError`.
    func checkPair() throws(RegimenError) {
        guard let pair, !(name?.lines.contains(where: \.isCombined) ?? false) else { return }
        throw RegimenError(
            message: "\(pair.text) is a strength of two drugs, and \(nameText) names one; name the "
                + "combined product, such as co-codamol, or write the dose in mg")
    }

    /// Asks for a marketed strength; nil if there is one.
    func strengthQuestion(_ forms: [OpioidForm]) -> String? {
        let strengths = combined.filter { forms.contains($0.line.form) }.map(\.strength)
            .sorted { $0.opioidMilligrams < $1.opioidMilligrams }
        let known = unique(strengths.map(\.pairText)).joined(separator: ", ")
        guard let pair else {
            let drugs = unique(strengths.compactMap(\.companion?.drug.rawValue))
            return "\(nameText) holds \(drugs.joined(separator: " or ")) as well; write the "
                + "strength as on the pack and how many tablets, one of: \(known)"
        }
        guard !strengths.contains(where: { $0.matches(pair) }) else { return nil }
        return "\(pair.text) is no marketed strength of \(nameText); marketed are \(known)"
    }

    /// The item of so many tablets of a strength, with what they hold besides the opioid.
    ///
    /// One tablet is meant where no number is given: the strength is that of one.
    ///
    /// - Throws: `RegimenError`.
    func combinedItem(
        _ pair: StrengthPair, _ form: OpioidForm
    ) throws(RegimenError) -> RegimenItem {
        let found = combined.filter { $0.line.form == form && $0.strength.matches(pair) }
        guard let strength = found.first?.strength, let companion = strength.companion,
            case .mass(let opioid) = strength.delivered
        else {
            // Asked for before, together with what else is missing.
            throw RegimenError(message: strengthQuestion([form]) ?? "the strength is missing")
        }
        if frequency != nil, let count {
            throw RegimenError(
                message: "there are both a frequency and x\(count); write \(count) tablets for one "
                    + "regular dose, or x\(count) alone for \(count) doses taken as needed in "
                    + "24 hours")
        }
        let units = Rational(unitsPerDose ?? 1)
        let (dose, beside) = try exactly { () throws(QuantityError) in
            (try opioid.scaled(by: units), try companion.amount.scaled(by: units))
        }
        return RegimenItem(
            form: form, amount: try given(dose), product: found.first?.line.id,
            companion: Companion(drug: companion.drug, amount: beside))
    }

    /// The strengths of the combined products that the name stands for.
    private var combined: [(line: ProductLine, strength: ProductStrength)] {
        (name?.lines ?? []).filter(\.isCombined)
            .flatMap { line in line.strengths.map { (line, $0) } }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}

extension ProductStrength {
    /// What the unit of a combined product holds of the opioid, for the order of a list.
    fileprivate var opioidMilligrams: Rational {
        if case .mass(let opioid) = labelled { opioid.milligrams } else { .zero }
    }

    /// The strength as the pack of a combined product has it; empty for any other.
    fileprivate var pairText: String {
        guard case .mass(let opioid) = labelled, let companion else { return "" }
        return "\(opioid.milligrams.decimal().text)/\(companion.amount.milligrams.decimal().text)"
    }

    fileprivate func matches(_ pair: StrengthPair) -> Bool {
        guard case .mass(let opioid) = labelled, let companion else { return false }
        // Neither number can fail here: the tokens were checked.
        return opioid.milligrams == (try? Rational(decimal: pair.opioid))
            && companion.amount.milligrams == (try? Rational(decimal: pair.companion))
    }
}

extension RegimenToken {
    /// Whether the token is the strength of a combined product.
    var isPair: Bool {
        switch self {
        case .pair: true
        case .number, .word: false
        }
    }
}
