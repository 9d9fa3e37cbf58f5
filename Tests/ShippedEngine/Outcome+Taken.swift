import DoseReport
public import PainDosing

extension Outcome {
    /// A text without the items that a refusal shows as taken; no other dose may stand in it.
    public func withoutWhatIsTaken(_ text: String) -> String {
        guard case .stopped(let refusal) = self else { return text }
        // A query asks whether another dose was meant, which is no proposal either.
        let answered = refusal.alerts.compactMap(\.question).reduce(text) { text, question in
            text.replacing(question, with: "(asked)")
        }
        return refusal.regimen.reduce(answered) { text, item in
            text.replacing(FormWords.item(item), with: "(taken)")
        }
    }
}
