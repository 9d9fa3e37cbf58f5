import Quantities

extension DosingEngine {
    /// The scheme that a specialist named for a switch to methadone by mouth; nil for anything else.
    func methadoneScheme(of target: RotationTo) -> MethadoneScheme? {
        guard tables.isSpecialistOnly(target.form.opioid), target.form.route == .oral else {
            return nil
        }
        return tables.methadone.schemes.first { $0.id == target.methadoneScheme }
    }

    /// Oral morphine equivalent to methadone by one published scheme: the tier of the patient's age and
    /// dose, its higher ratio, the scheme's larger reduction, then the bounds of every start.
    ///
    /// Nothing here is reversible, no other set caps it, and no rescue dose follows from it.
    func methadoneRotation(
        of items: [RegimenItem], to form: OpioidForm, by scheme: MethadoneScheme,
        facts: PatientFacts
    ) throws(QuantityError) -> Outcome<RotationAnswer> {
        let current: OMEDDAnswer
        switch try equivalent(of: items, purpose: .conversion) {
        case .stopped(let refusal): return .stopped(refusal)
        case .computed(let answer): current = answer
        }
        guard let group = scheme.group(age: facts.context.ageYears) else {
            return .stopped(Refusal([ageUnknown(scheme)]))
        }
        var trace = current.trace
        guard
            let amount = try methadone(
                for: current.omedd, group, scheme, form: form, trace: &trace)
        else { return .stopped(Refusal([outside(scheme)])) }
        let reduction = scheme.reduction?.highest ?? .zero
        let reduced = try amount.reduced(by: reduction)
        if reduction > .zero {
            trace.append(
                TraceStep(
                    .incompleteCrossTolerance, form.words,
                    [.dailyDose(amount), .percentage(reduction)], .reducedBy, .dailyDose(reduced),
                    source: scheme.source, evidence: scheme.evidence))
        }
        let bounded = bounded(reduced, scheme, form: form, trace: &trace)
        var proposal = try proposal(
            DailyWindow(highest: .mass(bounded)), form: form,
            at: tables.methadone.start.everyHours.value, of: LineChoice(), .largest,
            trace: &trace)
        let verdict = try gate(proposal?.item(form: form) ?? form.probe, facts: facts)
        let barred = notProposed(form, verdict.barring)
        if !barred.isEmpty { proposal = nil }
        let safety = try self.safety(
            items: [proposal?.item(form: form) ?? form.probe], facts: facts, omedd: current.omedd)
        var alerts =
            current.alerts + methadoneAlerts(scheme, form: form, facts: facts) + safety.alerts
        alerts += barred
        if proposal == nil, barred.isEmpty {
            alerts.append(noProposal(for: RotationTo(form: form)))
        }
        alerts += unverified(trace)
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(
            RotationAnswer(
                from: current, to: form, equianalgesic: .mass(amount),
                table: ConversionSetID(scheme.id),
                byTable: try otherSchemes(current.omedd, except: scheme, facts: facts, form: form),
                reduction: reduction,
                reductionWindow: (scheme.reduction?.lowest ?? .zero)...reduction, adjustments: [],
                proposal: proposal, rescue: nil, timetable: timetable(from: items, to: form),
                alerts: alerts.ordered(), unchecked: safety.unchecked, trace: trace))
    }

    private func methadone(
        for omedd: OMEDD, _ group: MethadoneAgeGroup, _ scheme: MethadoneScheme,
        form: OpioidForm, trace: inout [TraceStep]
    ) throws(QuantityError) -> DailyDose? {
        let morphine = try DailyDose.milligramsPerDay(omedd.milligramsPerDay)
        for tier in group.tiers where try tier.contains(.mass(morphine)) {
            let dose: DailyDose
            let inputs: [TraceValue]
            let operation: TraceOperation
            switch tier.content {
            case .ratio(_, let highest):
                dose = try morphine.divided(by: highest)
                (inputs, operation) = ([.omedd(omedd), .number(highest)], .dividedBy)
            case .share(let lowest, _):
                dose = try morphine.scaled(by: lowest.share)
                (inputs, operation) = ([.omedd(omedd), .percentage(lowest)], .times)
            case .start(let lowest, _):
                dose = lowest
                (inputs, operation) = ([.omedd(omedd)], .lookedUp)
            }
            trace.append(
                TraceStep(
                    .methadoneScheme, "\(form.words), \(scheme.title)", inputs, operation,
                    .dailyDose(dose), table: ConversionSetID(scheme.id), source: scheme.source,
                    evidence: scheme.evidence))
            return dose.isZero ? nil : dose
        }
        return nil
    }

    /// Never above the scheme's own largest start, nor above that of the society.
    private func bounded(
        _ dose: DailyDose, _ scheme: MethadoneScheme, form: OpioidForm, trace: inout [TraceStep]
    ) -> DailyDose {
        let limit = tables.methadone.start.maximum
        let bound = min(limit.value, scheme.maximumStart ?? limit.value)
        trace.append(
            TraceStep(
                .maximumDose, form.words, [.dailyDose(dose), .dailyDose(bound)], .lowestOf,
                .dailyDose(min(dose, bound)), source: limit.source, evidence: limit.evidence))
        return min(dose, bound)
    }

    /// The spread: what the other schemes give before their reductions.
    private func otherSchemes(
        _ omedd: OMEDD, except chosen: MethadoneScheme, facts: PatientFacts, form: OpioidForm
    ) throws(QuantityError) -> [EquianalgesicPoint] {
        var points: [EquianalgesicPoint] = []
        for scheme in tables.methadone.schemes where scheme.id != chosen.id {
            var unused: [TraceStep] = []
            guard let group = scheme.group(age: facts.context.ageYears),
                let dose = try methadone(for: omedd, group, scheme, form: form, trace: &unused)
            else { continue }
            points.append(
                EquianalgesicPoint(
                    table: ConversionSetID(scheme.id), amount: .mass(dose), isConsidered: false))
        }
        return points
    }

    // MARK: Words

    private func methadoneAlerts(
        _ scheme: MethadoneScheme, form: OpioidForm, facts: PatientFacts
    ) -> [Alert] {
        let source = tables.methadone.start.maximum.source
        var alerts = [
            Alert(
                code: "methadone-specialist", severity: .caution,
                message: "Only for a specialist who is used to methadone: it accumulates for days, "
                    + "and the published schemes differ several-fold.",
                action:
                    "Compare the schemes, watch sedation and breathing daily, and change the dose "
                    + "no sooner than the source allows.", source: source)
        ]
        if facts.observations.correctedQTMilliseconds == nil {
            alerts.append(
                Alert(
                    code: "methadone-ecg-unknown", severity: .caution,
                    message: "The QTc is not known; methadone prolongs it.",
                    action: "Record an ECG before the first dose, above all with risk factors.",
                    source: source))
        }
        return alerts
    }

    private func ageUnknown(_ scheme: MethadoneScheme) -> Alert {
        Alert(
            code: "methadone-age-unknown", severity: .stop,
            message: "\(scheme.title) has different tiers by age, and the age is not known.",
            action: "Give the age and ask again.", source: scheme.source)
    }

    private func outside(_ scheme: MethadoneScheme) -> Alert {
        Alert(
            code: "methadone-outside-scheme", severity: .stop,
            message: "The present dose lies outside the tiers of \(scheme.title).",
            action: "Name another scheme, or ask a specialist.", source: scheme.source)
    }
}

extension MethadoneScheme {
    /// The tiers for an age; nil where they depend on it and it is unknown.
    fileprivate func group(age: Int?) -> MethadoneAgeGroup? {
        if groups.count == 1 { return groups.first }
        guard let age else { return nil }
        return groups.first {
            ($0.ageBelow.map { age < $0 } ?? true) && ($0.ageAtLeast.map { age >= $0 } ?? true)
        }
    }
}
