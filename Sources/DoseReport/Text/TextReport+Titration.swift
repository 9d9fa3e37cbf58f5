import PainDosing
import Quantities

extension TextReport {
    func titrationLines(_ answer: TitrationAnswer) -> [String] {
        var lines = ["Decision  \(answer.outcome.words)  (policy \(answer.policy))"]
        lines += answer.reasons.map { reason in
            "  \(reason.message)"
                + TitrationWords.cite(reason.source, evidence: reason.evidence)
        }
        if let change = answer.change { lines += changeLines(change, answer.outcome) }
        if let window = answer.rotationWindow {
            lines.append("  " + TitrationWords.rotation(window))
        }
        lines += [TitrationWords.wait(answer), TitrationWords.missing(answer)]
            .compactMap(\.self).map { "  " + $0 }
        if !answer.evidence.isEmpty { lines.append("  It rests on") }
        lines += answer.evidence.map { "    " + TitrationWords.evidence($0) }
        return lines
    }

    private func changeLines(
        _ change: TitrationChange, _ outcome: TitrationOutcome
    ) -> [String] {
        var lines = ["  " + TitrationWords.change(change, outcome)]
        let head = outcome == .reviewNow ? "For the review  " : "Proposal  "
        guard let form = change.form, let proposal = change.proposal else {
            return lines + ["  \(head)\(TitrationWords.noSingleProduct)"]
        }
        let every = DispensingWords.times(proposal, form)
        lines.append(
            "  \(head)\(FormWords.form(form)): \(DoseWords.dose(proposal.perDose)) \(every)")
        lines.append("    from \(DispensingWords.units(proposal.dispensed))")
        lines.append("    \(DoseWords.amount(proposal.perDay)) in all" + omedd(change))
        if let rescue = change.rescue { lines += rescueLines(rescue).map { "  " + $0 } }
        return lines
    }

    private func omedd(_ change: TitrationChange) -> String {
        change.proposedOMEDD.map { ", OMEDD \(DoseWords.omedd($0))" } ?? ""
    }
}
