import PainDosing
import Quantities

/// The breakthrough doses and their criteria in words.
enum BreakthroughWords {
    /// How the rapid-onset doses are found.
    static func strategy(_ answer: BreakthroughAnswer) -> String {
        guard answer.strategy != .none else { return "No rapid-onset opioid." }
        guard !answer.options.isEmpty else {
            return "Rapid-onset opioid: none that these tables give a dose of."
        }
        let isInUse = answer.options.contains { $0.basis.isInUse }
        let how =
            isInUse
            ? "the product in use goes on by its own label."
            : answer.strategy == .proportional
                ? "first dose in proportion to the background opioid where a source gives one."
                : "titrate from the labelled start dose."
        return answer.isEligible
            ? "Rapid-onset opioid: " + how
            : "Rapid-onset opioid, only once what is unknown below is known: " + how
    }

    /// Where the dose of an option comes from.
    static func basis(_ option: RapidOnsetOption) -> String {
        switch option.basis {
        case .start: return "labelled start"
        case .proportional:
            let ratio = option.ratioDose.map { ", from \(micrograms($0))" } ?? ""
            return "proportional\(ratio)"
        case .switched(let line):
            return "the label's start after \(line.from) \(micrograms(line.dose))"
        case .nextStep(let inUse): return "the label's next step after \(micrograms(inUse))"
        case .maximum: return "in use; the label's largest dose, there is no next step"
        case .sameDose: return "in use; stay at this dose"
        case .reliefNotKnown:
            return "in use; record the pain 30 minutes after each dose before any next step"
        }
    }

    /// The limits of the label: at once, again in the same episode, between episodes, a day.
    static func limits(_ product: RapidOnsetProduct) -> [String] {
        [
            "at most \(micrograms(product.maximumDose)) at once",
            product.repeatAfterMinutes.map { "once more after \($0) minutes" } ?? "no second dose",
            "next episode after \(product.minimumIntervalHours) hours",
            "\(product.maximumEpisodesPerDay) a day",
        ]
    }

    /// The labelled start beside a proportional dose, with what each published ratio gives; nil where
    /// the dose is not proportional.
    static func ratios(_ option: RapidOnsetOption) -> String? {
        guard option.isProportional else { return nil }
        var parts = ["labelled start \(micrograms(option.labelledStart))"]
        if let pair = option.product.proportional, let dose = option.ratioDose {
            parts.append(
                ratio(DoseWords.mass(pair.oralMorphine), pair.rapidOnset, micrograms(dose))
                    + " [\(pair.source)\(pair.evidence.mark)]")
        }
        parts += option.otherRatios.map { other in
            let pair = other.ratio
            let morphine = range(pair.oralMorphine) { DoseWords.mass($0) }
            return ratio(morphine, pair.rapidOnset, range(other.doses) { micrograms($0) })
                + " (\(pair.scope)) [\(pair.source)\(pair.evidence.mark)]"
        }
        return parts.joined(separator: "; ")
    }

    static func micrograms(_ mass: Mass) -> String { DoseWords.mass(mass, inMicrograms: true) }

    private static func ratio(_ morphine: String, _ fentanyl: Mass, _ dose: String) -> String {
        "\(micrograms(fentanyl)) for \(morphine) of oral morphine gives \(dose)"
    }

    private static func range(_ range: ClosedRange<Mass>, _ words: (Mass) -> String) -> String {
        range.lowerBound == range.upperBound
            ? words(range.lowerBound)
            : "\(words(range.lowerBound)) to \(words(range.upperBound))"
    }

    static func name(_ name: BreakthroughCriterionName) -> String {
        switch name {
        case .opioidTolerant: "opioid-tolerant"
        case .tolerantForAWeek: "background opioid taken for a week"
        case .backgroundControlled: "background pain controlled"
        case .episodesPerDay: "episodes a day"
        case .episodePeak: "peak of the episodes"
        }
    }

    /// What was found of a criterion.
    static func found(_ criterion: BreakthroughCriterion) -> String {
        if let value = criterion.value { return self.value(value) }
        guard criterion.name == .opioidTolerant else { return "not recorded" }
        return criterion.isMet == nil
            ? "no figure for the oral morphine equivalent" : "by the label's threshold for the drug"
    }

    static func value(_ value: CriterionValue) -> String {
        switch value {
        case .omedd(let omedd): "OMEDD \(DoseWords.omedd(omedd))"
        case .score(let score): "NRS \(score.value)"
        case .count(let count): "\(count)"
        case .days(let days): "\(days) days"
        }
    }
}

extension RapidOnsetBasis {
    /// Whether the dose is one of a product in use.
    var isInUse: Bool {
        switch self {
        case .nextStep, .maximum, .sameDose, .reliefNotKnown: true
        case .start, .proportional, .switched: false
        }
    }
}
