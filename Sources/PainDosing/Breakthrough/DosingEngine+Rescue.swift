import Quantities

extension DosingEngine {
    /// The immediate-release rescue dose for a background regimen: a share of its 24-hour dose in
    /// the same opioid where one is given by mouth or pump, else of its OMEDD in oral morphine.
    ///
    /// The largest published share is the upper bound; the smallest is used for the frail and where
    /// a renal limit speaks for the rescue opioid.
    func rescue(
        for background: [RegimenItem], facts: PatientFacts, trace: inout [TraceStep]
    ) throws(QuantityError) -> RescueDose? {
        guard let base = try rescueBase(background) else { return nil }
        let window = tables.breakthrough.rescueFraction
        let hasRenalLimit = try hasRenalLimit(base.form, facts: facts)
        let isCareful = facts.context.isFrail == true || hasRenalLimit
        let share = isCareful ? window.value.smallest : window.value.largest
        let largest = try base.daily.scaled(by: share).perDose(timesPerDay: .one)
        let smallest = try base.daily.scaled(by: window.value.smallest).perDose(timesPerDay: .one)
        trace.append(
            TraceStep(
                .rescueShare, base.form.words, [.dailyDose(base.daily), .number(share)], .times,
                .mass(largest), source: window.source, isVerified: window.isVerified))
        let dispensed = try dispensable(base.form, atMost: .mass(largest))
        if let dispensed {
            trace.append(
                TraceStep(
                    .roundedToProduct, dispensed.line.title, [.mass(largest)], .roundedDownTo,
                    dispensed.amount.traceValue, source: dispensed.line.source,
                    isVerified: dispensed.line.isVerified))
        }
        return RescueDose(
            form: base.form, dispensed: dispensed, share: share, largest: largest,
            smallest: smallest, source: window.source, isVerified: window.isVerified)
    }

    private func rescueBase(
        _ background: [RegimenItem]
    ) throws(QuantityError) -> (form: OpioidForm, daily: DailyDose)? {
        guard let first = background.first?.form else { return nil }
        if background.allSatisfy({ $0.form.isSameDrugAndRoute(as: first) }),
            let rescueForm = rescueForm(of: first)
        {
            var total = try DailyDose.milligramsPerDay(.zero)
            for item in background {
                guard case .mass(let dose) = try item.dailyAmount else { return nil }
                total = try total.adding(dose)
            }
            return (rescueForm, total)
        }
        guard let omedd = try conversionOMEDD(of: background) else { return nil }
        return (.oralMorphine, try .milligramsPerDay(omedd.milligramsPerDay))
    }

    /// The form that acts at once, of the same opioid by the same route, if the catalogue has it.
    private func rescueForm(of form: OpioidForm) -> OpioidForm? {
        let formulation: Formulation
        switch form.route {
        case .oral: formulation = .immediateRelease
        case .subcutaneous, .intravenous: formulation = .injection
        case .rectal, .sublingual, .buccal, .nasal, .transdermal, .intramuscular: return nil
        }
        guard tables.opioid(form.opioid)?.formulations.contains(formulation) ?? false else {
            return nil
        }
        return OpioidForm(opioid: form.opioid, route: form.route, formulation: formulation)
    }

    private func hasRenalLimit(
        _ form: OpioidForm, facts: PatientFacts
    ) throws(QuantityError) -> Bool {
        let situation = SafetySituation(
            tables: tables, items: [form.probe], facts: facts, omedd: nil)
        for limit in tables.limits {
            if case .renalBelow = limit.condition,
                try situation.verdict(limit.condition) == .met
            {
                return true
            }
        }
        return false
    }
}

extension OpioidForm {
    /// Whether the other form brings the same opioid in by the same route.
    func isSameDrugAndRoute(as other: OpioidForm) -> Bool {
        opioid == other.opioid && route == other.route
    }

    /// An item without an amount worth mentioning, to ask which limits speak for a form.
    var probe: RegimenItem {
        RegimenItem(form: self, amount: .infusion(.nothing))
    }
}

extension DoseAmount {
    /// The amount as it stands in a trace.
    var traceValue: TraceValue {
        switch self {
        case .mass(let mass): .mass(mass)
        case .rate(let rate): .rate(rate)
        }
    }
}
