import PainDosing
import Quantities

extension TextReport {
    func rotationLines(_ answer: RotationAnswer) -> [String] {
        var lines: [String] = []
        let target = FormWords.form(answer.to)
        if let proposal = answer.proposal {
            let dose = DoseWords.dose(proposal.perDose)
            let every = DispensingWords.times(proposal, answer.to)
            lines.append("Proposal  \(target): \(dose) \(every)")
            lines.append("  from \(DispensingWords.units(proposal.dispensed))")
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

    private func words(_ kind: AdjustmentKind) -> String {
        switch kind {
        case .organFunction: "kidneys or liver"
        case .interaction: "another drug"
        case .frailty: "frailty"
        case .toxicity: "adverse effects"
        }
    }

    private func reductionWords(_ answer: RotationAnswer) -> String {
        let (low, high) = (answer.reductionWindow.lowerBound, answer.reductionWindow.upperBound)
        if answer.reduction == .zero, high == .zero {
            return "not reduced further, as its source has it"
        }
        let isSameDrug = answer.from.components.allSatisfy {
            $0.item.form.opioid == answer.to.opioid
        }
        return "reduced by \(DoseWords.number(answer.reduction.percent)) % "
            + (isSameDrug ? "for the new route" : "for incomplete cross-tolerance")
            + " (published \(DoseWords.number(low.percent)) to "
            + "\(DoseWords.number(high.percent)) %)"
    }

    func rescueLines(_ rescue: RescueDose) -> [String] {
        let form = FormWords.form(rescue.form)
        let bounds = DispensingWords.bounds(rescue)
        return [
            "Rescue dose  \(form): \(DoseWords.mass(rescue.each)) (\(bounds)) [\(rescue.source)]",
            "  from \(DispensingWords.units(rescue.dispensed))",
            "  \(DispensingWords.times(rescue)) [\(rescue.timesSource)]",
            "  \(DispensingWords.call(rescue)) [\(rescue.callSource)]",
        ]
    }
}
