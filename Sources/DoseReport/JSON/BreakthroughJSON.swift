import PainDosing
import Quantities
import StrictJSON

extension JSONObject {
    /// The members of a breakthrough answer.
    ///
    /// - Parameter medication: the OMEDD that the document holds already, with its answer; of the same
    ///   figures nothing is built again.
    mutating func set(
        _ answer: BreakthroughAnswer, beside medication: (OMEDDAnswer, JSONValue)? = nil
    ) {
        set(
            "omedd",
            answer.omedd.map { omedd in
                guard let (other, value) = medication, other.hasFigures(of: omedd) else {
                    return .omedd(omedd)
                }
                return value
            })
        set("eligible", .bool(answer.isEligible))
        set("criteria", .array(answer.criteria.map { .criterion($0) }))
        set("strategy", .string(answer.strategy.rawValue))
        set("options", .array(answer.options.map { .option($0) }))
        set("contraindications", .contraindications(answer.contraindications))
        if !answer.lowestDoseAdvice.isEmpty {
            set(
                "lowestDoseAdvice",
                .array(
                    answer.lowestDoseAdvice.map {
                        .object(["text": .string($0.text), "source": .string($0.source.key)])
                    }))
        }
        set("immediateRelease", answer.immediateRelease.map { .rescue($0) })
    }
}

extension OMEDDAnswer {
    /// Whether both say the same as far as `JSONValue.omedd(_:)` goes.
    fileprivate func hasFigures(of other: OMEDDAnswer) -> Bool {
        omedd == other.omedd && low == other.low && high == other.high && byTable == other.byTable
    }
}

extension JSONValue {
    fileprivate static func contraindications(_ lines: [Contraindication]) -> JSONValue {
        .array(
            lines.map {
                .object(["text": .string($0.text), "source": .string($0.source.key)])
            })
    }

    fileprivate static func criterion(_ criterion: BreakthroughCriterion) -> JSONValue {
        var object = JSONObject()
        object.set("name", .string(criterion.name.rawValue))
        if let value = criterion.value {
            object.set("value", value)
        } else {
            object.set("value", .null)
        }
        object.set("limit", criterion.limit)
        object.set("met", criterion.isMet.map { .bool($0) } ?? .null)
        object.set("blocking", .bool(criterion.isBlocking))
        object.set("source", .string(criterion.source.key))
        return .object(object)
    }

    fileprivate static func ratioDose(_ dose: RatioDose) -> JSONValue {
        let ratio = dose.ratio
        var object = JSONObject()
        object.set("scope", .string(ratio.scope))
        object.set("oralMorphineMgLowest", number: ratio.oralMorphine.lowerBound.milligrams)
        object.set("oralMorphineMgHighest", number: ratio.oralMorphine.upperBound.milligrams)
        object.set("micrograms", mass: ratio.rapidOnset, inMicrograms: true)
        object.set("lowest", mass: dose.doses.lowerBound, inMicrograms: true)
        object.set("highest", mass: dose.doses.upperBound, inMicrograms: true)
        object.set("source", .string(ratio.source.key))
        if !ratio.evidence.isVerified { object.set("verified", .bool(false)) }
        return .object(object)
    }

    fileprivate static func option(_ option: RapidOnsetOption) -> JSONValue {
        let product = option.product
        var object = JSONObject()
        object.set("product", .string(product.id.name))
        object.set("title", .string(product.title))
        object.set("dose", mass: option.dose, inMicrograms: true)
        object.set("unit", .string("microgram"))
        object.set("basis", .string(option.basis.word))
        if case .nextStep(let inUse) = option.basis {
            object.set("inUse", mass: inUse, inMicrograms: true)
        }
        object.set("labelledStart", mass: option.labelledStart, inMicrograms: true)
        object.set("maxDose", mass: product.maximumDose, inMicrograms: true)
        object.set("repeatAfterMinutes", product.repeatAfterMinutes.map { .integer($0) } ?? .null)
        object.set("minIntervalHours", .integer(product.minimumIntervalHours))
        object.set("maxPerDay", .integer(product.maximumEpisodesPerDay))
        if let ratioDose = option.ratioDose {
            object.set("ratioDose", mass: ratioDose, inMicrograms: true)
        }
        if !option.otherRatios.isEmpty {
            object.set("otherRatios", .array(option.otherRatios.map { .ratioDose($0) }))
        }
        object.set("source", .string(product.source.key))
        if !product.evidence.isVerified { object.set("verified", .bool(false)) }
        object.set("note", product.note.map { .string($0) })
        if !product.contraindications.isEmpty {
            object.set("contraindications", .contraindications(product.contraindications))
        }
        return .object(object)
    }
}

extension RapidOnsetBasis {
    /// How the dose was found.
    fileprivate var word: String {
        switch self {
        case .start: "labelled-start"
        case .proportional: "proportional"
        case .switched: "labelled-switch"
        case .nextStep: "next-step"
        case .maximum: "maximum"
        case .sameDose: "same-dose"
        case .reliefNotKnown: "relief-not-known"
        }
    }
}

extension JSONObject {
    fileprivate mutating func set(_ key: String, _ value: CriterionValue) {
        switch value {
        case .omedd(let omedd): set(key, number: omedd.milligramsPerDay)
        case .score(let score): set(key, .integer(score.value))
        case .count(let count), .days(let count): set(key, .integer(count))
        }
    }
}
