import Quantities

/// The rescue dose beside a regular opioid, and what has to be said of it.
struct RescueAnswer {
    /// Nil where no opioid of the table is open, with the reason among the alerts.
    let dose: RescueDose?
    let alerts: [Alert]

    /// The dose as an item that limits can be asked about, and that adds nothing to a sum.
    var item: [RegimenItem] {
        dose.map { [RegimenItem(form: $0.form, amount: .taken(dose: $0.each, count: 0))] } ?? []
    }
}

extension DosingEngine {
    /// The rescue dose for a regular opioid: a share of its 24-hour dose in the same opioid where it
    /// acts at once by the same route, else of its OMEDD in the next opioid of the table that no limit
    /// forbids and that a product gives.
    ///
    /// The largest published share is the upper bound; the smallest is taken for the frail and where a
    /// limit lowers the rescue opioid, whose printed share is then a further step if it is not the
    /// opioid that the patient takes already.
    ///
    /// - Parameter trace: gets the steps of the dose that is given, and of no other.
    func rescue(
        for background: [RegimenItem], facts: PatientFacts, trace: inout [TraceStep]
    ) throws(QuantityError) -> RescueAnswer {
        guard let first = background.first else { return RescueAnswer(dose: nil, alerts: []) }
        // Who has taken no opioid before starts one under a prescriber's eye, not by a share.
        if facts.context.isOpioidNaive == true {
            return RescueAnswer(dose: nil, alerts: [noRescueForTheNaive()])
        }
        // What accumulates for days is no rescue, and nothing is derived from it.
        if let item = background.first(where: { tables.isSpecialistOnly($0.form.opioid) }) {
            return RescueAnswer(dose: nil, alerts: [rescueBySpecialist(item.form.opioid)])
        }
        let own = ownRescueForm(of: background)
        let usual = own ?? .oralMorphine
        let others = tables.breakthrough.rescue.alternatives.map(\.form)
        var passed: [Alert] = []
        // What would be given without the limits that forbid it: no further opioid comes to more.
        var most: OMEDD?
        for form in [usual] + others.filter({ $0 != usual }) {
            let candidate = RescueCandidate(form: form, isOwn: form == own, most: most)
            let verdict = try gate(form, facts: facts)
            let trial: RescueTrial
            if verdict.isOpen {
                trial = try rescue(
                    candidate, for: background, lowering: verdict.lowering, facts: facts)
            } else {
                trial = .barred(verdict.barring)
            }
            if case .barred = trial {
                // The first is the usual dose; of those after it what lowers them counts as well, so
                // that one more limit leads to no larger dose of the next.
                let lowering = most == nil ? [] : verdict.lowering
                let unbarred = try unbarred(candidate, for: background, lowering, facts: facts)
                most = [most, unbarred].compactMap(\.self).min()
            }
            switch trial {
            case .given(let dose, let steps):
                trace += steps
                var alerts: [Alert] = []
                if form != usual {
                    alerts.append(otherRescue(form, instead: usual, of: first.form, passed))
                }
                return RescueAnswer(dose: dose, alerts: alerts)
            case .barred(let limits): passed += notProposed(form, limits)
            case .noProduct: passed.append(noRescueProduct(form))
            case .noFigure: continue
            }
        }
        return RescueAnswer(dose: nil, alerts: [noRescue(passed)] + passed)
    }

    // MARK: One candidate

    /// A form that may be the rescue.
    private struct RescueCandidate {
        let form: OpioidForm
        /// Whether it is the opioid and route that the patient takes already.
        let isOwn: Bool
        /// The most that the dose may come to, as oral morphine; nil where nothing bounds it.
        let most: OMEDD?
    }

    private enum RescueTrial {
        case given(RescueDose, [TraceStep])
        case barred([SafetyLimit])
        /// Nothing that can be dispensed lies within the window.
        case noProduct
        /// No table has a figure for it.
        case noFigure
    }

    private func rescue(
        _ candidate: RescueCandidate, for background: [RegimenItem], lowering: [SafetyLimit],
        facts: PatientFacts
    ) throws(QuantityError) -> RescueTrial {
        let form = candidate.form
        guard let base = try rescueBase(background, candidate) else { return .noFigure }
        let window = tables.breakthrough.rescueFraction
        let isCareful = facts.context.isFrail == true || !lowering.isEmpty
        let share = rescueShare(isCareful: isCareful)
        let lowest = min(share, window.value.smallest)
        var (largest, smallest) = (
            try base.scaled(by: share).perDose(timesPerDay: .one),
            try base.scaled(by: lowest).perDose(timesPerDay: .one)
        )
        var trace = [
            TraceStep(
                .rescueShare, candidate.isOwn ? form.words : OpioidForm.oralMorphine.words,
                [.dailyDose(base), .number(share)], .times, .mass(largest), source: window.source,
                evidence: window.evidence)
        ]
        if let most = candidate.most {
            let bound = try Mass.milligrams(most.milligramsPerDay)
            if bound < largest {
                trace.append(
                    TraceStep(
                        .maximumDose, OpioidForm.oralMorphine.words,
                        [.mass(largest), .mass(bound)], .lowestOf, .mass(bound)))
                (largest, smallest) = (bound, min(smallest, bound))
            }
        }
        if !candidate.isOwn, !form.isOralMorphine {
            guard
                let converted = try fromOralMorphine(largest, to: form),
                let low = try fromOralMorphine(smallest, to: form)
            else { return .noFigure }
            (largest, smallest) = (converted.mass, low.mass)
            trace.append(converted.step)
        }
        if !candidate.isOwn {
            for limit in lowering.strongest {
                guard case .reduce(let reduction) = limit.effect, let share = reduction.share
                else { continue }
                let less = try largest.scaled(by: share.lowerBound)
                trace.append(
                    TraceStep(
                        limit.adjustmentKind.traceRule, form.words,
                        [.mass(largest), .number(share.lowerBound)], .times, .mass(less),
                        source: limit.source, evidence: limit.evidence))
                largest = less
                smallest = try smallest.scaled(by: share.lowerBound)
            }
        }
        // For the careful share the low end is the dose itself, so that what fits below it is taken;
        // but only where the usual share has a product within its window too.
        let usualLargest = isCareful ? try largest.scaled(by: usualOver(share)) : largest
        guard try fits(form, smallest...max(smallest, usualLargest)) else { return .noProduct }
        let doses = DoseWindow(
            lowest: isCareful ? nil : .mass(smallest), highest: .mass(largest), choice: .easiest)
        guard let dispensed = try dispensable(form, doses), case .mass(let each) = dispensed.amount
        else { return .noProduct }
        trace.append(
            TraceStep(
                .roundedToProduct, dispensed.line.title, [.mass(largest)], .roundedDownTo,
                .mass(each), source: dispensed.line.source, evidence: dispensed.line.evidence))
        guard let times = tables.rescueTimes(for: form) else { return .noFigure }
        let most = policy.rescue.maximumPerDay ?? times.maximumPerDay
        switch try mostDoses(each, form, upTo: most, beside: background, facts: facts) {
        case .barred(let limits): return .barred(limits)
        case .allowed(let count):
            let hours = max(
                policy.rescue.everyHours ?? times.everyHours,
                lowering.compactMap(\.shortestInterval).max() ?? 0)
            return .given(
                RescueDose(
                    form: form, dispensed: dispensed, each: each, share: share, largest: largest,
                    smallest: smallest, everyHours: hours,
                    maximumPerDay: min(count, max(1, 24 / hours)), callAfter: times.callAfter,
                    callWithinHours: times.callWithinHours, timesSource: times.source,
                    callSource: times.callSource, source: window.source,
                    evidence: window.evidence), trace)
        }
    }

    /// What a form would be given in if no limit forbade it, as oral morphine; nil without a figure.
    private func unbarred(
        _ candidate: RescueCandidate, for background: [RegimenItem], _ lowering: [SafetyLimit],
        facts: PatientFacts
    ) throws(QuantityError) -> OMEDD? {
        // Only frailty stays, which makes the share careful; every other fact would forbid it again.
        let context = facts.context.isFrail == true ? PatientContext.frail : .unknown
        guard
            case .given(let dose, _) = try rescue(
                candidate, for: background, lowering: lowering,
                facts: PatientFacts(context: context))
        else { return nil }
        return try conversionOMEDD(
            of: [RegimenItem(form: dose.form, amount: .taken(dose: dose.each, count: 1))])
    }

    private enum DoseCount {
        case allowed(Int)
        case barred([SafetyLimit])
    }

    /// How many doses the day's maxima leave room for beside the regular opioid.
    private func mostDoses(
        _ each: Mass, _ form: OpioidForm, upTo most: Int, beside background: [RegimenItem],
        facts: PatientFacts
    ) throws(QuantityError) -> DoseCount {
        var barring: [SafetyLimit] = []
        var count = most
        while count > 0 {
            let verdict = try gate(
                RegimenItem(form: form, amount: .taken(dose: each, count: count)),
                beside: background, facts: facts)
            let bounds = verdict.lowering.compactMap(\.dailyMaximum)
            let total = try background.dailyDose(of: form.opioid)
                .adding(DailyDose(each, timesPerDay: Rational(count)))
            if verdict.isOpen, bounds.allSatisfy({ total <= $0 }) { return .allowed(count) }
            barring = verdict.barring.isEmpty ? verdict.lowering : verdict.barring
            count -= 1
        }
        return .barred(barring)
    }

    /// By how much the usual share is larger than a careful one.
    private func usualOver(_ share: Rational) throws(QuantityError) -> Rational {
        try rescueShare(isCareful: false).divided(by: share)
    }

    /// Whether a product gives a dose within a window.
    private func fits(
        _ form: OpioidForm, _ window: ClosedRange<Mass>
    ) throws(QuantityError) -> Bool {
        let doses = DoseWindow(
            lowest: .mass(window.lowerBound), highest: .mass(window.upperBound), choice: .easiest)
        guard case .mass(let each)? = try dispensable(form, doses)?.amount else { return false }
        return each >= window.lowerBound
    }

    private func rescueShare(isCareful: Bool) -> Rational {
        let window = tables.breakthrough.rescueFraction.value
        // A ward may give less than what is published, never more.
        let usual = min(policy.rescue.share ?? window.largest, window.largest)
        guard isCareful else { return usual }
        return min(usual, policy.rescue.carefulShare ?? window.smallest)
    }

    // MARK: What it is a share of

    /// The form that acts at once, of the same opioid by the same route, where all of the regular
    /// opioid is one drug by one route and the catalogue has such a form.
    private func ownRescueForm(of background: [RegimenItem]) -> OpioidForm? {
        guard let first = background.first?.form,
            background.allSatisfy({ $0.form.isSameDrugAndRoute(as: first) })
        else { return nil }
        let formulation: Formulation
        switch first.route {
        case .oral: formulation = .immediateRelease
        case .subcutaneous, .intravenous: formulation = .injection
        case .rectal, .sublingual, .buccal, .nasal, .transdermal, .intramuscular: return nil
        }
        guard tables.opioid(first.opioid)?.formulations.contains(formulation) ?? false else {
            return nil
        }
        return OpioidForm(opioid: first.opioid, route: first.route, formulation: formulation)
    }

    /// The day's dose of the opioid itself, or the OMEDD as oral morphine; nil without a figure.
    private func rescueBase(
        _ background: [RegimenItem], _ candidate: RescueCandidate
    ) throws(QuantityError) -> DailyDose? {
        if candidate.isOwn {
            return try background.dailyDose(of: candidate.form.opioid)
        }
        guard let omedd = try conversionOMEDD(of: background) else { return nil }
        return try .milligramsPerDay(omedd.milligramsPerDay)
    }

    /// A dose of oral morphine as another opioid, by the first set that leads there.
    private func fromOralMorphine(
        _ dose: Mass, to form: OpioidForm
    ) throws(QuantityError) -> (mass: Mass, step: TraceStep)? {
        let amount = DailyAmount.mass(try DailyDose(dose, timesPerDay: .one))
        for set in sets(for: .conversion) {
            guard let way = set.equivalence(from: .oralMorphine, to: form),
                let result = try way.applied(to: amount, ofWhole: amount, .lowestResult),
                case .mass(let daily) = result.amount
            else { continue }
            let mass = try daily.perDose(timesPerDay: .one)
            return (
                mass,
                TraceStep(
                    .equianalgesicDose, form.words,
                    [.mass(dose)] + (result.factor.map { [.factor($0)] } ?? []),
                    result.factor == nil ? .lookedUp : way.isReversed ? .dividedBy : .times,
                    .mass(mass), table: set.id, source: way.row.source,
                    evidence: way.row.evidence)
            )
        }
        return nil
    }

    // MARK: Words

    private func noRescueForTheNaive() -> Alert {
        Alert(
            code: "rescue-opioid-naive", severity: .caution,
            message: "No rescue dose is derived: the patient has not taken opioids before.",
            action: "Ask the prescriber which low dose to start with.",
            source: tables.breakthrough.rescueFraction.source)
    }

    private func rescueBySpecialist(_ opioid: OpioidID) -> Alert {
        Alert(
            code: "rescue-by-specialist", severity: .caution,
            message: "No rescue dose is derived from \(opioid): it accumulates for days, and its "
                + "dose follows no factor.",
            action: "Ask the specialist who prescribes it for a rescue dose.",
            source: tables.rotation.refusals.first { $0.target.opioid == opioid }?.source)
    }

    private func otherRescue(
        _ form: OpioidForm, instead usual: OpioidForm, of background: OpioidForm,
        _ passed: [Alert]
    ) -> Alert {
        let isStronger =
            tables.opioid(background.opioid)?.classes.contains(.weak) ?? false
            && tables.opioid(form.opioid)?.classes.contains(.strong) ?? false
        let reasons = passed.map(\.message).joined(separator: " ")
        let isForbidden = passed.contains { $0.code == "not-proposed" }
        return Alert(
            code: "rescue-other-opioid", severity: isStronger || isForbidden ? .caution : .info,
            message: "The rescue dose is \(form.words), not \(usual.words). \(reasons)",
            action: isStronger
                ? "\(form.opioid) is a strong opioid: ask the prescriber before the first dose."
                : "Check that it suits the patient.",
            source: tables.breakthrough.rescue.alternatives.first { $0.form == form }?.source)
    }

    private func noRescueProduct(_ form: OpioidForm) -> Alert {
        Alert(
            code: "rescue-no-product", severity: .caution,
            message: "No product of \(form.words) gives a dose within the published window.",
            action: "Ask a pharmacist what can be dispensed.")
    }

    private func noRescue(_ passed: [Alert]) -> Alert {
        Alert(
            code: "rescue-none", severity: .caution,
            message: "No rescue dose is given: no opioid of the table is open for this patient.",
            action: passed.first?.action ?? "Ask palliative care for a rescue dose.",
            source: passed.first?.source)
    }
}

extension TableSet {
    /// The times of the first row that covers a form.
    func rescueTimes(for form: OpioidForm) -> RescueTimes? {
        breakthrough.rescue.times.first { $0.scope.covers(form) }
    }
}

extension [RegimenItem] {
    /// The day's dose of one opioid in milligrams, patches left out.
    ///
    /// - Throws: `QuantityError.overflow`.
    func dailyDose(of opioid: OpioidID) throws(QuantityError) -> DailyDose {
        var total = DailyDose.nothing
        for item in self where item.form.opioid == opioid {
            if case .mass(let dose) = try item.dailyAmount { total = try total.adding(dose) }
        }
        return total
    }
}

extension OpioidForm {
    /// Whether the other form brings the same opioid in by the same route.
    func isSameDrugAndRoute(as other: OpioidForm) -> Bool {
        opioid == other.opioid && route == other.route
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
