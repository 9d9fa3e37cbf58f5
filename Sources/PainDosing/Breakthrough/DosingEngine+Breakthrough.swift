public import Quantities

extension DosingEngine {
    /// Who may get a rapid-onset opioid, with which first dose, and the immediate-release rescue
    /// dose beside it.
    ///
    /// - Parameters:
    ///   - items: the regimen; only its around-the-clock part counts here.
    ///   - product: the one product asked for; nil for all.
    ///   - inUse: the product that is to be replaced; nil for a first one.
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
        let baseline: OMEDDAnswer
        switch try equivalent(of: background, purpose: .conversion) {
        case .stopped(let refusal): return .stopped(refusal)
        case .computed(let answer): baseline = answer
        }
        let criteria = try criteria(background, baseline.omedd, pain: pain, facts: facts)
        let isEligible = criteria.allSatisfy { !$0.isBlocking || $0.isMet == true }
        let first = self.strategy(isEligible: isEligible, baseline: baseline.omedd)
        // Between products nothing is proportional: no two may be exchanged by the microgram.
        let strategy: BreakthroughStrategy =
            inUse != nil && first == .proportional ? .titrate : first
        var trace = baseline.trace
        let options: [RapidOnsetOption] =
            if let inUse, strategy != .none {
                switchOptions(from: inUse, product: product)
            } else {
                try self.options(
                    strategy, baseline: baseline.omedd, product: product, trace: &trace)
            }
        let rescue = try rescue(for: background, facts: facts, trace: &trace)
        // The limits look at the regimen together with what is offered beside it.
        let safety = try self.safety(
            items: items + options.map(\.product.form.probe) + rescue.item, facts: facts,
            omedd: baseline.omedd)
        var alerts = baseline.alerts + safety.alerts + rescue.alerts
        alerts +=
            background.isEmpty
            ? [noBackground()] : eligibilityAlerts(criteria, strategy: strategy)
        if inUse != nil, strategy != .none { alerts.append(notInterchangeable()) }
        alerts += unverified(
            trace,
            others: options.filter { !$0.product.isVerified }
                .map { ($0.product.title, $0.product.source) }
                + options.compactMap(\.switchStart).filter { !$0.isVerified }
                .map { ("start after \($0.from)", $0.source) })
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(
            BreakthroughAnswer(
                omedd: baseline, isEligible: isEligible, criteria: criteria, strategy: strategy,
                options: options,
                contraindications: options.isEmpty ? [] : tables.breakthrough.contraindications,
                immediateRelease: rescue.dose, alerts: alerts.ordered(),
                unchecked: safety.unchecked,
                trace: trace))
    }

    // MARK: Eligibility

    private func breakthroughStops(
        items: [RegimenItem], facts: PatientFacts
    ) throws(QuantityError) -> [Alert] {
        try stops(items: items + tables.breakthrough.products.map(\.form.probe), facts: facts)
    }

    private func noBackground() -> Alert {
        Alert(
            code: "no-background-opioid", severity: .caution,
            message: "No rapid-onset opioid and no share for a rescue dose: the regimen holds no "
                + "opioid by the clock; doses taken as needed don't make a patient tolerant.",
            action: "Add the background opioid, or ask how to start one.",
            source: tables.breakthrough.toleranceOMEDD.source)
    }

    private func criteria(
        _ background: [RegimenItem], _ omedd: OMEDD, pain: PainPicture, facts: PatientFacts
    ) throws(QuantityError) -> [BreakthroughCriterion] {
        let rules = tables.breakthrough
        let tolerance = try tolerance(background, omedd)
        let goal = pain.goal.map { max($0, rules.controlledBackground.value) }
        let backgroundLimit = goal ?? rules.controlledBackground.value
        let week = rules.toleranceDays.value
        return [
            BreakthroughCriterion(
                name: .opioidTolerant, value: .omedd(omedd),
                limit: .omedd(rules.toleranceOMEDD.value), isMet: tolerance.isMet,
                isBlocking: true, source: tolerance.source),
            BreakthroughCriterion(
                name: .tolerantForAWeek, value: facts.context.aroundTheClockDays.map { .days($0) },
                limit: .days(week), isMet: facts.context.aroundTheClockDays.map { $0 >= week },
                isBlocking: facts.context.aroundTheClockDays != nil, source: tolerance.source),
            BreakthroughCriterion(
                name: .backgroundControlled, value: pain.background.map { .score($0) },
                limit: .score(backgroundLimit),
                isMet: pain.background.map { $0 <= backgroundLimit }, isBlocking: true,
                source: rules.controlledBackground.source),
            BreakthroughCriterion(
                name: .episodesPerDay, value: pain.episodes.map { .count($0) },
                limit: .count(rules.maximumEpisodesPerDay.value),
                isMet: pain.episodes.map { $0 <= rules.maximumEpisodesPerDay.value },
                isBlocking: true, source: rules.maximumEpisodesPerDay.source),
            BreakthroughCriterion(
                name: .episodePeak, value: pain.peak.map { .score($0) },
                limit: .score(rules.episodePeak.value),
                isMet: pain.peak.map { $0 >= rules.episodePeak.value }, isBlocking: false,
                source: rules.episodePeak.source),
        ]
    }

    /// By the labels' own list of drugs; for any other opioid by the equivalent OMEDD.
    private func tolerance(
        _ background: [RegimenItem], _ omedd: OMEDD
    ) throws(QuantityError) -> (isMet: Bool, source: SourceID) {
        for threshold in tables.breakthrough.tolerance {
            var total: DailyAmount?
            for item in background
            where item.form.opioid == threshold.opioid && item.form.route == threshold.route {
                let amount = try item.dailyAmount
                total =
                    try total.map { sum throws(QuantityError) in try sum.adding(amount) }
                    ?? amount
            }
            if let total, try !total.isLess(than: threshold.atLeast) {
                return (true, threshold.source)
            }
        }
        let limit = tables.breakthrough.toleranceOMEDD
        return (omedd >= limit.value, limit.source)
    }

    private func strategy(isEligible: Bool, baseline: OMEDD) -> BreakthroughStrategy {
        guard isEligible else { return .none }
        guard baseline >= tables.breakthrough.proportionalFromOMEDD.value else { return .titrate }
        switch policy.firstDose {
        case .proportional: return .proportional
        case .labelled, .conservative: return .titrate
        }
    }

    private func eligibilityAlerts(
        _ criteria: [BreakthroughCriterion], strategy: BreakthroughStrategy
    ) -> [Alert] {
        var alerts = criteria.compactMap(\.alert)
        switch strategy {
        case .proportional:
            alerts.append(
                Alert(
                    code: "roo-proportional-off-label", severity: .caution,
                    message: "A first dose in proportion to the background opioid is off-label; "
                        + "every label wants titration from its own start dose.",
                    action: "Decide between the dose and the labelled start shown beside it.",
                    source: tables.breakthrough.proportionalShare.source))
        case .titrate:
            alerts.append(
                Alert(
                    code: "roo-titrate", severity: .info,
                    message: "Each product starts at its labelled dose and is titrated from there.",
                    source: tables.breakthrough.proportionalFromOMEDD.source))
        case .none: break
        }
        return alerts
    }

    // MARK: Doses

    private func options(
        _ strategy: BreakthroughStrategy, baseline: OMEDD, product: RapidOnsetProductID?,
        trace: inout [TraceStep]
    ) throws(QuantityError) -> [RapidOnsetOption] {
        let wanted = tables.breakthrough.products.filter { product == nil || $0.id == product }
        switch strategy {
        case .none: return []
        case .titrate:
            return wanted.compactMap { product in
                product.titration.first.map {
                    RapidOnsetOption(
                        product: product, dose: $0, ratioDose: nil, labelledStart: $0,
                        isProportional: false, switchStart: nil)
                }
            }
        case .proportional:
            var options: [RapidOnsetOption] = []
            for product in wanted {
                if let option = try proportional(product, baseline: baseline, trace: &trace) {
                    options.append(option)
                }
            }
            return options
        }
    }

    /// A share of the background opioid through the product's own equivalence, rounded down to its
    /// titration path and never above the label's maximum; the labelled start where unsourced.
    private func proportional(
        _ product: RapidOnsetProduct, baseline: OMEDD, trace: inout [TraceStep]
    ) throws(QuantityError) -> RapidOnsetOption? {
        guard let start = product.titration.first else { return nil }
        guard let pair = product.proportional else {
            return RapidOnsetOption(
                product: product, dose: start, ratioDose: nil, labelledStart: start,
                isProportional: false, switchStart: nil)
        }
        let share = tables.breakthrough.proportionalShare
        let morphine = try Mass.milligrams(
            baseline.milligramsPerDay.multiplied(by: share.value))
        let perMilligram = try pair.rapidOnset.milligrams.divided(by: pair.oralMorphine.milligrams)
        let ratioDose = try morphine.scaled(by: perMilligram)
        let limit = min(ratioDose, product.maximumDose)
        // Below the first step nothing is rounded up: the label's own start stands, by its own name.
        guard let dose = product.titration.last(where: { $0 <= limit }) else {
            return RapidOnsetOption(
                product: product, dose: start, ratioDose: ratioDose, labelledStart: start,
                isProportional: false, switchStart: nil)
        }
        trace.append(
            TraceStep(
                .rescueShare, product.title, [.omedd(baseline), .number(share.value)], .times,
                .mass(morphine), source: share.source, isVerified: share.isVerified))
        trace.append(
            TraceStep(
                .proportionalDose, product.title, [.mass(morphine), .number(perMilligram)], .times,
                .mass(ratioDose), source: pair.source, isVerified: pair.isVerified))
        if product.maximumDose < ratioDose {
            trace.append(
                TraceStep(
                    .maximumDose, product.title, [.mass(ratioDose), .mass(product.maximumDose)],
                    .lowestOf, .mass(limit), source: product.source,
                    isVerified: product.isVerified))
        }
        trace.append(
            TraceStep(
                .roundedToProduct, product.title, [.mass(limit)], .roundedDownTo, .mass(dose),
                source: product.source, isVerified: product.isVerified))
        return RapidOnsetOption(
            product: product, dose: dose, ratioDose: ratioDose, labelledStart: start,
            isProportional: true, switchStart: nil)
    }
}

extension BreakthroughCriterion {
    /// What to tell when the criterion is not met or unknown.
    fileprivate var alert: Alert? {
        switch (name, isMet) {
        case (_, true): nil
        case (.opioidTolerant, _):
            Alert(
                code: "roo-not-tolerant", severity: .caution,
                message: "No rapid-onset opioid: the background opioid is below every threshold of "
                    + "opioid tolerance.",
                action: "Use the immediate-release rescue dose.", source: source)
        case (.tolerantForAWeek, nil):
            Alert(
                code: "roo-confirm-week", severity: .caution,
                message: "Opioid tolerance means a week at this dose; how long it has been taken "
                    + "is not known here.",
                action: "Confirm it before the first rapid-onset dose.", source: source)
        case (.tolerantForAWeek, _):
            Alert(
                code: "roo-not-a-week", severity: .caution,
                message: "No rapid-onset opioid: the background opioid has been taken for less "
                    + "than a week.",
                action: "Use the immediate-release rescue dose.", source: source)
        case (.backgroundControlled, nil), (.episodesPerDay, nil):
            Alert(
                code: "roo-\(name.rawValue)-unknown", severity: .caution,
                message: "No rapid-onset opioid: \(unknownWords) is not known.",
                action: "Record it and ask again.", source: source)
        case (.backgroundControlled, _):
            Alert(
                code: "roo-background-uncontrolled", severity: .caution,
                message: "No rapid-onset opioid: background pain is not controlled.",
                action: "Review the background opioid first.", source: source)
        case (.episodesPerDay, _):
            Alert(
                code: "roo-too-many-episodes", severity: .caution,
                message: "No rapid-onset opioid: there are more episodes a day than it may treat.",
                action: "Review the background opioid first.", source: source)
        case (.episodePeak, nil): nil
        case (.episodePeak, _):
            Alert(
                code: "roo-low-peak", severity: .info,
                message: "The episodes peak below the score that the review asks for.",
                action: "Consider whether an immediate-release rescue is enough.", source: source)
        }
    }

    private var unknownWords: String {
        switch name {
        case .backgroundControlled: "the background pain score"
        case .episodesPerDay: "the number of episodes in 24 hours"
        case .opioidTolerant, .tolerantForAWeek, .episodePeak: name.rawValue
        }
    }
}
