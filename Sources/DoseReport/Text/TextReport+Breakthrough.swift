import PainDosing

extension TextReport {
    func breakthroughLines(_ answer: BreakthroughAnswer) -> [String] {
        var lines: [String] = []
        switch answer.strategy {
        case .none: lines.append("No rapid-onset opioid.")
        case .titrate: lines.append("Rapid-onset opioid: titrate from the labelled start dose.")
        case .proportional:
            lines.append(
                "Rapid-onset opioid: first dose in proportion to the background opioid where a "
                    + "source gives one.")
        }
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
        let found = criterion.value.map { words($0) } ?? "not recorded"
        let kind = criterion.isBlocking ? "" : ", advisory"
        return
            "  \(met)  \(name(criterion.name)): \(found) (limit \(words(criterion.limit))\(kind)) "
            + "[\(criterion.source)]"
    }

    private func name(_ name: BreakthroughCriterionName) -> String {
        switch name {
        case .opioidTolerant: "opioid-tolerant"
        case .tolerantForAWeek: "background opioid taken for a week"
        case .backgroundControlled: "background pain controlled"
        case .episodesPerDay: "episodes a day"
        case .episodePeak: "peak of the episodes"
        }
    }

    private func words(_ value: CriterionValue) -> String {
        switch value {
        case .omedd(let omedd): "OMEDD \(DoseWords.omedd(omedd))"
        case .score(let score): "NRS \(score.value)"
        case .count(let count): "\(count)"
        case .days(let days): "\(days) days"
        }
    }
}
