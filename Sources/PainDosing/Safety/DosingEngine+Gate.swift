import Quantities

/// What the limits make of one item that might be proposed.
struct GateVerdict {
    /// The limits that forbid the item; empty where it may be proposed.
    let barring: [SafetyLimit]
    /// The limits that lower it.
    let lowering: [SafetyLimit]

    /// Whether the item may be proposed.
    var isOpen: Bool { barring.isEmpty }
}

extension DosingEngine {
    /// Holds an item against every limit, with the same facts, as if a user had typed it.
    ///
    /// Everything that the program proposes goes through here: a switch, a rescue dose, a
    /// rapid-onset dose, a titration step.
    ///
    /// - Parameters:
    ///   - item: what might be proposed.
    ///   - others: what goes on beside it; it counts in the sums of the day and is not judged.
    /// - Throws: `QuantityError.overflow`.
    func gate(
        _ item: RegimenItem, beside others: [RegimenItem] = [], facts: PatientFacts
    ) throws(QuantityError) -> GateVerdict {
        let situation = SafetySituation(
            tables: tables, items: others, facts: facts, omedd: nil, proposed: item)
        var (barring, lowering): ([SafetyLimit], [SafetyLimit]) = ([], [])
        let limits = tables.limits
        for index in tables.actingLimits where limits[index].isInForce(in: policy.country) {
            guard try situation.verdict(ofLimit: index) == .met else { continue }
            switch limits[index].effect {
            case .avoid, .stop: barring.append(limits[index])
            case .query where !facts.confirmed.contains(limits[index].code):
                barring.append(limits[index])
            case .reduce: lowering.append(limits[index])
            case .note, .caution, .query: break
            }
        }
        return GateVerdict(barring: barring, lowering: lowering)
    }

    /// The same for a form of which the dose is not known yet: maxima can't tell.
    func gate(
        _ form: OpioidForm, beside others: [RegimenItem] = [], facts: PatientFacts
    ) throws(QuantityError) -> GateVerdict {
        try gate(form.probe, beside: others, facts: facts)
    }

    /// Why a form is not proposed, and what to do instead, in the words of the limit itself.
    func notProposed(_ form: OpioidForm, _ limits: [SafetyLimit]) -> [Alert] {
        limits.prefix(1).map { limit in
            Alert(
                code: "not-proposed", severity: .caution,
                message: "Not proposed: \(form.words). \(limit.message)", action: limit.action,
                source: limit.source)
        }
    }
}

extension OpioidForm {
    /// An item without an amount worth mentioning, to ask which limits hold for a form.
    var probe: RegimenItem {
        RegimenItem(form: self, amount: .infusion(.nothing))
    }
}
