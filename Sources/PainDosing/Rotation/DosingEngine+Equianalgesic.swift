import Quantities

extension DosingEngine {
    /// The dose that equals a regimen, with the set and the step that led to it.
    struct EquianalgesicStart {
        let amount: DailyAmount
        let table: ConversionSetID
        let step: TraceStep
    }

    func equianalgesic(
        items: [RegimenItem], current: OMEDDAnswer, to form: OpioidForm
    ) throws(QuantityError) -> EquianalgesicStart? {
        // The same opioid by another route: by one set's own ratio, never by two sets that disagree.
        if items.allSatisfy({ $0.form.opioid == form.opioid }) {
            let named = sets(for: .conversion)
            let all =
                policy.namedSet == nil
                ? named
                    + tables.conversionSets.filter { set in
                        set.purpose == .conversion && !named.contains { $0.id == set.id }
                    } : named
            for set in all {
                if let start = try wholeSwitch(items, to: form, by: set) { return start }
            }
        }
        for set in sets(for: .conversion) {
            if let start = try equianalgesic(items, current.omedd, to: form, by: set) {
                return start
            }
        }
        return nil
    }

    /// The switch by the first set that prints it from form to form, whatever else the set knows.
    func printedSwitch(
        _ items: [RegimenItem], to form: OpioidForm
    ) throws(QuantityError) -> EquianalgesicStart? {
        for set in sets(for: .conversion) {
            if case .printed(let start?) = try pair(items, to: form, in: set) { return start }
        }
        return nil
    }

    /// The switch by the rows of one set alone; nil where it does not know all of it.
    private func wholeSwitch(
        _ items: [RegimenItem], to form: OpioidForm, by set: ConversionSet
    ) throws(QuantityError) -> EquianalgesicStart? {
        if case .printed(let start) = try pair(items, to: form, in: set) { return start }
        var omedd = OMEDD.none
        for item in items {
            guard let point = try set.oralMorphine(item, amounting: item.dailyAmount, of: items)
            else { return nil }
            omedd = try omedd.adding(point.omedd)
        }
        return try equianalgesic(items, omedd, to: form, by: set)
    }

    /// By the ratio between the two forms where the set prints one, else by way of oral morphine.
    private func equianalgesic(
        _ items: [RegimenItem], _ omedd: OMEDD, to form: OpioidForm, by set: ConversionSet
    ) throws(QuantityError) -> EquianalgesicStart? {
        if let first = items.first, items.allSatisfy({ $0.form == first.form }),
            first.form.isSameDrugAndRoute(as: form)
        {
            return unchanged(try dailyTotal(of: items), form, set.id)
        }
        if case .printed(let start) = try pair(items, to: form, in: set) { return start }
        let morphine = DailyAmount.mass(try .milligramsPerDay(omedd.milligramsPerDay))
        if form.isOralMorphine { return unchanged(morphine, form, set.id) }
        guard let way = set.equivalence(from: .oralMorphine, to: form),
            let result = try way.applied(to: morphine, ofWhole: morphine, .lowestResult)
        else { return nil }
        return try start(morphine, result, way, form)
    }

    /// What a set prints of the way from the regimen's form to the target.
    private enum PrintedPair {
        /// Nothing: the way leads by oral morphine.
        case none
        /// A line; nil where the dose lies outside its ranges, and no detour makes up for that.
        case printed(EquianalgesicStart?)
    }

    /// The line of a set that leads from the one form of a regimen straight to the target.
    private func pair(
        _ items: [RegimenItem], to form: OpioidForm, in set: ConversionSet
    ) throws(QuantityError) -> PrintedPair {
        guard let first = items.first?.form, !first.isOralMorphine, !form.isOralMorphine,
            !first.isSameDrugAndRoute(as: form), let line = set.equivalence(from: first, to: form),
            items.allSatisfy({ set.equivalence(from: $0.form, to: form) == line })
        else { return .none }
        let total = try dailyTotal(of: items)
        guard let result = try line.applied(to: total, ofWhole: total, .lowestResult) else {
            return .printed(nil)
        }
        return .printed(try start(total, result, line, form))
    }

    /// The day's amount of items of one unit.
    private func dailyTotal(of items: [RegimenItem]) throws(QuantityError) -> DailyAmount {
        var total: DailyAmount?
        for item in items {
            let amount = try item.dailyAmount
            total = try total.map { sum throws(QuantityError) in try sum.adding(amount) } ?? amount
        }
        guard let total else { throw .overflow }
        return total
    }

    private func start(
        _ amount: DailyAmount, _ result: (amount: DailyAmount, factor: ConversionFactor?),
        _ equivalence: Equivalence, _ form: OpioidForm
    ) throws(QuantityError) -> EquianalgesicStart {
        var reached = result.amount
        // A printed line names a patch by its label.
        if result.factor == nil, case .rate(let labelled) = reached,
            let delivered = try tables.deliveredRate(of: labelled, form)
        {
            reached = .rate(delivered)
        }
        let inputs = [TraceValue(amount)] + (result.factor.map { [.factor($0)] } ?? [])
        let operation: TraceOperation =
            result.factor == nil ? .lookedUp : equivalence.isReversed ? .dividedBy : .times
        return EquianalgesicStart(
            amount: reached, table: equivalence.set,
            step: TraceStep(
                .equianalgesicDose, form.words, inputs, operation, TraceValue(reached),
                table: equivalence.set, source: equivalence.row.source,
                evidence: equivalence.row.evidence))
    }

    private func unchanged(
        _ amount: DailyAmount, _ form: OpioidForm, _ table: ConversionSetID
    ) -> EquianalgesicStart {
        EquianalgesicStart(
            amount: amount, table: table,
            step: TraceStep(
                .equianalgesicDose, form.words, [TraceValue(amount)], .lookedUp,
                TraceValue(amount), table: table))
    }

    /// What the other sets give for the same switch, each by its own rows alone.
    func otherSets(
        items: [RegimenItem], to form: OpioidForm, except chosen: ConversionSetID
    ) throws(QuantityError) -> [EquianalgesicPoint] {
        var points: [EquianalgesicPoint] = []
        for set in tables.conversionSets where set.id != chosen && set.purpose == .conversion {
            guard let start = try wholeSwitch(items, to: form, by: set) else { continue }
            points.append(
                EquianalgesicPoint(
                    table: set.id, amount: start.amount, isConsidered: set.isConsidered))
        }
        return points
    }

    /// The lowest considered dose if it is below the reduced one.
    func cap(
        _ amount: DailyAmount, by others: [EquianalgesicPoint], form: OpioidForm,
        trace: inout [TraceStep]
    ) throws(QuantityError) -> DailyAmount? {
        guard policy.spread == .conservative else { return nil }
        var lowest: EquianalgesicPoint?
        for point in others where point.isConsidered {
            let isLower = try lowest.map { best throws(QuantityError) in
                try point.amount.isLess(than: best.amount)
            }
            if isLower ?? true { lowest = point }
        }
        guard let lowest else { return nil }
        let isCapped = try lowest.amount.isLess(than: amount)
        let result = isCapped ? lowest.amount : amount
        trace.append(
            TraceStep(
                .spreadCap, form.words, [TraceValue(amount), TraceValue(lowest.amount)],
                .lowestOf, TraceValue(result), table: lowest.table))
        return isCapped ? result : nil
    }
}
