import PainDosing
import Quantities

extension HTMLReport {
    /// How things stand at the latest entry: the decision, the OMEDD with its spread, the pain.
    func present(_ entry: CourseEntry) -> Markup {
        .section("present", "At this entry", class: "card aside") {
            element("div", ["class": "figures"]) {
                switch entry.outcome {
                case .computed(let assessment):
                    if let titration = assessment.titration { decision(titration) }
                    omedd(assessment.medication)
                case .stopped(let refusal): held(refusal)
                }
                pain(entry.entry.pain)
            }
            Markup.paragraph("soft") { "Entry \(entry.header.entry.short)" }
        }
    }

    private func figure(
        _ name: String, _ value: String, class style: String = "",
        @MarkupBuilder _ content: () -> Markup = { .nothing }
    ) -> Markup {
        element("div", ["class": "figure"]) {
            element("h3", ["class": "name"]) { name }
            Markup.paragraph("value \(style)") { value }
            content()
        }
    }

    /// That no dose is given, why, and what is taken.
    private func held(_ refusal: Refusal) -> Markup {
        let (value, reason) =
            refusal.isQuestion
            ? ("REVIEW NOW", "A question is open: no dose is given until it is confirmed.")
            : ("No dose is given", "A safety stop forbids it. Do first what the alert says.")
        return Markup([
            figure("Decision", value, class: "words refused") { element("p") { reason } },
            taken(refusal),
        ])
    }

    /// What the patient takes, where no dose is given: as it was written, and no proposal.
    private func taken(_ refusal: Refusal) -> Markup {
        guard !refusal.regimen.isEmpty else { return .nothing }
        return element("div", ["class": "figure"]) {
            element("h3", ["class": "name"]) { "Taken now, no proposal" }
            if let origin = RegimenWords.origin(refusal) { element("p") { origin } }
            element("ul") {
                for item in refusal.regimen { element("li") { FormWords.item(item) } }
            }
        }
    }

    private func omedd(_ answer: OMEDDAnswer?) -> Markup {
        guard let answer else {
            return figure("OMEDD", "not computed", class: "words") {
                element("p") { "The diary says nothing of the regimen." }
            }
        }
        return figure("OMEDD, oral morphine a day", DoseWords.omedd(answer.omedd)) {
            Markup.paragraph("soft") {
                answer.low == answer.high
                    ? "\(answer.table.name); the same by all tables"
                    : "\(answer.table.name); all tables \(spread(answer.low, answer.high))"
            }
        }
    }

    private func pain(_ pain: PainRating) -> Markup {
        let parts = [
            pain.background.map { "background\u{A0}\($0.value)" },
            pain.worst.map { "worst\u{A0}\($0.value)" },
            pain.goal.map { "goal\u{A0}\($0.value)" },
        ].compactMap(\.self)
        return figure(
            "Pain, NRS 0 to 10", parts.isEmpty ? "not recorded" : parts.joined(separator: ", "),
            class: "words")
    }

    // MARK: The decision

    private func decision(_ answer: TitrationAnswer) -> Markup {
        let words = answer.outcome.words
        let isUrgent = answer.outcome == .reviewNow
        return figure(
            "Decision on the background opioid", words.prefix(1).uppercased() + words.dropFirst(),
            class: isUrgent ? "words refused" : "words"
        ) {
            if let change = answer.change { proposal(change, answer.outcome) }
            element("ul") {
                for reason in answer.reasons {
                    element("li") {
                        reason.message
                        cite(reason.source, evidence: reason.evidence)
                    }
                }
                if let change = answer.change {
                    element("li") { TitrationWords.change(change, answer.outcome) }
                }
                if let window = answer.rotationWindow {
                    element("li") { TitrationWords.rotation(window) }
                }
                if let wait = TitrationWords.wait(answer, moment: MomentWords.full) {
                    element("li") { wait }
                }
                if let missing = TitrationWords.missing(answer) { element("li") { missing } }
            }
            Markup.paragraph("soft") { "Policy \(answer.policy)" }
        }
    }

    private func proposal(_ change: TitrationChange, _ outcome: TitrationOutcome) -> Markup {
        let head = outcome == .reviewNow ? "For the review: " : "Proposal: "
        guard let form = change.form, let proposal = change.proposal else {
            return .paragraph("proposal") { head + TitrationWords.noSingleProduct }
        }
        return Markup([
            .paragraph("proposal") {
                head + "\(FormWords.form(form)) \(DoseWords.dose(proposal.perDose)) "
                    + DispensingWords.times(proposal, form)
            },
            .paragraph("soft") { DispensingWords.units(proposal.dispensed) },
            change.rescue.map { rescue in
                .paragraph("soft") {
                    "With it the rescue dose would be \(FormWords.form(rescue.form)) "
                        + "\(DoseWords.mass(rescue.each))."
                }
            } ?? .nothing,
        ])
    }
}
