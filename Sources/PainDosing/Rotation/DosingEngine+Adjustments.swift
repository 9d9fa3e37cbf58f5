import Quantities

extension DosingEngine {
    /// The further reductions that speak for a switch, in the order of their kinds.
    ///
    /// Of one kind, and of one source, only the largest counts, since that is how it is printed: "up
    /// to 30 % if toxic, frail or elderly" is one reduction and not three.
    func adjustments(to form: OpioidForm, facts: PatientFacts) -> [RotationAdjustment] {
        var chosen: [RotationAdjustment] = []
        for kind in AdjustmentKind.allCases {
            let speaking = tables.rotation.adjustments.filter {
                $0.kind == kind && $0.isFor(form) && $0.condition.verdict(facts) == .met
            }
            guard let largest = speaking.max(by: { $0.lowersBy < $1.lowersBy }) else { continue }
            if let index = chosen.firstIndex(where: { $0.source == largest.source }) {
                if chosen[index].lowersBy < largest.lowersBy { chosen[index] = largest }
            } else {
                chosen.append(largest)
            }
        }
        return chosen
    }

    /// The facts that further reductions of a switch wait for.
    func uncheckedAdjustments(to form: OpioidForm, facts: PatientFacts) -> [UncheckedFact] {
        tables.rotation.adjustments.filter { $0.isFor(form) }.flatMap { adjustment in
            guard case .unknown(let missing) = adjustment.condition.verdict(facts) else {
                return [UncheckedFact]()
            }
            return missing.map { UncheckedFact(fact: $0, limits: [adjustment.kind.rawValue]) }
        }
    }

    /// The amount after all of them, each a step of the trace.
    ///
    /// - Throws: `QuantityError.overflow`.
    func adjusted(
        _ amount: DailyAmount, by adjustments: [RotationAdjustment], form: OpioidForm,
        trace: inout [TraceStep]
    ) throws(QuantityError) -> DailyAmount {
        var amount = amount
        for adjustment in adjustments {
            let lower = try amount.reduced(by: adjustment.lowersBy)
            trace.append(
                TraceStep(
                    adjustment.kind.traceRule, form.words,
                    [TraceValue(amount), .percentage(adjustment.lowersBy)], .reducedBy,
                    TraceValue(lower), source: adjustment.source,
                    isVerified: adjustment.isVerified))
            amount = lower
        }
        return amount
    }
}

extension RotationAdjustment {
    fileprivate func isFor(_ form: OpioidForm) -> Bool {
        target.map {
            $0.opioid == form.opioid && ($0.route.map { $0 == form.route } ?? true)
        } ?? true
    }
}

extension AdjustmentCondition {
    fileprivate func verdict(_ facts: PatientFacts) -> LimitVerdict {
        switch self {
        case .renalBelow(let bound):
            facts.observations.glomerularFiltration.map { .init($0 < bound) }
                ?? .unknown([.glomerularFiltration])
        case .hepaticAtLeast(let bound):
            facts.context.hepatic.map { .init($0 >= bound) } ?? .unknown([.hepatic])
        case .frail: facts.context.isFrail.map { .init($0) } ?? .unknown([.frailty])
        case .toxic: facts.hasToxicity.map { .init($0) } ?? .unknown([.toxicity])
        }
    }
}

extension AdjustmentKind {
    fileprivate var traceRule: TraceRule {
        switch self {
        case .organFunction: .organFunction
        case .frailty: .frailty
        case .toxicity: .toxicity
        }
    }
}
