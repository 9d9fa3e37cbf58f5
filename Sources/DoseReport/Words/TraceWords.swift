import PainDosing
import Quantities

/// The steps of a derivation as arithmetic that can be redone by hand.
enum TraceWords {
    /// What the step is about, what it does, and its arithmetic.
    static func sentence(_ step: TraceStep) -> String {
        "\(step.subject), \(rule(step.rule)): \(arithmetic(step))"
    }

    /// The set and the publication of the step's figure; nil for plain arithmetic.
    static func cite(_ step: TraceStep) -> String? {
        let origin = [step.table?.name, step.source?.key].compactMap(\.self)
        guard !origin.isEmpty else { return nil }
        return "[\(origin.joined(separator: ", "))]"
            + (step.evidence.mark.isEmpty ? "" : " (\(step.evidence.mark.dropFirst(2)))")
    }

    static func arithmetic(_ step: TraceStep) -> String {
        let inputs = step.inputs.map { value($0) }
        let result = value(step.result)
        return switch step.operation {
        case .times: inputs.joined(separator: " × ") + " = " + result
        case .dividedBy: inputs.joined(separator: " ÷ ") + " = " + result
        case .plus: inputs.joined(separator: " + ") + " = " + result
        case .reducedBy: inputs.joined(separator: " − ") + " = " + result
        case .roundedDownTo: inputs.joined() + " rounded down to " + result
        case .lowestOf: "lowest of " + inputs.joined(separator: " and ") + " = " + result
        case .lookedUp: inputs.joined() + " is " + result
        }
    }

    static func value(_ value: TraceValue) -> String {
        switch value {
        case .mass(let mass): DoseWords.mass(mass)
        case .dailyDose(let dose): DoseWords.daily(dose)
        case .rate(let rate): DoseWords.rate(rate)
        case .omedd(let omedd): DoseWords.omedd(omedd) + " OMEDD"
        case .number(let number): number.isWhole ? DoseWords.number(number) : fraction(number)
        case .factor(let factor): DoseWords.number(factor.value) + unit(factor)
        case .percentage(let percentage): DoseWords.number(percentage.percent) + " %"
        }
    }

    static func rule(_ rule: TraceRule) -> String {
        switch rule {
        case .dailyAmount: "daily amount"
        case .oralMorphineEquivalent: "as oral morphine"
        case .total: "total"
        case .equianalgesicDose: "equianalgesic dose"
        case .incompleteCrossTolerance: "reduction for incomplete cross-tolerance"
        case .spreadCap: "cap by the other tables considered"
        case .organFunction: "reduction for kidneys or liver"
        case .interaction: "reduction for another drug"
        case .frailty: "reduction for frailty"
        case .toxicity: "reduction for adverse effects"
        case .methadoneScheme: "by the methadone scheme"
        case .doseEachTime: "dose each time"
        case .roundedToProduct: "what can be dispensed"
        case .proportionalDose: "as rapid-onset fentanyl"
        case .rescueShare: "share for one rescue dose"
        case .maximumDose: "largest dose allowed"
        case .increase: "raise as a share of the background dose"
        case .largestIncrease: "cap of one step"
        case .titratedDose: "new background dose"
        case .patchStep: "by steps of the patch"
        case .reduction: "reduction"
        }
    }

    /// 1/6 stays a fraction; 0.8 is easier to read than 4/5.
    private static func fraction(_ number: Rational) -> String {
        number.decimal().isExact ? DoseWords.number(number) : number.description
    }

    private static func unit(_ factor: ConversionFactor) -> String {
        switch (factor.from, factor.to) {
        case (.microgramsPerHour, .milligrams): " mg/day for each microgram/hour"
        case (.milligrams, .microgramsPerHour): " micrograms/hour for each mg/day"
        case (.micrograms, .milligrams): " mg for each microgram"
        case (.milligrams, .micrograms): " micrograms for each mg"
        case (.milligrams, .milligrams), (.micrograms, .micrograms),
            (.microgramsPerHour, .microgramsPerHour), (.microgramsPerHour, .micrograms),
            (.micrograms, .microgramsPerHour):
            ""
        }
    }
}
