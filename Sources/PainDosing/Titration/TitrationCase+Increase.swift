import Quantities

/// How far a raise goes, as a share of the background dose.
struct Increase {
    /// The raise, cap applied; above zero.
    let share: Rational
    /// The counted rescue doses as OMEDD; nil where the raise does not come from them.
    let rescue: OMEDD?
    /// What the policy asks for before the cap.
    let uncapped: Rational

    /// Whether the policy asks for more than one step may be.
    var isCapped: Bool { share < uncapped }
}

/// A change that was worked out, or why there is none.
enum PlannedChange {
    case change(TitrationChange)
    case none(TitrationReason)
}

extension TitrationCase {
    /// The lowest raise that the policy allows, capped; nil where it names no amount.
    func increase(
        of background: OMEDD, trace: inout [TraceStep]
    ) throws(QuantityError) -> Increase? {
        guard let pain = self.background, !background.isZero else { return nil }
        var shares: [Rational] = []
        var rescue: OMEDD?
        if policy.raisesByRescue, let taken = rescueOMEDD, !taken.isZero {
            let share = try taken.milligramsPerDay.divided(by: background.milligramsPerDay)
            trace.append(
                TraceStep(
                    .increase, "rescue doses", [.omedd(taken), .omedd(background)], .dividedBy,
                    .number(share), source: policy.source, evidence: policy.evidence))
            shares.append(share)
            rescue = taken
        }
        if let percent = policy.percent(for: pain) {
            let share = try percent.lowest.share
            trace.append(
                TraceStep(
                    .increase, policy.title, [.percentage(percent.lowest)], .lookedUp,
                    .number(share), source: policy.source, evidence: policy.evidence))
            shares.append(share)
        }
        guard let lowest = shares.min(), lowest > .zero else { return nil }
        let cap = try rules.largestIncrease.value.share
        let share = min(lowest, cap)
        trace.append(
            TraceStep(
                .largestIncrease, "increase", (shares + [cap]).map { .number($0) }, .lowestOf,
                .number(share), source: rules.largestIncrease.source,
                evidence: rules.largestIncrease.evidence))
        return Increase(share: share, rescue: rescue, uncapped: lowest)
    }

    /// The raise, down to products; or why none is computed.
    func raise(
        _ background: OMEDD, trace: inout [TraceStep]
    ) throws(QuantityError) -> PlannedChange {
        guard let increase = try self.increase(of: background, trace: &trace) else {
            return .none(
                TitrationReason(
                    .noAmount, "\(policy.title) gives no amount for what the diary shows.",
                    source: policy.source, evidence: policy.evidence))
        }
        let factor = try Rational.one.adding(increase.share)
        let target = try OMEDD.milligramsPerDay(
            background.milligramsPerDay.multiplied(by: factor))
        // The cap keeps it within the whole.
        let percent = try Percentage(share: increase.share) ?? rules.largestIncrease.value
        func change(
            _ form: OpioidForm?, _ proposal: DoseProposal?, _ omedd: OMEDD?, _ rescue: RescueDose?
        ) -> PlannedChange {
            .change(
                TitrationChange(
                    background: background, percent: percent, bound: rules.largestIncrease.value,
                    target: target, form: form, proposal: proposal, proposedOMEDD: omedd,
                    rescue: rescue,
                    wanted: increase.isCapped ? try? Percentage(share: increase.uncapped) : nil))
        }
        // Several lines: how the raise is shared out between them is the prescriber's choice.
        guard picture.background.count == 1, let item = picture.background.first else {
            return change(nil, nil, nil, nil)
        }
        if item.companion != nil {
            return .none(
                TitrationReason(
                    .combinedProduct,
                    "\(item.form.words) is given in a combined product; more of it would bring more "
                        + "of the other drug too."))
        }
        let present = try item.dailyAmount
        var wanted = try present.multiplied(by: factor)
        trace.append(
            TraceStep(
                .titratedDose, item.form.words, [TraceValue(present), .number(factor)], .times,
                TraceValue(wanted)))
        if let bound = try patchBound(item, present, increase, trace: &trace),
            try bound.isLess(than: wanted)
        {
            wanted = bound
        }
        guard let proposal = try engine.titrated(item, to: wanted, trace: &trace),
            try present.isLess(than: proposal.perDay)
        else {
            if let ceiling = try ceiling(passedBy: item.form.item(amounting: wanted)) {
                return .none(reason(ceiling))
            }
            return .none(
                TitrationReason(
                    .noStrength,
                    "No product of \(item.form.words) gives more than now without passing the "
                        + "increase that the rule allows."))
        }
        let newItem = proposal.item(form: item.form)
        if let ceiling = try ceiling(passedBy: newItem) {
            return .none(reason(ceiling))
        }
        if let barred = try barred(newItem) { return .none(barred) }
        return change(
            item.form, proposal, try engine.conversionOMEDD(of: [newItem]),
            try engine.rescue(for: [newItem], facts: picture.facts, trace: &trace).dose)
    }

    /// The lower dose, down to products; or why none is computed.
    func reduce(
        _ background: OMEDD, trace: inout [TraceStep]
    ) throws(QuantityError) -> PlannedChange {
        // Nothing is derived from what only a specialist doses.
        if let item = picture.background.first(where: {
            engine.tables.isSpecialistOnly($0.form.opioid)
        }) {
            return .none(
                TitrationReason(
                    .specialistOpioid, "\(item.form.opioid) is lowered by a specialist only."))
        }
        let window = rules.reduction
        let isCareful = try isAtRisk()
        let percentage = isCareful ? window.highest : window.lowest
        let target = try background.reduced(by: percentage)
        guard picture.background.count == 1, let item = picture.background.first,
            item.companion == nil
        else {
            return .change(
                TitrationChange(
                    background: background, percent: percentage, bound: window.highest,
                    target: target, form: nil, proposal: nil, proposedOMEDD: nil, rescue: nil))
        }
        let present = try item.dailyAmount
        let wanted = try present.reduced(by: percentage)
        trace.append(
            TraceStep(
                .reduction, item.form.words, [TraceValue(present), .percentage(percentage)],
                .reducedBy, TraceValue(wanted), source: window.source,
                evidence: window.evidence))
        guard let proposal = try engine.titrated(item, to: wanted, trace: &trace) else {
            return .none(
                TitrationReason(
                    .noStrength,
                    "The lower dose is below the smallest strength of \(item.form.words)."))
        }
        let newItem = proposal.item(form: item.form)
        if let barred = try barred(newItem) { return .none(barred) }
        return .change(
            TitrationChange(
                background: background, percent: percentage, bound: window.highest,
                target: target, form: item.form, proposal: proposal,
                proposedOMEDD: try engine.conversionOMEDD(of: [newItem]),
                rescue: try engine.rescue(for: [newItem], facts: picture.facts, trace: &trace)
                    .dose))
    }

    /// The most that steps of the patch allow for the rescue doses taken; nil without such a rule.
    private func patchBound(
        _ item: RegimenItem, _ present: DailyAmount, _ increase: Increase,
        trace: inout [TraceStep]
    ) throws(QuantityError) -> DailyAmount? {
        guard let step = rules.patchStep, let rescue = increase.rescue,
            item.form.opioid == step.opioid, item.form.formulation == .patch,
            case .rate(let rate) = present
        else { return nil }
        let steps = try rescue.milligramsPerDay.divided(by: step.supplement.milligramsPerDay)
            .roundedDown
        let rise = try step.rate.scaled(by: Rational(steps, over: 1))
        let bound = try rate.adding(rise)
        trace.append(
            TraceStep(
                .patchStep, item.form.words, [.rate(rate), .rate(rise)], .plus, .rate(bound),
                source: step.source, evidence: step.evidence))
        return .rate(bound)
    }

    /// A ceiling that the new dose would pass though the present one does not.
    private func ceiling(passedBy item: RegimenItem) throws(QuantityError) -> Alert? {
        let present = Set(findings.map(\.code))
        return try engine.findings(items: [item], facts: picture.facts, omedd: nil).first {
            rules.ceilings.contains($0.code) && !present.contains($0.code)
        }
    }

    /// Why the gate keeps the new dose back, if it does: a step is as much a proposal as a switch.
    private func barred(_ item: RegimenItem) throws(QuantityError) -> TitrationReason? {
        let verdict = try engine.gate(item, facts: picture.facts)
        // A step keeps its interval, so that a limit on it can't be met by lowering the dose.
        let tooOften = verdict.lowering.filter { limit in
            guard case .scheduled(_, .everyHours(let hours)) = item.amount else { return false }
            return (limit.shortestInterval ?? 0) > hours
        }
        let barring = verdict.barring + tooOften
        guard let alert = engine.notProposed(item.form, barring).first else { return nil }
        return TitrationReason(
            .safetyLimit, alert.message + (alert.action.map { " " + $0 } ?? ""),
            source: alert.source, evidence: barring[0].evidence)
    }

    private func reason(_ ceiling: Alert) -> TitrationReason {
        TitrationReason(.ceiling, "A raise: " + ceiling.message, source: ceiling.source)
    }

    /// Whether the patient is frail or a limit for renal or hepatic impairment applies to the regular opioid.
    private func isAtRisk() throws(QuantityError) -> Bool {
        if picture.facts.context.isFrail == true { return true }
        let codes = Set(findings.map(\.code))
        return engine.tables.limits.contains { limit in
            switch limit.condition {
            case .renalBelow, .hepaticAtLeast: codes.contains(limit.code)
            default: false
            }
        }
    }
}

extension DosingEngine {
    /// An item's dose changed to the largest dispensable one that is not above an amount, at the same
    /// times.
    func titrated(
        _ item: RegimenItem, to amount: DailyAmount, trace: inout [TraceStep]
    ) throws(QuantityError) -> DoseProposal? {
        // A patch whose lines differ in how long they last might be mistaken for the other.
        guard let hours = lastingHours(of: item) else { return nil }
        let lines: Int?
        switch item.form.formulation {
        case .modifiedRelease, .patch:
            if hasProducts(for: item.form, everyHours: hours) {
                lines = hours
            } else if let shortest = interval(of: item.form), hours < shortest {
                lines = shortest
            } else {
                return nil
            }
        case .immediateRelease, .suppository, .injection, .infusion, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            lines = nil
        }
        return try proposal(
            DailyWindow(highest: amount), form: item.form, at: hours,
            of: LineChoice(everyHours: lines), .largest, trace: &trace)
    }
}

extension OpioidForm {
    /// An item that gives so much in 24 hours, to ask which limits apply to it.
    fileprivate func item(amounting amount: DailyAmount) -> RegimenItem {
        switch amount {
        case .mass(let daily): RegimenItem(form: self, amount: .infusion(daily))
        case .rate(let rate): RegimenItem(form: self, amount: .patch(rate: rate))
        }
    }
}

extension DailyAmount {
    /// The amount times a positive number.
    ///
    /// - Throws: `QuantityError.overflow`.
    fileprivate func multiplied(by factor: Rational) throws(QuantityError) -> DailyAmount {
        switch self {
        case .mass(let dose): .mass(try dose.scaled(by: factor))
        case .rate(let rate): .rate(try rate.scaled(by: factor))
        }
    }
}
