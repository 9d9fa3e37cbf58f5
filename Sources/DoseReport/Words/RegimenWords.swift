import PainDosing

/// What a patient takes, as an answer without a dose shows it.
enum RegimenWords {
    /// An item with what to do with it, such as "fentanyl patch 75 micrograms/hour. Take the patch off."
    static func onBoard(_ advice: OnBoardAdvice) -> String {
        "\(FormWords.item(advice.item)). \(advice.text)"
    }

    /// The publication behind an advice.
    static func cite(_ advice: OnBoardAdvice) -> String {
        "[\(advice.source)\(advice.evidence.mark)]"
    }

    /// Where the regimen comes from; nil where it is that of the entry or question itself.
    static func origin(_ refusal: Refusal) -> String? {
        refusal.regimenHours.map {
            "by an entry \($0) hours earlier; check that nothing has changed since"
        }
    }
}

extension Refusal {
    /// The items of the regimen that no advice is about.
    var otherItems: [RegimenItem] {
        let advised = onBoard.map(\.item)
        return regimen.filter { !advised.contains($0) }
    }
}
