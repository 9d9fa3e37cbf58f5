import DoseReport
public import PainDosing

extension Outcome {
    /// A text without the items that a refusal shows as taken; no other dose may stand in it.
    public func withoutWhatIsTaken(_ text: String) -> String {
        guard case .stopped(let refusal) = self else { return text }
        return refusal.regimen.reduce(text) { text, item in
            text.replacing(FormWords.item(item), with: "(taken)")
        }
    }
}
