import Quantities

extension DosingEngine {
    /// The further reductions that apply to a switch, in the order of their kinds.
    ///
    /// Of one kind, and of one source, only the largest counts, since that is how it is printed: "up
    /// to 30 % if toxic, frail or elderly" is one reduction and not three.
    ///
    /// - Parameter lowering: the limits that lower the form; the lower end of their share is taken.
    /// - Throws: `QuantityError.overflow`.
    func adjustments(
        to form: OpioidForm, _ lowering: [SafetyLimit], facts: PatientFacts
    ) throws(QuantityError) -> [RotationAdjustment] {
        var rows = tables.rotation.adjustments.filter {
            $0.isFor(form) && $0.condition.verdict(facts) == .met
        }
        for limit in lowering.strongest {
            guard let share = limit.reduction?.share?.lowerBound,
                let lowersBy = try Percentage(share: Rational.one.subtracting(share))
            else { continue }
            rows.append(
                RotationAdjustment(
                    kind: limit.adjustmentKind,
                    target: RotationTarget(opioid: form.opioid, route: form.route),
                    condition: .limit(limit.code), lowersBy: lowersBy, source: limit.source,
                    evidence: limit.evidence))
        }
        var chosen: [RotationAdjustment] = []
        for kind in AdjustmentKind.allCases {
            let speaking = rows.filter { $0.kind == kind }
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

    /// The amount within the day's maxima of the limits that lower the form.
    func bounded(
        _ amount: DailyAmount, by limits: [SafetyLimit], form: OpioidForm,
        trace: inout [TraceStep]
    ) -> DailyAmount {
        var amount = amount
        for limit in limits {
            guard case .mass(let dose) = amount, let most = limit.dailyMaximum, most < dose
            else { continue }
            amount = .mass(most)
            trace.append(
                TraceStep(
                    .maximumDose, form.words, [.dailyDose(dose), .dailyDose(most)], .lowestOf,
                    .dailyDose(most), source: limit.source, evidence: limit.evidence))
        }
        return amount
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
                    evidence: adjustment.evidence))
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
        case .limit: .met
        }
    }
}

extension AdjustmentKind {
    /// The step of a trace that it is.
    var traceRule: TraceRule {
        switch self {
        case .organFunction: .organFunction
        case .interaction: .interaction
        case .frailty: .frailty
        case .toxicity: .toxicity
        }
    }
}
