public import Quantities

extension DosingEngine {
    /// The OMEDD of a regimen: scheduled items, patches, infusions and rescue doses taken.
    ///
    /// The point comes from the named set alone, or from the first set of the order that knows the
    /// item. The spread is over all sets that know it.
    ///
    /// - Parameters:
    ///   - items: one or more items; the order does not matter for the result.
    ///   - others: what is taken beside them and left out of the sum, since it has no figure or its
    ///     number is not known; the safety limits look at it all the same.
    ///   - facts: what is known of the patient, for the safety limits.
    /// - Returns: the answer, or the stops that forbid one.
    /// - Throws: `QuantityError` when the sum can't be kept exactly.
    public func omedd(
        of items: [RegimenItem], beside others: [RegimenItem] = [],
        facts: PatientFacts = PatientFacts()
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        showing(items + others, in: try checkedOMEDD(of: items, beside: others, facts: facts))
    }

    private func checkedOMEDD(
        of items: [RegimenItem], beside others: [RegimenItem], facts: PatientFacts
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        let all = items + others
        let answer: OMEDDAnswer
        switch try equivalent(of: items, purpose: nil) {
        case .stopped(let refusal):
            // That no table knows a drug must not hide what is dangerous about it.
            return .stopped(Refusal(refusal.alerts + (try stops(items: all, facts: facts))))
        case .computed(let computed): answer = computed
        }
        let safety = try self.safety(items: all, facts: facts, omedd: answer.omedd)
        let alerts = answer.alerts + safety.alerts + unverified(answer.trace)
        if alerts.holdBack { return .stopped(Refusal(alerts)) }
        return .computed(answer.with(alerts: alerts.ordered(), unchecked: safety.unchecked))
    }

    /// The OMEDD without the patient's safety limits.
    func equivalent(
        of items: [RegimenItem], purpose: ConversionPurpose?
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        try equivalent(of: items, in: sets(for: purpose), purpose: purpose)
    }

    /// The OMEDD by certain sets, the first that knows an item.
    func equivalent(
        of items: [RegimenItem], in sets: [ConversionSet], purpose: ConversionPurpose? = nil
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        guard let first = sets.first else { return .stopped(Refusal([noUsableSet()])) }
        var components: [OMEDDComponent] = []
        var trace: [TraceStep] = []
        var refusals: [Alert] = []
        var spreads: [[ClosedRange<OMEDD>?]] = []
        for item in items {
            let spread = try spread(of: item, in: items)
            guard
                let component = try component(
                    for: item, of: items, in: sets, spread: spread, trace: &trace)
            else {
                refusals.append(
                    noFactor(for: item.form, sets: sets, purpose: purpose, spread: spread))
                continue
            }
            components.append(component)
            spreads.append(spread)
        }
        guard refusals.isEmpty else { return .stopped(Refusal(refusals)) }
        var total = OMEDD.none
        var (low, high) = (OMEDD.none, OMEDD.none)
        for component in components {
            total = try total.adding(component.omedd)
            low = try low.adding(component.low)
            high = try high.adding(component.high)
        }
        trace.append(
            TraceStep(
                .total, "OMEDD", components.map { .omedd($0.omedd) }, .plus, .omedd(total)))
        return .computed(
            OMEDDAnswer(
                table: first.id, tablesSHA256: tables.sha256, omedd: total, low: low, high: high,
                byTable: try totals(of: spreads), components: components,
                alerts: figureAlerts(components, first: first.id).ordered(), unchecked: [],
                trace: trace))
    }

    private func component(
        for item: RegimenItem, of regimen: [RegimenItem], in sets: [ConversionSet],
        spread: [ClosedRange<OMEDD>?], trace: inout [TraceStep]
    ) throws(QuantityError) -> OMEDDComponent? {
        let amount = try item.dailyAmount
        guard let (set, point) = try point(for: item, amounting: amount, of: regimen, in: sets)
        else { return nil }
        if let step = try item.dailyStep() { trace.append(step) }
        trace.append(
            TraceStep(
                .oralMorphineEquivalent, item.form.words,
                [TraceValue(amount)] + (point.factor.map { [.factor($0)] } ?? []),
                point.operation, .omedd(point.omedd), table: set, source: point.source,
                evidence: point.evidence))
        var (low, high) = (point.omedd, point.omedd)
        for range in spread {
            guard let range else { continue }
            low = min(low, range.lowerBound)
            high = max(high, range.upperBound)
        }
        return OMEDDComponent(
            item: item, dailyAmount: amount, table: set, factor: point.factor,
            isDivided: point.operation == .dividedBy, omedd: point.omedd, low: low, high: high,
            source: point.source, evidence: point.evidence)
    }

    /// An item by the first of the sets that knows it; nil if none does.
    func point(
        for item: RegimenItem, amounting amount: DailyAmount, of regimen: [RegimenItem],
        in sets: [ConversionSet]
    ) throws(QuantityError) -> (set: ConversionSetID, point: OralMorphinePoint)? {
        for set in preferred(sets, for: item.form) {
            if let point = try set.oralMorphine(item, amounting: amount, of: regimen) {
                return (set.id, point)
            }
        }
        return nil
    }

    /// An item by every set of the tables, in their order; nil for those that don't know it.
    private func spread(
        of item: RegimenItem, in regimen: [RegimenItem]
    ) throws(QuantityError) -> [ClosedRange<OMEDD>?] {
        let amount = try item.dailyAmount
        var spread: [ClosedRange<OMEDD>?] = []
        spread.reserveCapacity(tables.conversionSets.count)
        for set in tables.conversionSets {
            spread.append(try set.oralMorphineRange(item, amounting: amount, of: regimen))
        }
        return spread
    }

    /// For an opioid left to specialists the exposure scales come first: its figure serves to
    /// compare and to alert, and a conversion set's is meant for one step of a switch only.
    private func preferred(_ sets: [ConversionSet], for form: OpioidForm) -> [ConversionSet] {
        guard tables.isSpecialistOnly(form.opioid) else { return sets }
        return sets.filter { $0.purpose == .exposure } + sets.filter { $0.purpose == .conversion }
    }

    /// The whole regimen by every set that knows all its items.
    ///
    /// - Parameter spreads: for each item what each set makes of it.
    private func totals(
        of spreads: [[ClosedRange<OMEDD>?]]
    ) throws(QuantityError) -> [TableOMEDD] {
        var totals: [TableOMEDD] = []
        let sets = tables.conversionSets
        next: for index in sets.indices {
            var total = OMEDD.none
            for spread in spreads {
                guard let range = spread[index] else { continue next }
                total = try total.adding(range.lowerBound)
            }
            totals.append(TableOMEDD(table: sets[index].id, omedd: total))
        }
        return totals
    }
}

/// An amount of one form as oral morphine, by one row.
struct OralMorphinePoint {
    let omedd: OMEDD
    let factor: ConversionFactor?
    let operation: TraceOperation
    let source: SourceID?
    let evidence: Evidence
}

extension ConversionSet {
    /// An item of a regimen as oral morphine, by the lower end of a published window; nil if the
    /// set has no row for it.
    ///
    /// - Parameter amount: the item's daily amount, which most callers need for every set.
    func oralMorphine(
        _ item: RegimenItem, amounting amount: DailyAmount, of regimen: [RegimenItem]
    ) throws(QuantityError) -> OralMorphinePoint? {
        if item.form.isOralMorphine, case .mass(let dose) = amount {
            return OralMorphinePoint(
                omedd: try .milligramsPerDay(dose.milligramsPerDay), factor: nil,
                operation: .lookedUp, source: nil, evidence: .read)
        }
        guard let equivalence = equivalence(from: item.form, to: .oralMorphine),
            let result = try equivalence.applied(
                to: amount,
                ofWhole: equivalence.wholeAmount(of: item, amounting: amount, in: regimen),
                .lowestResult),
            case .mass(let dose) = result.amount
        else { return nil }
        let operation: TraceOperation =
            switch (result.factor, equivalence.isReversed) {
            case (nil, _): .lookedUp
            case (_, true): .dividedBy
            case (_, false): .times
            }
        return OralMorphinePoint(
            omedd: try .milligramsPerDay(dose.milligramsPerDay), factor: result.factor,
            operation: operation, source: equivalence.row.source,
            evidence: equivalence.row.evidence)
    }

    /// Both ends of the published window for an item; nil if the set has no row for it.
    func oralMorphineRange(
        _ item: RegimenItem, amounting amount: DailyAmount, of regimen: [RegimenItem]
    ) throws(QuantityError) -> ClosedRange<OMEDD>? {
        if item.form.isOralMorphine, case .mass(let dose) = amount {
            let omedd = try OMEDD.milligramsPerDay(dose.milligramsPerDay)
            return omedd...omedd
        }
        guard let equivalence = equivalence(from: item.form, to: .oralMorphine) else { return nil }
        let whole = try equivalence.wholeAmount(of: item, amounting: amount, in: regimen)
        guard let lowest = try equivalence.applied(to: amount, ofWhole: whole, .lowestResult),
            case .mass(let low) = lowest.amount,
            let highest = try equivalence.applied(to: amount, ofWhole: whole, .highestResult),
            case .mass(let high) = highest.amount
        else { return nil }
        let ends = (
            try OMEDD.milligramsPerDay(low.milligramsPerDay),
            try OMEDD.milligramsPerDay(high.milligramsPerDay)
        )
        // A range whose ends are turned would trap, whatever the tables were checked for.
        return min(ends.0, ends.1)...max(ends.0, ends.1)
    }
}

extension RegimenItem {
    /// The step from single doses to the day; nil for patches and infusions, which are rates already.
    func dailyStep() throws(QuantityError) -> TraceStep? {
        switch amount {
        case .scheduled(let dose, let frequency):
            TraceStep(
                .dailyAmount, form.words, [.mass(dose), .number(try frequency.timesPerDay)],
                .times, TraceValue(try dailyAmount))
        case .taken(let dose, let count):
            TraceStep(
                .dailyAmount, form.words, [.mass(dose), .number(Rational(count))], .times,
                TraceValue(try dailyAmount))
        case .patch, .infusion: nil
        }
    }
}

extension OMEDDAnswer {
    func with(alerts: [Alert], unchecked: [UncheckedFact]) -> OMEDDAnswer {
        OMEDDAnswer(
            table: table, tablesSHA256: tablesSHA256, omedd: omedd, low: low, high: high,
            byTable: byTable, components: components, alerts: alerts, unchecked: unchecked,
            trace: trace)
    }
}
