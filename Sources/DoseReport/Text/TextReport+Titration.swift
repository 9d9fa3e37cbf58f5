import PainDosing
import Quantities

extension TextReport {
    func titrationLines(_ answer: TitrationAnswer) -> [String] {
        var lines = ["Decision  \(answer.outcome.words)  (policy \(answer.policy))"]
        lines += answer.reasons.map { reason in
            "  \(reason.message)" + cite(reason.source, isVerified: reason.isVerified)
        }
        if let change = answer.change { lines += changeLines(change, answer.outcome) }
        if let window = answer.rotationWindow {
            lines.append(
                "  Into another opioid with \(DoseWords.number(window.lowest.percent)) to "
                    + "\(DoseWords.number(window.highest.percent)) % less; see paincalc rotate"
                    + cite(window.source, isVerified: window.isVerified))
        }
        if let earliest = answer.earliestIncrease, let interval = answer.interval {
            let wait =
                answer.outcome == .raise
                ? "The next increase not before \(earliest), \(interval.value) hours after this one"
                : "No increase before \(earliest), \(interval.value) hours from the present dose"
            lines.append(
                "  " + wait + cite(interval.source, isVerified: interval.isVerified))
        }
        if !answer.missing.isEmpty {
            lines.append(
                "  Missing for an increase: "
                    + answer.missing.map { words($0) }.joined(separator: "; "))
        }
        if !answer.evidence.isEmpty { lines.append("  It rests on") }
        lines += answer.evidence.map { "    " + words($0) }
        return lines
    }

    private func changeLines(
        _ change: TitrationChange, _ outcome: TitrationOutcome
    ) -> [String] {
        let sign = outcome == .reduce ? "less" : "more"
        let bound = outcome == .reduce ? "published up to" : "at most"
        var lines = [
            "  \(DoseWords.number(change.percent.percent)) % \(sign) (\(bound) "
                + "\(DoseWords.number(change.bound.percent)) %): background OMEDD "
                + "\(DoseWords.omedd(change.background)) to \(DoseWords.omedd(change.target)) a day"
        ]
        let head = outcome == .reviewNow ? "For the review  " : "Proposal  "
        guard let form = change.form, let proposal = change.proposal else {
            return lines + [
                "  \(head)no product: several lines make up the background, share it out between them"
            ]
        }
        let every = proposedTimes(proposal, form)
        lines.append(
            "  \(head)\(FormWords.form(form)): \(DoseWords.dose(proposal.perDose)) \(every)")
        lines.append("    from \(units(proposal.dispensed))")
        lines.append("    \(DoseWords.amount(proposal.perDay)) in all" + omedd(change))
        if let rescue = change.rescue { lines += rescueLines(rescue).map { "  " + $0 } }
        return lines
    }

    private func omedd(_ change: TitrationChange) -> String {
        change.proposedOMEDD.map { ", OMEDD \(DoseWords.omedd($0))" } ?? ""
    }

    private func cite(_ source: SourceID?, isVerified: Bool) -> String {
        source.map { " [\($0)\(isVerified ? "" : ", not yet verified")]" } ?? ""
    }

    private func words(_ missing: TitrationMissing) -> String {
        switch missing {
        case .regimen: "the regimen"
        case .backgroundPain: "the background pain"
        case .hoursOfDiary: "24 hours of diary"
        case .gap: "entries without a long gap"
        case .rescueDoses: "the rescue doses of every entry of the last 24 hours"
        case .sedation: "a sedation score or the adverse effects"
        case .unchangedDose: "entries that show for how long the dose has been the same"
        }
    }

    private func words(_ line: TitrationEvidence) -> String {
        let limit = line.limit.map { " (\(bound(line.fact)) \(words($0)))" } ?? ""
        let source = line.source.map { " [\($0)]" } ?? ""
        let times = line.entries.map(\.recordedAt.description)
        let shown = times.count > 3 ? [times[0], "…", times[times.count - 1]] : times
        let from = shown.isEmpty ? "" : "  \(shown.joined(separator: ", "))"
        return "\(words(line.fact)): \(words(line.value))\(limit)\(source)\(from)"
    }

    private func bound(_ fact: TitrationFact) -> String {
        switch fact {
        case .countedRescueDoses: "a raise from"
        case .hoursUnchanged: "needed"
        default: "limit"
        }
    }

    private func words(_ fact: TitrationFact) -> String {
        switch fact {
        case .backgroundPain: "background pain"
        case .earlierBackgroundPain: "background pain before"
        case .episodes: "episodes in 24 hours"
        case .incidentEpisodes: "of them incident pain"
        case .endOfDoseEpisodes: "of them at the end of a dose"
        case .rescueDoses: "rescue doses in 24 hours"
        case .countedRescueDoses: "of them counting into a raise"
        case .rescueOMEDD: "these as OMEDD"
        case .rescueResponses: "rescue doses that helped"
        case .adverseEffects: "adverse effects"
        case .hoursUnchanged: "hours on the same background dose"
        case .backgroundOMEDD: "background OMEDD"
        }
    }

    private func words(_ value: EvidenceValue) -> String {
        switch value {
        case .score(let score): "\(score.value) of 10"
        case .count(let count): "\(count)"
        case .countOf(let count, let all): "\(count) of \(all)"
        case .hours(let hours): "\(hours)"
        case .omedd(let omedd): DoseWords.omedd(omedd)
        case .effects(let effects):
            effects.isEmpty
                ? "none"
                : effects.map { $0.rawValue.replacing("-", with: " ") }.joined(separator: ", ")
        }
    }
}
