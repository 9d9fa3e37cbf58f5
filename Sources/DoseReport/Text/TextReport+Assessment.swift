public import PainDosing

extension TextReport {
    /// The assessment of a diary entry.
    public func assessment(_ outcome: Outcome<Assessment>, _ header: AssessmentHeader) -> String {
        let head =
            "Patient \(header.patient.text), entry of \(header.recordedAt)\n"
            + "Entry \(header.entry.short)\n"
            + (header.standing.words.map { $0 + "\n" } ?? "")
            + header.ignored.map { "Ignored  \($0)\n" }.joined()
        return head + "\n"
            + document(outcome, settlement: \.settlement) { assessment in
                var lines: [String] = []
                if let titration = assessment.titration {
                    lines += titrationLines(titration) + [""]
                }
                if let medication = assessment.medication {
                    lines += medicationLines(medication)
                }
                if let breakthrough = assessment.breakthrough {
                    lines += ["", "Breakthrough pain"] + breakthroughLines(breakthrough)
                }
                if let review = assessment.review { lines += [""] + reviewSummary(review) }
                return lines
            }
    }
}
