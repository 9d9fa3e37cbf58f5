import PainDosing
import Quantities

extension TextReport {
    func rotationLines(_ answer: RotationAnswer) -> [String] {
        var lines: [String] = []
        let target = FormWords.form(answer.to)
        if let proposal = answer.proposal {
            let dose = DoseWords.dose(proposal.perDose)
            let every = proposedTimes(proposal, answer.to)
            lines.append("Proposal  \(target): \(dose) \(every)")
            lines.append("  from \(units(proposal.dispensed))")
            lines.append("  \(DoseWords.amount(proposal.perDay)) in all")
        } else {
            lines.append("No proposal for \(target).")
        }
        lines.append(
            "Equianalgesic dose \(DoseWords.amount(answer.equianalgesic)) by \(answer.table), "
                + reductionWords(answer))
        for adjustment in answer.adjustments {
            lines.append(
                "  lowered by another \(DoseWords.number(adjustment.lowersBy.percent)) % for "
                    + "\(words(adjustment.kind)) [\(adjustment.source)]")
        }
        for point in answer.byTable {
            let cap = point.isConsidered ? " (caps the proposal)" : ""
            lines.append("  by \(point.table): \(DoseWords.amount(point.amount))\(cap)")
        }
        if let rescue = answer.rescue { lines += rescueLines(rescue) }
        if !answer.timetable.isEmpty {
            lines.append("Timetable")
            lines += answer.timetable.map { "  \($0.text) [\($0.source)]" }
        }
        lines.append("Now")
        lines += medicationLines(answer.from).map { "  " + $0 }
        return lines
    }

    /// When the doses of a proposal are given.
    func proposedTimes(_ proposal: DoseProposal, _ form: OpioidForm) -> String {
        switch proposal.perDose {
        case .mass where form.formulation == .infusion: "over 24 hours"
        case .mass: FormWords.every(proposal.everyHours)
        case .rate: "changed " + FormWords.every(proposal.everyHours)
        }
    }

    private func words(_ kind: AdjustmentKind) -> String {
        switch kind {
        case .organFunction: "kidneys or liver"
        case .frailty: "frailty"
        case .toxicity: "adverse effects"
        }
    }

    private func reductionWords(_ answer: RotationAnswer) -> String {
        let (low, high) = (answer.reductionWindow.lowerBound, answer.reductionWindow.upperBound)
        if answer.reduction == .zero, high == .zero {
            return "not reduced further, as its source has it"
        }
        return "reduced by \(DoseWords.number(answer.reduction.percent)) % for incomplete "
            + "cross-tolerance (published \(DoseWords.number(low.percent)) to "
            + "\(DoseWords.number(high.percent)) %)"
    }

    func units(_ dose: DispensableDose) -> String {
        let micrograms = dose.line.form.formulation.isDosedInMicrograms(dose.line.form.opioid)
        let parts = dose.units.map { unit in
            let strength =
                switch unit.strength.labelled {
                case .mass(let mass): DoseWords.mass(mass, inMicrograms: micrograms)
                case .rate(let rate): DoseWords.rate(rate)
                case .concentration(let mass): DoseWords.mass(mass) + "/mL"
                }
            return unit.millilitres.map { "\(DoseWords.number($0)) mL of \(strength)" }
                ?? "\(unit.count) × \(strength)"
        }
        return "\(dose.line.title): " + parts.joined(separator: " + ")
    }

    func rescueLines(_ rescue: RescueDose) -> [String] {
        let form = FormWords.form(rescue.form)
        let bounds =
            "at most \(DoseWords.mass(rescue.largest)), "
            + "\(rescue.share.description) of the day's background dose; published down to "
            + "\(DoseWords.mass(rescue.smallest))"
        guard let dispensed = rescue.dispensed else {
            return ["Rescue dose  \(form): no product fits; \(bounds) [\(rescue.source)]"]
        }
        return [
            "Rescue dose  \(form): \(DoseWords.dose(dispensed.amount)) (\(bounds)) [\(rescue.source)]",
            "  from \(units(dispensed))",
        ]
    }
}
