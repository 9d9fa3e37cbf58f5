import PainDosing

extension TextReport {
    /// The ordinary rescue dose first: it is what is looked for at night.
    func breakthroughLines(_ answer: BreakthroughAnswer) -> [String] {
        var lines: [String] = []
        if let rescue = answer.immediateRelease { lines += rescueLines(rescue) }
        lines.append(BreakthroughWords.strategy(answer))
        lines += answer.options.flatMap { optionLines($0) }
        if !answer.lowestDoseAdvice.isEmpty {
            lines.append("Others want the lowest dose first, as the labels do")
            lines += answer.lowestDoseAdvice.map { "  \($0.text) [\($0.source)]" }
        }
        if !answer.contraindications.isEmpty {
            lines.append("Not with any rapid-onset opioid; rule out first")
            lines += answer.contraindications.map { "  \($0.text) [\($0.source)]" }
        }
        lines.append("Criteria")
        lines += answer.criteria.map { criterionLine($0) }
        lines.append("Background opioid")
        lines +=
            answer.omedd.map { medicationLines($0).map { "  " + $0 } }
            ?? ["  No oral morphine equivalent: no table in use has a figure."]
        return lines
    }

    private func optionLines(_ option: RapidOnsetOption) -> [String] {
        let product = option.product
        let parts =
            [
                "\(product.title): \(BreakthroughWords.micrograms(option.dose))",
                BreakthroughWords.basis(option),
            ] + BreakthroughWords.limits(product)
        let mark = product.evidence.mark
        let first = "  " + parts.joined(separator: "; ") + " [\(product.source)\(mark)]"
        return [first] + (BreakthroughWords.ratios(option).map { ["    " + $0] } ?? [])
            + product.contraindications.map { "    \($0.text) [\($0.source)]" }
    }

    private func criterionLine(_ criterion: BreakthroughCriterion) -> String {
        let met =
            switch criterion.isMet {
            case true: "met    "
            case false: "not met"
            case nil: "unknown"
            }
        let kind = criterion.isBlocking ? "" : ", advisory"
        return
            "  \(met)  \(BreakthroughWords.name(criterion.name)): \(BreakthroughWords.found(criterion)) "
            + "(limit \(BreakthroughWords.value(criterion.limit))\(kind)) [\(criterion.source)]"
    }
}
