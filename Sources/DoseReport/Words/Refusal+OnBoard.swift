public import PainDosing

extension Refusal {
    /// What is on board in one short sentence with a space in front, for a line of a journal; empty
    /// where nothing is.
    public var shortOnBoard: String {
        onBoard.isEmpty
            ? ""
            : " On board: " + onBoard.map { FormWords.item($0.item) }.joined(separator: "; ") + "."
    }
}
