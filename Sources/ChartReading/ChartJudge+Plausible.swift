import PainDosing
import Quantities

extension ChartJudge {
    /// The drugs whose doses are written in micrograms.
    private static let inMicrograms: Set<String> = [
        "fentanyl", "sufentanil", "alfentanil", "buprenorphine",
    ]

    /// The candidates that the dose can be one of.
    ///
    /// A dose that no strength makes, and one far from every strength, is asked about.
    func checked(
        _ dose: Mass, _ unit: ChartMeaning, _ candidates: [ChartCandidate]
    ) throws(ChartDoubt) -> [ChartCandidate] {
        guard name.isBrand, candidates.contains(where: { $0.brand != nil }) else {
            return try checkedGeneric(dose, unit, candidates)
        }
        let fitting = candidates.filter { row in row.brand.map { canMake(dose, $0) } ?? false }
        if !fitting.isEmpty { return fitting }
        let siblings = siblings(of: candidates).filter { row in
            row.brand.map { canMake(dose, $0) } ?? false
        }
        if !siblings.isEmpty { return siblings }
        let known = unique(
            candidates.flatMap { row in
                (row.brand?.strengths ?? []).map(\.opioid)
            }
        ).sorted().map { $0.decimal().text }.joined(separator: ", ")
        let unitWords = candidates.contains { $0.brand?.unit == .microgram } ? "mcg" : "mg"
        throw ChartDoubt(
            "\(words(dose)) is no strength of \(nameWords), nor a sum of a few; made are \(known) "
                + "\(unitWords). Which dose and unit are meant?")
    }

    /// Asks for the unit of a dose that is a thousandth of what is usual.
    func refuseTiny(_ dose: Mass, _ candidates: [ChartCandidate]) throws(ChartDoubt) {
        let isMicro = candidates.contains { Self.inMicrograms.contains($0.form.opioid.name) }
        let least = try? Rational(1, over: isMicro ? 200 : 10)
        guard let least, dose.milligrams < least else { return }
        throw ChartDoubt(
            "which unit is meant? \(words(dose)) is far from the usual doses of \(nameWords).")
    }

    /// The same brand in its other release: Palladone 8 mg is a strength of Palladone SR.
    private func siblings(of candidates: [ChartCandidate]) -> [ChartCandidate] {
        let own = ChartText.key(ofWritten: nameWords)
        let key = own + " "
        let forms: Set<Formulation> = [.immediateRelease, .modifiedRelease]
        guard candidates.allSatisfy({ forms.contains($0.form.formulation) }) else { return [] }
        var found: [ChartCandidate] = []
        for (other, entry) in lexicon.entries
        where other.hasPrefix(key) || own.hasPrefix(other + " ") {
            guard let sibling = entry.name, sibling.isBrand, sibling.opioids == name.opioids
            else { continue }
            let rest =
                other.hasPrefix(key) ? other.dropFirst(key.count) : own.dropFirst(other.count + 1)
            let isRelease = lexicon(String(rest)).map {
                $0.meanings.contains(.modified) || $0.meanings.contains(.immediate)
            }
            guard isRelease ?? false else { continue }
            for brand in sibling.brands where forms.contains(brand.formulation) {
                found.append(
                    ChartCandidate(
                        form: OpioidForm(
                            opioid: brand.opioid, route: .oral, formulation: brand.formulation),
                        brand: brand))
            }
        }
        return found
    }

    private func canMake(_ dose: Mass, _ brand: ChartBrand) -> Bool {
        switch brand.unit {
        case .milligramPerMillilitre:
            // Any volume can be drawn up; far off is another unit.
            guard let most = brand.strengths.map(\.opioid).max() else { return true }
            return dose.milligrams <= ((try? most.multiplied(by: Rational(100))) ?? most)
                && (Self.inMicrograms.contains(brand.opioid.name)
                    || dose.milligrams >= ((try? Rational(1, over: 10)) ?? .zero))
        case .microgramPerHour: return false
        case .milligram, .microgram:
            let value =
                brand.unit == .milligram ? dose.milligrams : ((try? dose.micrograms()) ?? .zero)
            let strengths = Set(brand.strengths.map(\.opioid))
            if strengths.isEmpty { return true }
            let halves =
                brand.formulation == .immediateRelease || brand.formulation == .sublingualTablet
            return isSum(value, strengths.sorted(by: >)[...], most: 4)
                || (halves && isSum(twice(value), strengths.sorted(by: >)[...], most: 1))
        }
    }

    private func twice(_ value: Rational) -> Rational {
        (try? value.multiplied(by: Rational(2))) ?? value
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

    private func checkedGeneric(
        _ dose: Mass, _ unit: ChartMeaning, _ candidates: [ChartCandidate]
    ) throws(ChartDoubt) -> [ChartCandidate] {
        guard let form = candidates.first?.form else { return candidates }
        let isMicro = Self.inMicrograms.contains(form.opioid.name)
        let most = largestUsual(form)
        let tooSmall =
            isMicro
            ? dose.milligrams < ((try? Rational(1, over: 200)) ?? .zero)
            : unit == .microgram || dose.milligrams < ((try? Rational(1, over: 10)) ?? .zero)
        let isFar = most.map { dose.milligrams > $0 } ?? false
        guard tooSmall || isFar else { return candidates }
        let number = amountWords(facts.masses.first?.amount ?? ChartAmount(dose.milligrams))
        throw ChartDoubt(
            "which unit is meant? \(words(dose)) is far from the usual doses of \(nameWords).",
            choices: ["\(nameWords) \(number) mg", "\(nameWords) \(number) mcg"])
    }

    /// Four times the largest strength of the drug in this form, in milligrams.
    private func largestUsual(_ form: OpioidForm) -> Rational? {
        var largest: Rational?
        for entry in lexicon.entries.values {
            for brand in entry.name?.brands ?? []
            where brand.opioid == form.opioid && brand.formulation == form.formulation
                && brand.companion == nil
            {
                for strength in brand.strengths {
                    let milligrams: Rational? =
                        switch brand.unit {
                        case .milligram: strength.opioid
                        case .microgram: try? strength.opioid.divided(by: Rational(1000))
                        case .milligramPerMillilitre:
                            brand.formulation == .immediateRelease
                                ? try? strength.opioid.multiplied(by: Rational(5))
                                : try? strength.opioid.multiplied(by: Rational(2))
                        case .microgramPerHour: nil
                        }
                    if let milligrams { largest = max(largest ?? milligrams, milligrams) }
                }
            }
        }
        return largest.flatMap { try? $0.multiplied(by: Rational(4)) }
    }
}
