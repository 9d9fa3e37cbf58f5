public import PainDosing

/// An answer without a number in words: a safety stop, or a question that is open.
extension Refusal {
    /// The sign of it where room is short.
    var mark: String { isQuestion ? "QUERY" : "STOP" }

    /// The whole of it in a sentence.
    public var verdict: String {
        isQuestion
            ? "REVIEW NOW: a question is open, no dose is given until it is confirmed."
            : "STOP, no dose is given."
    }

    /// What to do with the background opioid: review now while nothing but a question is open.
    public var decision: TitrationOutcome? { isQuestion ? .reviewNow : nil }

    /// What is on board in one short sentence with a space in front, for a line of a journal; empty
    /// where nothing is.
    public var shortOnBoard: String { sentence("On board", onBoard.map(\.item)) }

    /// The same for what is taken, as it was written.
    public var shortRegimen: String { sentence("Taken now", regimen) }

    /// What settles the open questions of an entry; nil without any.
    public var settlement: String? {
        let codes = openCodes
        return codes.isEmpty ? nil : QueryWords.settlement(of: codes)
    }

    /// What settles those of a command; nil without any.
    var settlementByOption: String? {
        let codes = openCodes
        guard !codes.isEmpty else { return nil }
        return "Settled by writing what was meant or, once it was checked, by "
            + codes.map { "--confirm \($0)" }.joined(separator: " ") + "."
    }

    /// The questions' codes, each once.
    private var openCodes: [String] {
        alerts.filter { $0.severity == .query }.map(\.code)
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func sentence(_ head: String, _ items: [RegimenItem]) -> String {
        items.isEmpty
            ? "" : " \(head): " + items.map { FormWords.item($0) }.joined(separator: "; ") + "."
    }
}
