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
        showing(items, in: try switched(items, to: target, facts: facts))
    }

    private func switched(
        _ items: [RegimenItem], to target: RotationTo, facts: PatientFacts
    ) throws(QuantityError) -> Outcome<RotationAnswer> {
        let refusals = try rotationStops(items: items, target: target, facts: facts)
        guard refusals.isEmpty else { return .stopped(Refusal(refusals)) }
        if let scheme = methadoneScheme(of: target) {
            return try methadoneRotation(of: items, to: target.form, by: scheme, facts: facts)
        }
        let current: OMEDDAnswer
        let start: EquianalgesicStart
        switch try equivalent(of: items, purpose: .conversion) {
        case .computed(let answer):
            guard let found = try equianalgesic(items: items, current: answer, to: target.form)
            else { return .stopped(Refusal([noWay(from: items, to: target.form)])) }
            (current, start) = (answer, found)
        case .stopped(let refusal):
            // A set may print the switch itself and no OMEDD: the dose then comes from its own line,
            // and what the limits and the rescue dose go by from the sets that know the regimen.
            guard let found = try printedSwitch(items, to: target.form),
                case .computed(let answer) = try equivalent(of: items, in: comparingSets)
            else { return .stopped(refusal) }
            (current, start) = (answer, found)
        }
        guard let rule = crossToleranceRule(from: items, to: target.form) else {
            return .stopped(Refusal([noReductionRule(for: target.form)]))
        }
        let reduction = target.reduction ?? standardReduction(rule)
        var trace = current.trace + [start.step]
        var amount = try start.amount.reduced(by: reduction)
        trace.append(
            TraceStep(
                .incompleteCrossTolerance, target.form.words,
                [TraceValue(start.amount), .percentage(reduction)], .reducedBy,
                TraceValue(amount), source: rule.source, evidence: rule.evidence))
        let others = try otherSets(items: items, to: target.form, except: start.table)
        // Of the same opioid one set's own ratio is the whole figure; the others are shown beside it.
        if !items.allSatisfy({ $0.form.opioid == target.form.opioid }),
            let cap = try cap(amount, by: others, form: target.form, trace: &trace)
        {
            amount = cap
        }
        // After the cap: a label's halving is meant of the dose that its own table gives.
        let isSwitch = !items.allSatisfy { $0.form.isSameDrugAndRoute(as: target.form) }
        let lowering = isSwitch ? try gate(target.form, facts: facts).lowering : []
        let adjustments =
            isSwitch ? try self.adjustments(to: target.form, lowering, facts: facts) : []
        let unlowered = amount
        amount = try adjusted(amount, by: adjustments, form: target.form, trace: &trace)
        amount = bounded(amount, by: lowering, form: target.form, trace: &trace)
        let window = try DailyWindow(
            lowest: start.amount.reduced(by: rule.highest), highest: amount)
        var proposal = try proposal(
            window, form: target.form, lines: target.lines,
            everyHours: (lowering.map(\.shortestInterval) + [target.everyHours])
                .compactMap(\.self).max(), trace: &trace)
        // A dose that is too large without the reductions is not made acceptable by a risk.
        var unused: [TraceStep] = []
        let unloweredItem = try self.proposal(
            DailyWindow(highest: unlowered), form: target.form, lines: target.lines, trace: &unused
        )?.item(form: target.form)
        var barred: [Alert] = []
        for item in [proposal?.item(form: target.form) ?? target.form.probe, unloweredItem]
            .compactMap(\.self) where barred.isEmpty
        {
            barred = notProposed(target.form, try gate(item, facts: facts).barring)
        }
        if !barred.isEmpty { proposal = nil }
        let newItem = proposal.map { $0.item(form: target.form) }
        var rescue = RescueAnswer(dose: nil, alerts: [])
        if let newItem { rescue = try self.rescue(for: [newItem], facts: facts, trace: &trace) }
        // Without a proposal the limits are asked about the form alone.
        let safety = try self.safety(
            items: [newItem ?? target.form.probe] + rescue.item, facts: facts,
            omedd: current.omedd)
        let uncheckedAdjustments =
            isSwitch ? self.uncheckedAdjustments(to: target.form, facts: facts) : []
        var alerts = current.alerts + safety.alerts + barred + rescue.alerts
        if let note = assumed(target) { alerts.append(note) }
        if proposal == nil, barred.isEmpty { alerts.append(noProposal(for: target)) }
        if let line = proposal?.dispensed.line, !line.countries.contains(policy.country) {
            alerts.append(notSold(line))
        }
        if start.table != current.table {
            alerts.append(mixed(current, with: start, form: target.form))
        }
        alerts += unverified(trace)
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(
            RotationAnswer(
                from: current, to: target.form, equianalgesic: start.amount, table: start.table,
                byTable: others, reduction: reduction,
                reductionWindow: rule.lowest...rule.highest, adjustments: adjustments,
                proposal: proposal, rescue: rescue.dose,
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
        if items.allSatisfy({ $0.form.opioid == form.opioid }) {
            let ways = rules.filter(\.isNewRoute)
            let route =
                ways.first { $0.countries.contains(policy.country) }
                ?? ways.first { $0.countries.isEmpty } ?? own
                ?? rules.first { $0.target == nil }
            // Another form of the same drug by the same route meets the same tolerance.
            guard let route, items.allSatisfy({ $0.form.isSameDrugAndRoute(as: form) }) else {
                return route
            }
            return CrossToleranceRule(
                target: route.target, standard: .zero, lowest: .zero, highest: .zero,
                source: route.source, evidence: route.evidence, note: route.note)
        }
        return own ?? rules.first { $0.target == nil && !$0.isNewRoute }
    }

    /// The ward's own figure where it has one, else that of the rule.
    private func standardReduction(_ rule: CrossToleranceRule) -> Percentage {
        // A rule without a window has nothing to choose from.
        if rule.lowest == rule.highest { return rule.standard }
        return (rule.isNewRoute ? policy.newRouteReduction : policy.crossTolerance)
            ?? rule.standard
    }

    private func noReductionRule(for form: OpioidForm) -> Alert {
        Alert(
            code: "no-reduction-rule", severity: .stop,
            message: "The rotation table has no reduction for \(form.words).",
            action: "Add a rule to the rotation table, or ask a specialist.")
    }

    /// The dose within a window of a day's amounts that can be dispensed.
    ///
    /// - Parameters:
    ///   - lines: only these product lines; empty for any.
    ///   - everyHours: the shortest interval that is allowed; nil for that of the products.
    func proposal(
        _ window: DailyWindow, form: OpioidForm, lines: Set<ProductLineID> = [],
        everyHours: Int? = nil, trace: inout [TraceStep]
    ) throws(QuantityError) -> DoseProposal? {
        guard case .mass = window.highest, form.formulation != .patch else {
            return try proposal(
                window, form: form, at: nil, of: LineChoice(lines: lines), .largest,
                trace: &trace)
        }
        guard let own = interval(of: form, lines: lines) else { return nil }
        let hours = max(own, everyHours ?? 0)
        // Capsules and pumps come as near as they can; what is measured by hand is a round dose.
        let isMeasured = form.formulation != .modifiedRelease && form.formulation != .infusion
        return try proposal(
            window, form: form, at: hours, of: LineChoice(everyHours: own, lines: lines),
            isMeasured ? .easiest : .largest, trace: &trace)
    }

    /// The same at a fixed interval.
    ///
    /// - Parameters:
    ///   - hours: the interval; nil for that of the patch.
    ///   - lines: which lines the dose may be made of.
    ///   - choice: which dose of the window is taken.
    func proposal(
        _ window: DailyWindow, form: OpioidForm, at hours: Int?, of lines: LineChoice,
        _ choice: DoseWindow.Choice, trace: inout [TraceStep]
    ) throws(QuantityError) -> DoseProposal? {
        let doses: DoseWindow
        switch window.highest {
        case .rate(let rate):
            doses = DoseWindow(highest: .rate(rate), choice: .largest)
        case .mass(let dose):
            guard let hours else { return nil }
            let count = try Rational(24, over: Int128(hours))
            let perDose = try dose.perDose(timesPerDay: count)
            trace.append(
                TraceStep(
                    .doseEachTime, form.words, [.dailyDose(dose), .number(count)], .dividedBy,
                    .mass(perDose)))
            var lowest: DoseAmount?
            if case .mass(let low)? = window.lowest {
                lowest = .mass(try low.perDose(timesPerDay: count))
            }
            doses = DoseWindow(lowest: lowest, highest: .mass(perDose), choice: choice)
        }
        guard let dispensed = try dispensable(form, doses, lines),
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
                .roundedToProduct, dispensed.line.title, [doses.highest.traceValue],
                .roundedDownTo, dispensed.amount.traceValue, source: dispensed.line.source,
                evidence: dispensed.line.evidence))
        return DoseProposal(
            perDay: perDay, perDose: dispensed.amount, everyHours: every, dispensed: dispensed)
    }

    func timetable(from items: [RegimenItem], to form: OpioidForm) -> [SwitchingTime] {
        tables.rotation.timetable.filter { time in
            (time.to.map { $0 == form.formulation } ?? true)
                && (time.toOpioid.map { $0 == form.opioid } ?? true)
                && items.contains { item in
                    (time.from.map { $0 == item.form.formulation } ?? true)
                        && (time.fromOpioid.map { $0 == item.form.opioid } ?? true)
                }
                && (time.from != nil || time.to != nil)
        }
    }

    /// Why no dose is proposed: no product, no interval to divide the day by, or nothing small
    /// enough.
    func noProposal(for target: RotationTo) -> Alert {
        let form = target.form
        if let line = tables.products.first(where: { target.lines.contains($0.id) }),
            dispensed(for: form, lines: target.lines).isEmpty
        {
            return Alert(
                code: "no-product", severity: .caution,
                message: "\(line.title) are not among what this ward has, so no dose is proposed.",
                action: "Name the opioid and the form instead of the brand.")
        }
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
                    + "regular dose is proposed.",
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

    private func notSold(_ line: ProductLine) -> Alert {
        Alert(
            code: "product-not-sold", severity: .caution,
            message: "\(line.title) are not on the lists of what is sold in this country "
                + "(\(policy.country.rawValue)).",
            action: "Check that they can be dispensed, or name the opioid and the form instead.",
            source: line.source)
    }

    private func mixed(
        _ current: OMEDDAnswer, with start: EquianalgesicStart, form: OpioidForm
    ) -> Alert {
        let isBeside = policy.namedSet == start.table
        return Alert(
            code: "tables-mixed", severity: .caution,
            message: isBeside
                ? "\(start.table) prints this switch and no OMEDD of the regimen; the OMEDD beside "
                    + "it was taken from \(current.tables)."
                : "\(current.table) gives no way to \(form.words); that figure was taken from "
                    + "\(start.table).",
            action: isBeside
                ? "Go by the switch; the OMEDD serves the limits only."
                : "Check that it suits the patient, or name one table.")
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

extension OMEDDAnswer {
    /// The sets that its figures came from.
    fileprivate var tables: String {
        Set(components.map(\.table.name)).sorted().joined(separator: ", ")
    }
}
