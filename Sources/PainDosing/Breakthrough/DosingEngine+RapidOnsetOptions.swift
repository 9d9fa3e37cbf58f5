import Quantities

extension DosingEngine {
    /// The dose of one product.
    ///
    /// The strategy is given for each product, so that one for which a smaller first dose is asked
    /// (frailty, a limit that reduces) gets its labelled start with `.titrate` while others are
    /// proportional.
    ///
    /// - Parameters:
    ///   - strategy: how the dose is found; `.none` gives nothing.
    ///   - offer: the background opioid and the product in use.
    /// - Returns: nil for `.none`, and where the steps of the label were not read.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    func rapidOnsetOption(
        of product: RapidOnsetProduct, by strategy: BreakthroughStrategy,
        in offer: RapidOnsetOffer, trace: inout [TraceStep]
    ) throws(QuantityError) -> RapidOnsetOption? {
        guard strategy != .none, let start = product.titration.first else { return nil }
        if let inUse = offer.inUse {
            return inUse.product == product.id
                ? step(after: inUse, of: product, from: start)
                : switched(from: inUse, to: product, start: start)
        }
        if strategy == .proportional, let baseline = offer.baseline {
            return try proportional(product, start: start, baseline: baseline, trace: &trace)
        }
        return RapidOnsetOption(product: product, dose: start, labelledStart: start, basis: .start)
    }

    /// A share of the background opioid through the product's own equivalence, rounded down to its
    /// titration path and never above the label's maximum; the labelled start where unsourced.
    private func proportional(
        _ product: RapidOnsetProduct, start: Mass, baseline: OMEDD, trace: inout [TraceStep]
    ) throws(QuantityError) -> RapidOnsetOption {
        let labelled = RapidOnsetOption(
            product: product, dose: start, labelledStart: start, basis: .start)
        guard let pair = product.proportional else { return labelled }
        let share = tables.breakthrough.proportionalShare
        let morphine = try Mass.milligrams(
            baseline.milligramsPerDay.multiplied(by: share.value))
        let perMilligram = try pair.rapidOnset.milligrams.divided(by: pair.oralMorphine.milligrams)
        let ratioDose = try morphine.scaled(by: perMilligram)
        let limit = min(ratioDose, product.maximumDose)
        // Below the first step nothing is rounded up: the label's own start stands, by its own name.
        guard let dose = product.titration.last(where: { $0 <= limit }) else {
            return RapidOnsetOption(
                product: product, dose: start, labelledStart: start, basis: .start,
                ratioDose: ratioDose)
        }
        trace.append(
            TraceStep(
                .rescueShare, product.title, [.omedd(baseline), .number(share.value)], .times,
                .mass(morphine), source: share.source, evidence: share.evidence))
        trace.append(
            TraceStep(
                .proportionalDose, product.title, [.mass(morphine), .number(perMilligram)], .times,
                .mass(ratioDose), source: pair.source, evidence: pair.evidence))
        if product.maximumDose < ratioDose {
            trace.append(
                TraceStep(
                    .maximumDose, product.title, [.mass(ratioDose), .mass(product.maximumDose)],
                    .lowestOf, .mass(limit), source: product.source,
                    evidence: product.evidence))
        }
        trace.append(
            TraceStep(
                .roundedToProduct, product.title, [.mass(limit)], .roundedDownTo, .mass(dose),
                source: product.source, evidence: product.evidence))
        return RapidOnsetOption(
            product: product, dose: dose, labelledStart: start, basis: .proportional,
            ratioDose: ratioDose, otherRatios: try otherRatios(for: morphine))
    }

    /// What each further published ratio would give, before rounding down.
    private func otherRatios(for morphine: Mass) throws(QuantityError) -> [RatioDose] {
        var doses: [RatioDose] = []
        for ratio in tables.breakthrough.otherRatios {
            let (least, most) = (ratio.oralMorphine.lowerBound, ratio.oralMorphine.upperBound)
            // The more morphine for the same fentanyl, the less fentanyl for the same morphine.
            let low = try ratio.rapidOnset.scaled(by: morphine.ratio(to: most))
            let high = try ratio.rapidOnset.scaled(by: morphine.ratio(to: least))
            doses.append(RatioDose(ratio: ratio, doses: low...high))
        }
        return doses
    }

    // MARK: A product in use

    /// The next step of the label, its end, or the same dose where it was enough.
    private func step(
        after inUse: RapidOnsetInUse, of product: RapidOnsetProduct, from start: Mass
    ) -> RapidOnsetOption {
        let next = product.titration.first { $0 > inUse.dose }
        let (dose, basis): (Mass, RapidOnsetBasis) =
            switch (inUse.relief, next) {
            case (.enough, _): (inUse.dose, .sameDose)
            case (.notKnown, _): (inUse.dose, .reliefNotKnown)
            case (.tooLittle, let next?): (next, .nextStep(after: inUse.dose))
            case (.tooLittle, nil): (inUse.dose, .maximum)
            }
        return RapidOnsetOption(product: product, dose: dose, labelledStart: start, basis: basis)
    }

    /// Where another product starts: by the line of its own label if it has one for the dose in use,
    /// else at its own start.
    ///
    /// A ward that wants the lowest dose first takes no such line.
    private func switched(
        from inUse: RapidOnsetInUse, to product: RapidOnsetProduct, start: Mass
    ) -> RapidOnsetOption {
        let line = product.switchStarts.first {
            $0.from == inUse.product && $0.dose == inUse.dose
        }
        guard let line, policy.firstDose != .conservative else {
            return RapidOnsetOption(
                product: product, dose: start, labelledStart: start, basis: .start)
        }
        return RapidOnsetOption(
            product: product, dose: line.start, labelledStart: start, basis: .switched(line))
    }

    // MARK: What to tell of the doses

    /// What the reader must know of the products shown, and of those asked for that are not.
    func optionAlerts(
        _ options: [RapidOnsetOption], of products: [RapidOnsetProduct],
        in offer: RapidOnsetOffer
    ) -> [Alert] {
        var alerts: [Alert] = []
        if options.contains(where: \.isProportional) { alerts.append(proportionalIsOffLabel()) }
        if options.contains(where: { $0.basis == .start }) { alerts.append(startsAtTheLabel()) }
        if let inUse = offer.inUse, options.contains(where: { $0.product.id != inUse.product }) {
            alerts.append(notInterchangeable())
        }
        for option in options where option.basis == .maximum {
            alerts.append(atMaximum(option))
        }
        for product in products where product.titration.isEmpty {
            alerts.append(labelNotRead(product))
        }
        if products.isEmpty { alerts.append(noneSold()) }
        for product in products where offer.names(product) {
            if let alert = marketAlert(product) { alerts.append(alert) }
        }
        return alerts
    }

    private func proportionalIsOffLabel() -> Alert {
        Alert(
            code: "roo-proportional-off-label", severity: .caution,
            message: "A first dose in proportion to the background opioid is off-label; "
                + "every label wants titration from its own start dose, and published ratios "
                + "differ up to threefold.",
            action: "Decide between the dose and the labelled start shown beside it.",
            source: tables.breakthrough.proportionalShare.source)
    }

    private func startsAtTheLabel() -> Alert {
        Alert(
            code: "roo-titrate", severity: .info,
            message: "Each product starts at its labelled dose and is titrated from there.",
            source: tables.breakthrough.proportionalFromOMEDD.source)
    }

    /// What every label says of going from one product to another.
    private func notInterchangeable() -> Alert {
        Alert(
            code: "roo-not-interchangeable", severity: .caution,
            message: "Rapid-onset products are not interchangeable: another one begins at its own "
                + "start.",
            action: "Stop the product in use and return what is left of it; only one is used at a "
                + "time.",
            source: tables.breakthrough.products.first { !$0.switchStarts.isEmpty }?.source)
    }

    private func atMaximum(_ option: RapidOnsetOption) -> Alert {
        Alert(
            code: "roo-at-maximum", severity: .caution,
            message: "\(option.product.brand) is in use at the largest dose of its label; there is "
                + "no next step.",
            action: "Review the background opioid, or ask the palliative-care team.",
            source: option.product.source)
    }

    private func labelNotRead(_ product: RapidOnsetProduct) -> Alert {
        Alert(
            code: "roo-label-not-read", severity: .caution,
            message: "The start dose and the steps of \(product.title) were not read.",
            action: "See its label.", source: product.source)
    }
}
