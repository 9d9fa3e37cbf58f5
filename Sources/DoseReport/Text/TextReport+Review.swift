public import PainDosing

extension TextReport {
    /// The multimodal review of an entry, with every criterion, to be printed for the team.
    public func review(_ outcome: Outcome<MultimodalReview>, _ header: AssessmentHeader) -> String {
        var lines = [
            "Patient \(header.patient.text), entry of \(header.recordedAt)",
            "Entry \(header.entry.description.prefix(12))", "",
        ]
        switch outcome {
        case .stopped(let refusal):
            lines +=
                ["No review is given.", ""] + alertLines(refusal.alerts)
                + regimenLines(refusal)
        case .computed(let review):
            lines += ["Multimodal review of bone metastases", ReportFooter.checklist]
            lines += review.modalities.flatMap { [""] + modalityLines($0) }
            lines += [""] + citedLines(review)
            lines.append("Tables \(review.tablesSHA256.prefix(12))")
        }
        return (lines + ["", ReportFooter.decisionSupport, ""]).joined(separator: "\n")
    }

    /// One line for each kind of treatment, for an assessment.
    func reviewSummary(_ review: MultimodalReview) -> [String] {
        ["Other treatments of bone metastases", "  \(ReportFooter.checklist)"]
            + review.modalities.map { reviewed in
                let open = reviewed.options.filter { $0.verdict == .consider }.map(\.option.title)
                let titles =
                    reviewed.options.count > 1 && !open.isEmpty
                    ? ": \(open.joined(separator: ", "))" : ""
                return "  \(padded(ReviewWords.verdict(reviewed.verdict), to: 15))  "
                    + reviewed.modality.title + titles
            } + ["  paincalc review shows each criterion."]
    }

    private func modalityLines(_ reviewed: ReviewedModality) -> [String] {
        let verdict = ReviewWords.verdict(reviewed.verdict).uppercased()
        return ["\(padded(verdict, to: 15))  \(reviewed.modality.title)"]
            + reviewed.criteria.map { criterionLine($0) }
            + noteLines(reviewed.modality.notes)
            + reviewed.options.flatMap { optionLines($0) }
    }

    private func optionLines(_ reviewed: ReviewedOption) -> [String] {
        ["  \(ReviewWords.verdict(reviewed.verdict)): \(reviewed.option.title)"]
            + reviewed.criteria.map { "  " + criterionLine($0) }
            + reviewed.lesions.flatMap { lesionLines($0, isOnly: reviewed.lesions.count == 1) }
            + reviewed.regimens.filter { $0.applies != false }.map { "  " + regimenLine($0) }
            + noteLines(reviewed.option.notes).map { "  " + $0 }
    }

    /// Lesions that are not described would only repeat each criterion as not known.
    private func lesionLines(_ reviewed: ReviewedLesion, isOnly: Bool) -> [String] {
        let head = "    \(ReviewWords.verdict(reviewed.verdict)): \(ReviewWords.lesion(reviewed))"
        guard reviewed.index != nil || isOnly else { return [head] }
        return [head] + reviewed.criteria.map { "    " + criterionLine($0) }
    }

    private func criterionLine(_ reviewed: ReviewedCriterion) -> String {
        let criterion = reviewed.criterion
        let effect = padded(ReviewWords.effect(criterion.effect), to: 9)
        let met = padded(ReviewWords.met(reviewed.isMet), to: 9)
        let tests = reviewed.tests.map(ReviewWords.test).joined(separator: ", or ")
        return "  \(effect)  \(met)  \(criterion.text)"
            + (tests.isEmpty ? "" : ": \(tests)") + " \(ReviewWords.citation(criterion.citation))"
    }

    private func regimenLine(_ reviewed: ReviewedRegimen) -> String {
        let mark = reviewed.regimen.mark.map { "\(ReviewWords.mark($0)): " } ?? ""
        let conditions = reviewed.conditions.map { ", for \(ReviewWords.test($0))" }.joined()
        return "  source's regimen  \(mark)\(reviewed.regimen.text)\(conditions) "
            + ReviewWords.citation(reviewed.regimen.citation)
    }

    private func noteLines(_ notes: [ReviewNote]) -> [String] {
        notes.map { "  note  \($0.text) \(ReviewWords.citation($0.citation))" }
    }

    private func citedLines(_ review: MultimodalReview) -> [String] {
        let keys = Set(review.modalities.flatMap(\.modality.citations).map(\.source)).sorted()
        return ["Sources"] + keys.map { "  \($0): \(sources[$0]?.citation ?? "")" }
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension ReviewModality {
    /// Every citation of the table.
    fileprivate var citations: [ReviewCitation] {
        let criteria = criteria + options.flatMap(\.criteria)
        let notes = notes + options.flatMap(\.notes)
        return criteria.map(\.citation) + options.flatMap(\.regimens).map(\.citation)
            + notes.map(\.citation)
    }
}
