import PainDosing
import Quantities

/// What is given, when, and from which packs.
enum DispensingWords {
    /// When the doses of a proposal are given.
    static func times(_ proposal: DoseProposal, _ form: OpioidForm) -> String {
        switch proposal.perDose {
        case .mass where form.formulation == .infusion: "over 24 hours"
        case .mass: FormWords.every(proposal.everyHours)
        case .rate: "changed " + FormWords.every(proposal.everyHours)
        }
    }

    /// The tablets, patches or millilitres of one dose with the product they come from.
    static func units(_ dose: DispensableDose) -> String {
        "\(dose.line.title): " + parts(dose)
    }

    /// The tablets, patches or millilitres of one dose, such as "1 × 30 mg + 1 × 15 mg".
    static func parts(_ dose: DispensableDose) -> String {
        let micrograms = dose.line.form.formulation.isDosedInMicrograms(dose.line.form.opioid)
        let parts = dose.units.map { unit in
            let strength =
                switch unit.strength.labelled {
                case .mass(let mass): DoseWords.mass(mass, inMicrograms: micrograms)
                case .rate(let rate): DoseWords.rate(rate)
                case .concentration(let mass): DoseWords.mass(mass) + "/mL"
                }
            // As the label has it, the strength first: "10 mg/5 mL: 3 mL".
            if let millilitres = unit.millilitres {
                return "\(unit.strength.label ?? strength): \(DoseWords.number(millilitres)) mL"
            }
            if let drawnUp = unit.drawnUp {
                return "\(DoseWords.mass(drawnUp)) drawn up of one of \(strength)"
            }
            return "\(unit.count) × \(strength)"
        }
        return parts.joined(separator: " + ")
    }

    /// How soon a rescue dose may be given again, and how many in a day.
    static func times(_ rescue: RescueDose) -> String {
        let hours = rescue.everyHours == 1 ? "1 hour" : "\(rescue.everyHours) hours"
        return "not again within \(hours), at most \(rescue.maximumPerDay) in 24 hours"
    }

    /// How many rescue doses are a reason to call.
    static func call(_ rescue: RescueDose) -> String {
        "call after \(rescue.callAfter) in \(rescue.callWithinHours) hours"
    }

    /// The bounds of a rescue dose.
    static func bounds(_ rescue: RescueDose) -> String {
        "at most \(DoseWords.mass(rescue.largest)), "
            + "\(rescue.share.description) of the day's background dose; published down to "
            + "\(DoseWords.mass(rescue.smallest))"
    }
}
