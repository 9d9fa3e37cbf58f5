public import Quantities

extension DosingEngine {
    /// Who may get a rapid-onset opioid, with which dose, and the immediate-release rescue dose
    /// beside it.
    ///
    /// A background opioid without a figure in any table in use has no OMEDD here; tolerance then
    /// rests on the thresholds that the labels print for the drug, and nothing is proportional.
    ///
    /// - Parameters:
    ///   - items: the regimen; only its around-the-clock part counts here.
    ///   - product: the one product asked for; nil for those that are sold and stocked.
    ///   - inUse: the product in use at present; nil for a first one.
    /// - Returns: the answer, or the stops that forbid one.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func breakthrough(
        for items: [RegimenItem], pain: PainPicture, facts: PatientFacts = PatientFacts(),
        product: RapidOnsetProductID? = nil, inUse: RapidOnsetInUse? = nil
    ) throws(QuantityError) -> Outcome<BreakthroughAnswer> {
        showing(
            items,
            in: try offered(for: items, pain: pain, facts: facts, product: product, inUse: inUse))
    }

    private func offered(
        for items: [RegimenItem], pain: PainPicture, facts: PatientFacts,
        product: RapidOnsetProductID?, inUse: RapidOnsetInUse?
    ) throws(QuantityError) -> Outcome<BreakthroughAnswer> {
        let background = items.filter(\.amount.isBackground)
        var refusals = try breakthroughStops(items: items, facts: facts)
        for item in background where tables.isSpecialistOnly(item.form.opioid) {
            refusals.append(specialistOnly(item.form.opioid))
        }
        guard refusals.isEmpty else { return .stopped(Refusal(refusals)) }
        var baseline: OMEDDAnswer?
        var alerts: [Alert] = []
        switch try equivalent(of: background, purpose: .conversion) {
        case .computed(let answer):
            baseline = answer
            alerts += answer.alerts
        case .stopped(let refusal) where refusal.isMissingFigure:
            alerts += refusal.alerts.map(\.withoutEquivalent)
        case .stopped(let refusal): return .stopped(refusal)
        }
        let criteria = try criteria(background, baseline?.omedd, pain: pain, facts: facts)
        let offer = RapidOnsetOffer(
            criteria, baseline: baseline?.omedd, product: product, inUse: inUse, pain: pain)
        var strategy = strategy(of: offer)
        var trace = baseline?.trace ?? []
        var options: [RapidOnsetOption] = []
        var products = strategy == .none ? [] : rapidOnsetProducts(for: offer)
        var barred: [Alert] = []
        for product in products {
            let verdict = try gate(product.form, beside: items, facts: facts)
            guard verdict.isOpen else {
                barred = barred.isEmpty ? notProposed(product.form, verdict.barring) : barred
                products.removeAll { $0.id == product.id }
                continue
            }
            // The frail, and whom a limit asks to give less, start where the label does.
            let isCareful = facts.context.isFrail == true || !verdict.lowering.isEmpty
            let option = try rapidOnsetOption(
                of: product, by: isCareful && strategy == .proportional ? .titrate : strategy,
                in: offer, trace: &trace)
            if let option { options.append(option) }
        }
        if !barred.isEmpty, options.isEmpty {
            strategy = .none
        } else if strategy == .proportional, !options.contains(where: \.isProportional) {
            strategy = .titrate
        }
        let rescue = try rescue(for: background, facts: facts, trace: &trace)
        // The limits look at the regimen together with what is offered beside it.
        let safety = try self.safety(
            items: items + options.map(\.product.form.probe) + rescue.item, facts: facts,
            omedd: baseline?.omedd)
        alerts += safety.alerts + barred + rescue.alerts
        alerts +=
            background.isEmpty
            ? [noBackground()] : eligibilityAlerts(criteria, offer: offer)
        if strategy != .none { alerts += optionAlerts(options, of: products, in: offer) }
        alerts += unverified(trace, others: options.flatMap(\.unverified))
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(
            BreakthroughAnswer(
                omedd: baseline, isEligible: offer.isEligible, criteria: criteria,
                strategy: strategy, options: options,
                contraindications: options.isEmpty ? [] : tables.breakthrough.contraindications,
                lowestDoseAdvice: options.contains(where: \.isProportional)
                    ? tables.breakthrough.lowestDoseAdvice : [],
                immediateRelease: rescue.dose, alerts: alerts.ordered(),
                unchecked: safety.unchecked, trace: trace))
    }

    /// What forbids every dose.
    ///
    /// The stops of the regimen, and for the opioid-naive those of rapid-onset opioids too. Any other
    /// stop of such an opioid keeps back that opioid alone.
    private func breakthroughStops(
        items: [RegimenItem], facts: PatientFacts
    ) throws(QuantityError) -> [Alert] {
        guard facts.context.isOpioidNaive == true else {
            return try stops(items: items, facts: facts)
        }
        return try stops(
            items: items + tables.breakthrough.products.map(\.form.probe), facts: facts)
    }

    private func noBackground() -> Alert {
        Alert(
            code: "no-background-opioid", severity: .caution,
            message: "No rapid-onset opioid and no share for a rescue dose: the regimen holds no "
                + "regular opioid; doses taken as needed don't make a patient tolerant.",
            action: "Add the background opioid, or ask how to start one.",
            source: tables.breakthrough.toleranceOMEDD.source)
    }
}

extension Alert {
    /// A missing figure where only the oral morphine equivalent rests on it.
    fileprivate var withoutEquivalent: Alert {
        Alert(
            code: "no-equivalent", severity: .info, message: message, action: action, source: source
        )
    }
}
