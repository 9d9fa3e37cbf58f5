import PainDosing

extension TextReport {
    func breakthroughLines(_ answer: BreakthroughAnswer) -> [String] {
        var lines: [String] = []
        lines.append(BreakthroughWords.strategy(answer.strategy))
        lines += answer.options.flatMap { option in
            [optionLine(option)]
                + option.product.contraindications.map { "    \($0.text) [\($0.source)]" }
        }
        if !answer.contraindications.isEmpty {
            lines.append("Not with any rapid-onset opioid; rule out first")
            lines += answer.contraindications.map { "  \($0.text) [\($0.source)]" }
        }
        if let rescue = answer.immediateRelease { lines += rescueLines(rescue) }
        lines.append("Criteria")
        lines += answer.criteria.map { criterionLine($0) }
        lines.append("Background opioid")
        lines += medicationLines(answer.omedd).map { "  " + $0 }
        return lines
    }

    private func optionLine(_ option: RapidOnsetOption) -> String {
        let product = option.product
        let micrograms = { DoseWords.mass($0, inMicrograms: true) }
        var parts = ["\(product.title): \(micrograms(option.dose))"]
        if option.isProportional {
            let ratio = option.ratioDose.map { ", from \(micrograms($0))" } ?? ""
            parts.append("proportional\(ratio); labelled start \(micrograms(option.labelledStart))")
        } else if let line = option.switchStart {
            parts.append("the label's start after \(line.from) \(micrograms(line.dose))")
        } else {
            parts.append("labelled start")
        }
        parts.append("at most \(micrograms(product.maximumDose)) at once")
        parts.append(
            product.repeatAfterMinutes.map { "once more after \($0) minutes" } ?? "no second dose")
        parts.append("next episode after \(product.minimumIntervalHours) hours")
        parts.append("\(product.maximumEpisodesPerDay) a day")
        let mark = product.isVerified ? "" : ", not yet verified"
        return "  " + parts.joined(separator: "; ") + " [\(product.source)\(mark)]"
    }

    private func criterionLine(_ criterion: BreakthroughCriterion) -> String {
        let met =
            switch criterion.isMet {
            case true: "met    "
            case false: "not met"
            case nil: "unknown"
            }
        let found = criterion.value.map { BreakthroughWords.value($0) } ?? "not recorded"
        let kind = criterion.isBlocking ? "" : ", advisory"
        return
            "  \(met)  \(BreakthroughWords.name(criterion.name)): \(found) (limit \(BreakthroughWords.value(criterion.limit))\(kind)) "
            + "[\(criterion.source)]"
    }
}
