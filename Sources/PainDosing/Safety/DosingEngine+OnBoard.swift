import Quantities

extension DosingEngine {
    /// The same answer; a refusal shows what is taken, and what to do with what goes on acting.
    func showing<Value>(
        _ items: [RegimenItem], hoursOld: Int? = nil, in outcome: Outcome<Value>
    ) -> Outcome<Value> {
        guard case .stopped(var refusal) = outcome else { return outcome }
        // One dose whose number is not known was asked about and is not known to be on board.
        let items = items.filter { !$0.amount.isOfUnknownNumber }
        refusal.regimen = items
        refusal.regimenHours = items.isEmpty ? nil : hoursOld
        let codes = refusal.alerts.map(\.code)
        if tables.limits.contains(where: { $0.tellsOnBoard && codes.contains($0.code) }) {
            refusal.onBoard = items.compactMap { onBoard($0) }
        }
        return .stopped(refusal)
    }

    private func onBoard(_ item: RegimenItem) -> OnBoardAdvice? {
        guard let rule = tables.onBoard.first(where: { $0.scope.covers(item.form) }) else {
            return nil
        }
        var text = rule.text
        if let lasting = rule.lasting, let hours = hoursBetweenDoses(of: item) {
            text += " " + lasting.replacing(OnBoardRule.hours, with: "\(hours)")
        }
        return OnBoardAdvice(
            item: item, text: text, source: rule.source, evidence: rule.evidence)
    }

    /// The hours for which one dose lasts: those of the regimen or, if longer, of the product named;
    /// nil where neither is known.
    private func hoursBetweenDoses(of item: RegimenItem) -> Int? {
        let product = item.product.flatMap { id in
            tables.products.first { $0.id == id }?.intervalHours
        }
        let written: Int? =
            switch item.amount {
            case .scheduled(_, .everyHours(let hours)): hours
            // Rounded up, so that nobody watches too short a time.
            case .scheduled(_, .timesPerDay(let times)): (24 + times - 1) / times
            case .patch, .infusion, .taken: nil
            }
        return [product, written].compactMap(\.self).max()
    }
}
