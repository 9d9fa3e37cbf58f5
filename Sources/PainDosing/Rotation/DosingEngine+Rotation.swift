public import Quantities

extension DosingEngine {
    /// The regimen switched to a target: equianalgesic dose by the direction's own ratio, reduction
    /// for incomplete cross-tolerance, cap by the considered sets, rounding down to products.
    ///
    /// - Returns: the answer, or the stops that forbid one. A scale made for exposure, methadone on
    ///   either side and every stop of the safety limits give a refusal.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func rotation(
        of items: [RegimenItem], to target: RotationTo, facts: PatientFacts = PatientFacts()
    ) throws(QuantityError) -> Outcome<RotationAnswer> {
        let refusals = try rotationStops(items: items, target: target, facts: facts)
        guard refusals.isEmpty else { return .stopped(Refusal(refusals)) }
        if let scheme = methadoneScheme(of: target) {
            return try methadoneRotation(of: items, to: target.form, by: scheme, facts: facts)
        }
        let current: OMEDDAnswer
        switch try equivalent(of: items, purpose: .conversion) {
        case .stopped(let refusal): return .stopped(refusal)
        case .computed(let answer): current = answer
        }
        guard let start = try equianalgesic(items: items, current: current, to: target.form) else {
            return .stopped(Refusal([noWay(to: target.form)]))
        }
        guard let rule = crossToleranceRule(from: items, to: target.form) else {
            return .stopped(Refusal([noReductionRule(for: target.form)]))
        }
        let reduction = target.reduction ?? rule.standard
        var trace = current.trace + [start.step]
        var amount = try start.amount.reduced(by: reduction)
        trace.append(
            TraceStep(
                .incompleteCrossTolerance, target.form.words,
                [TraceValue(start.amount), .percentage(reduction)], .reducedBy,
                TraceValue(amount), source: rule.source, isVerified: rule.isVerified))
        let others = try otherSets(items: items, to: target.form, except: start.table)
        if let cap = try cap(amount, by: others, form: target.form, trace: &trace) { amount = cap }
        // After the cap: a label's halving is meant of the dose that its own table gives.
        let isSwitch = !items.allSatisfy { $0.form.isSameDrugAndRoute(as: target.form) }
        let adjustments = isSwitch ? self.adjustments(to: target.form, facts: facts) : []
        amount = try adjusted(amount, by: adjustments, form: target.form, trace: &trace)
        let proposal = try proposal(amount, form: target.form, trace: &trace)
        let newItem = proposal.map { $0.item(form: target.form) }
        // Without a proposal the limits are asked about the form alone.
        let safety = try self.safety(
            items: [newItem ?? target.form.probe], facts: facts, omedd: current.omedd)
        let uncheckedAdjustments =
            isSwitch ? self.uncheckedAdjustments(to: target.form, facts: facts) : []
        var alerts = current.alerts + safety.alerts
        if proposal == nil { alerts.append(noProposal(for: target.form)) }
        if start.table != current.table {
            alerts.append(mixed(current.table, with: start.table, form: target.form))
        }
        var rescueDose: RescueDose?
        if let newItem { rescueDose = try rescue(for: [newItem], facts: facts, trace: &trace) }
        alerts += unverified(trace)
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(
            RotationAnswer(
                from: current, to: target.form, equianalgesic: start.amount, table: start.table,
                byTable: others, reduction: reduction,
                reductionWindow: rule.lowest...rule.highest, adjustments: adjustments,
                proposal: proposal, rescue: rescueDose,
                timetable: timetable(from: items, to: target.form), alerts: alerts.ordered(),
                unchecked: (safety.unchecked + uncheckedAdjustments).merged(), trace: trace))
    }

    // MARK: Reduction, products, clock

    private func crossToleranceRule(
        from items: [RegimenItem], to form: OpioidForm
    ) -> CrossToleranceRule? {
        let rules = tables.rotation.crossTolerance
        let own = rules.first {
            $0.target.map {
                $0.opioid == form.opioid && ($0.route.map { $0 == form.route } ?? true)
            } ?? false
        }
        guard let rule = own ?? rules.first(where: { $0.target == nil }) else { return nil }
        // Another form of the same drug by the same route meets the same tolerance.
        guard items.allSatisfy({ $0.form.isSameDrugAndRoute(as: form) }) else { return rule }
        return CrossToleranceRule(
            target: rule.target, standard: .zero, lowest: .zero, highest: rule.highest,
            source: rule.source, isVerified: rule.isVerified, note: rule.note)
    }

    private func noReductionRule(for form: OpioidForm) -> Alert {
        Alert(
            code: "no-reduction-rule", severity: .stop,
            message: "The rotation table has no reduction for \(form.words).",
            action: "Add a rule to the rotation table, or ask a specialist.")
    }

    /// The largest dispensable dose that is not above an amount.
    ///
    /// - Parameters:
    ///   - everyHours: an interval that is asked for; nil for that of the products.
    ///   - linesEvery: with `everyHours`, only products made for this interval; nil for any.
    func proposal(
        _ amount: DailyAmount, form: OpioidForm, everyHours: Int? = nil, linesEvery: Int? = nil,
        trace: inout [TraceStep]
    ) throws(QuantityError) -> DoseProposal? {
        let wanted: DoseAmount
        let hours: Int?
        switch amount {
        case .rate(let rate):
            wanted = .rate(rate)
            hours = everyHours
        case .mass(let dose):
            guard let interval = everyHours ?? interval(of: form) else { return nil }
            let count = try Rational(24, over: Int128(interval))
            let perDose = try dose.perDose(timesPerDay: count)
            trace.append(
                TraceStep(
                    .doseEachTime, form.words, [.dailyDose(dose), .number(count)], .dividedBy,
                    .mass(perDose)))
            wanted = .mass(perDose)
            hours = interval
        }
        // A named interval holds for any product; else the product must be made for its own.
        let lineHours = everyHours == nil ? hours : linesEvery
        guard let dispensed = try dispensable(form, atMost: wanted, everyHours: lineHours),
            let every = hours ?? dispensed.line.intervalHours
        else { return nil }
        let perDay: DailyAmount
        switch dispensed.amount {
        case .mass(let mass):
            perDay = .mass(try DailyDose(mass, timesPerDay: Rational(24, over: Int128(every))))
        case .rate(let rate): perDay = .rate(rate)
        }
        trace.append(
            TraceStep(
                .roundedToProduct, dispensed.line.title, [wanted.traceValue], .roundedDownTo,
                dispensed.amount.traceValue, source: dispensed.line.source,
                isVerified: dispensed.line.isVerified))
        return DoseProposal(
            perDay: perDay, perDose: dispensed.amount, everyHours: every, dispensed: dispensed)
    }

    func timetable(from items: [RegimenItem], to form: OpioidForm) -> [SwitchingTime] {
        tables.rotation.timetable.filter { time in
            (time.to.map { $0 == form.formulation } ?? true)
                && items.contains { item in
                    (time.from.map { $0 == item.form.formulation } ?? true)
                        && (time.fromOpioid.map { $0 == item.form.opioid } ?? true)
                }
                && (time.from != nil || time.to != nil)
        }
    }

    /// Why no dose is proposed: no product, no interval to divide the day by, or nothing small
    /// enough.
    func noProposal(for form: OpioidForm) -> Alert {
        guard hasProducts(for: form) else {
            return Alert(
                code: "no-product", severity: .caution,
                message: "The product table has no strengths of \(form.words), so no dose is "
                    + "proposed.",
                action: "Ask a pharmacist what can be dispensed, or choose another target.")
        }
        guard form.route == .transdermal || interval(of: form) != nil else {
            return Alert(
                code: "no-interval", severity: .caution,
                message: "The product table has no interval between doses of \(form.words), so no "
                    + "dose by the clock is proposed.",
                action: "Choose a modified-release form, a patch or an infusion as the target.")
        }
        return Alert(
            code: "below-smallest-strength", severity: .caution,
            message: "The computed dose is below the smallest strength of \(form.words) in the "
                + "product table; nothing is rounded up.",
            action: smallerChoices(form))
    }

    /// Other forms of the same opioid that the tables have products for.
    private func smallerChoices(_ form: OpioidForm) -> String {
        let forms = Set(
            tables.products.filter { !$0.isCombined }.map(\.form)
                .filter { $0.opioid == form.opioid && $0 != form })
        guard !forms.isEmpty else { return "Choose another opioid as the target." }
        let words = forms.map(\.words).sorted().joined(separator: ", ")
        return "Choose a liquid or another form as the target: \(words)."
    }

    private func mixed(
        _ first: ConversionSetID, with other: ConversionSetID, form: OpioidForm
    ) -> Alert {
        Alert(
            code: "tables-mixed", severity: .caution,
            message: "\(first) gives no way to \(form.words); that figure was taken from "
                + "\(other).",
            action: "Check that it suits the patient, or name one table.")
    }
}

extension DoseProposal {
    /// The proposal as a regimen item, for the safety limits and the new rescue dose.
    func item(form: OpioidForm) -> RegimenItem {
        let amount: RegimenAmount =
            switch (perDose, perDay) {
            case (.mass(let mass), _) where form.formulation != .infusion:
                .scheduled(dose: mass, .everyHours(everyHours))
            case (.rate(let rate), _), (_, .rate(let rate)): .patch(rate: rate)
            case (.mass, .mass(let daily)): .infusion(daily)
            }
        return RegimenItem(form: form, amount: amount, product: dispensed.line.id)
    }
}
