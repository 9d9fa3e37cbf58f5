public import Quantities

extension DosingEngine {
    /// The OMEDD of a regimen: scheduled items, patches, infusions and rescue doses taken.
    ///
    /// The point comes from the named set alone, or from the first set of the order that knows the
    /// item. The spread is over all sets that know it.
    ///
    /// - Parameters:
    ///   - items: one or more items; the order does not matter for the result.
    ///   - facts: what is known of the patient, for the safety limits.
    /// - Returns: the answer, or the stops that forbid one.
    /// - Throws: `QuantityError` when the sum can't be kept exactly.
    public func omedd(
        of items: [RegimenItem], facts: PatientFacts = PatientFacts()
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        let answer: OMEDDAnswer
        switch try equivalent(of: items, purpose: nil) {
        case .stopped(let refusal):
            // That no table knows a drug must not hide what is dangerous about it.
            return .stopped(Refusal(refusal.alerts + (try stops(items: items, facts: facts))))
        case .computed(let computed): answer = computed
        }
        let safety = try self.safety(items: items, facts: facts, omedd: answer.omedd)
        let alerts = answer.alerts + safety.alerts + unverified(answer.trace)
        if alerts.contains(where: { $0.severity == .stop }) { return .stopped(Refusal(alerts)) }
        return .computed(answer.with(alerts: alerts.ordered(), unchecked: safety.unchecked))
    }

    /// The OMEDD without the patient's safety limits.
    func equivalent(
        of items: [RegimenItem], purpose: ConversionPurpose?
    ) throws(QuantityError) -> Outcome<OMEDDAnswer> {
        let sets = sets(for: purpose)
        guard let first = sets.first else { return .stopped(Refusal([noUsableSet()])) }
        var components: [OMEDDComponent] = []
        var trace: [TraceStep] = []
        var refusals: [Alert] = []
        for item in items {
            guard let component = try component(for: item, of: items, in: sets, trace: &trace)
            else {
                refusals.append(noFactor(for: item.form, sets: sets, purpose: purpose))
                continue
            }
            components.append(component)
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
                byTable: try totals(of: items), components: components,
                alerts: figureAlerts(components, first: first.id).ordered(), unchecked: [],
                trace: trace))
    }

    private func component(
        for item: RegimenItem, of regimen: [RegimenItem], in sets: [ConversionSet],
        trace: inout [TraceStep]
    ) throws(QuantityError) -> OMEDDComponent? {
        let amount = try item.dailyAmount
        for set in preferred(sets, for: item.form) {
            guard let point = try set.oralMorphine(item, of: regimen, .lowestResult) else {
                continue
            }
            if let step = try item.dailyStep() { trace.append(step) }
            trace.append(
                TraceStep(
                    .oralMorphineEquivalent, item.form.words,
                    [TraceValue(amount)] + (point.factor.map { [.factor($0)] } ?? []),
                    point.operation, .omedd(point.omedd), table: set.id, source: point.source,
                    isVerified: point.isVerified))
            var (low, high) = (point.omedd, point.omedd)
            for other in tables.conversionSets {
                if let lowest = try other.oralMorphine(item, of: regimen, .lowestResult) {
                    low = min(low, lowest.omedd)
                }
                if let highest = try other.oralMorphine(item, of: regimen, .highestResult) {
                    high = max(high, highest.omedd)
                }
            }
            return OMEDDComponent(
                item: item, dailyAmount: amount, table: set.id, factor: point.factor,
                isDivided: point.operation == .dividedBy, omedd: point.omedd, low: low,
                high: high, source: point.source, isVerified: point.isVerified)
        }
        return nil
    }

    /// For an opioid left to specialists the exposure scales come first: its figure serves to
    /// compare and to alert, and a conversion set's is meant for one step of a switch only.
    private func preferred(_ sets: [ConversionSet], for form: OpioidForm) -> [ConversionSet] {
        guard tables.isSpecialistOnly(form.opioid) else { return sets }
        return sets.filter { $0.purpose == .exposure } + sets.filter { $0.purpose == .conversion }
    }

    /// The whole regimen by every set that knows all its items.
    private func totals(of items: [RegimenItem]) throws(QuantityError) -> [TableOMEDD] {
        var totals: [TableOMEDD] = []
        next: for set in tables.conversionSets {
            var total = OMEDD.none
            for item in items {
                guard let point = try set.oralMorphine(item, of: items, .lowestResult)
                else { continue next }
                total = try total.adding(point.omedd)
            }
            totals.append(TableOMEDD(table: set.id, omedd: total))
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
    let isVerified: Bool
}

extension ConversionSet {
    /// An item of a regimen as oral morphine; nil if the set has no row for it.
    func oralMorphine(
        _ item: RegimenItem, of regimen: [RegimenItem], _ end: Equivalence.End
    ) throws(QuantityError) -> OralMorphinePoint? {
        let amount = try item.dailyAmount
        if item.form.isOralMorphine, case .mass(let dose) = amount {
            return OralMorphinePoint(
                omedd: try .milligramsPerDay(dose.milligramsPerDay), factor: nil,
                operation: .lookedUp, source: nil, isVerified: true)
        }
        guard let equivalence = equivalence(from: item.form, to: .oralMorphine),
            let result = try equivalence.applied(
                to: amount, ofWhole: equivalence.wholeAmount(of: item, in: regimen), end),
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
            isVerified: equivalence.row.isVerified)
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
