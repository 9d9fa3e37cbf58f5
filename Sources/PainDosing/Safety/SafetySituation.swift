import Quantities

/// What the limits look at.
struct SafetySituation {
    let tables: TableSet
    let items: [RegimenItem]
    let facts: PatientFacts
    /// The OMEDD of the regimen; without one no threshold of the OMEDD speaks.
    let omedd: OMEDD?
    /// The groups of the other drugs; nil where those are not known.
    private let groupsTaken: Set<String>?

    init(tables: TableSet, items: [RegimenItem], facts: PatientFacts, omedd: OMEDD?) {
        self.tables = tables
        self.items = items
        self.facts = facts
        self.omedd = omedd
        groupsTaken = facts.context.comedications.map { drugs in
            let names = drugs.map { $0.lowercased() }
            return Set(
                tables.comedications.filter { group in
                    names.contains { group.drugs.contains($0) }
                }.map(\.id))
        }
    }

    /// Whether a limit speaks; unknown only where the regimen at hand makes the fact matter.
    func verdict(_ condition: LimitCondition) throws(QuantityError) -> LimitVerdict {
        let (context, observations) = (facts.context, facts.observations)
        switch condition {
        case .omeddAbove(let bound): return .init(omedd.map { $0 > bound } ?? false)
        case .omeddUpTo(let bound): return .init(omedd.map { $0 <= bound } ?? false)
        case .dailyDoseAbove(let opioid, let bound):
            return .init(try dailyDose(of: opioid) > bound)
        case .paracetamolAbove(let bound): return .init(try dailyParacetamol() > bound)
        case .paracetamolPerKilogramAbove(let bound):
            return try paracetamolPerKilogram(isAbove: bound)
        case .paracetamolGiven: return .init(try !dailyParacetamol().isZero)
        case .patchRateAbove(let opioid, let bound):
            return .init(try patchRate(of: opioid) > bound)
        case .given(let opioid, let formulation): return given(opioid, formulation)
        case .severalModifiedRelease:
            let forms = items.map(\.form).filter { $0.formulation == .modifiedRelease }
            return .init(Set(forms.map(\.opioid)).count > 1)
        case .weakWithStrong: return .init(holds(class: .weak) && holds(class: .strong))
        case .respiratoryRateBelow(let bound):
            return known(observations.respiratoryRate, .respiratoryRate) { $0 < bound }
        case .oxygenSaturationBelow(let bound):
            return known(observations.oxygenSaturation, .oxygenSaturation) { $0 < bound }
        case .sedationAtLeast(let scale, let bound):
            // A score of another scale is looked at by the limits of that scale.
            return known(observations.sedation, .sedation) {
                $0.scale == scale && $0.score >= bound
            }
        case .sedationAtMost(let scale, let bound):
            return known(observations.sedation, .sedation) {
                $0.scale == scale && $0.score <= bound
            }
        case .weightBelow(let bound): return known(observations.kilograms, .weight) { $0 < bound }
        case .renalBelow(let bound, let opioid):
            return given(opioid, nil).and(
                known(observations.glomerularFiltration, .glomerularFiltration) { $0 < bound })
        case .qtcAtLeast(let bound, let opioid):
            return given(opioid, nil).and(
                known(observations.correctedQTMilliseconds, .correctedQT) { $0 >= bound })
        case .temperatureAtLeast(let bound):
            return known(observations.degreesCelsius, .temperature) { $0 >= bound }
        case .adverseEffect(let effect):
            return known(facts.adverseEffects, .adverseEffects) { $0.contains(effect) }
        case .ageBelow(let bound): return known(context.ageYears, .age) { $0 < bound }
        case .ageAbove(let bound): return known(context.ageYears, .age) { $0 > bound }
        case .opioidNaive(let opioid, let formulation):
            return given(opioid, formulation).and(known(context.isOpioidNaive, .isOpioidNaive))
        case .hepaticAtLeast(let bound, let opioid):
            return given(ifNamed: opioid).and(known(context.hepatic, .hepatic) { $0 >= bound })
        case .cachexia: return known(context.hasCachexia, .cachexia)
        case .frailty: return known(context.isFrail, .frailty)
        case .pregnancy: return known(context.isPregnant, .pregnancy)
        case .comedication(let group, let opioid):
            return given(ifNamed: opioid).and(
                known(groupsTaken, .comedications) { $0.contains(group) })
        case .comedicationMissing(let group):
            return given(nil, nil).and(known(groupsTaken, .comedications) { !$0.contains(group) })
        case .all(let parts):
            var verdict = LimitVerdict.met
            for part in parts { verdict = verdict.and(try self.verdict(part)) }
            return verdict
        }
    }

    // MARK: Facts

    private func known<Value>(
        _ value: Value?, _ fact: PatientFact, _ isMet: (Value) -> Bool
    ) -> LimitVerdict {
        value.map { .init(isMet($0)) } ?? .unknown([fact])
    }

    private func known(_ value: Bool?, _ fact: PatientFact) -> LimitVerdict {
        known(value, fact) { $0 }
    }

    // MARK: The regimen

    /// Whether such an item is given; any item at all without an opioid and a formulation.
    private func given(_ opioid: OpioidID?, _ formulation: Formulation?) -> LimitVerdict {
        .init(
            items.contains {
                (opioid == nil || $0.form.opioid == opioid)
                    && (formulation == nil || $0.form.formulation == formulation)
            })
    }

    private func given(ifNamed opioid: OpioidID?) -> LimitVerdict {
        opioid.map { given($0, nil) } ?? .met
    }

    private func holds(class kind: OpioidClass) -> Bool {
        items.contains { tables.opioid($0.form.opioid)?.classes.contains(kind) ?? false }
    }

    private func dailyDose(of opioid: OpioidID) throws(QuantityError) -> DailyDose {
        var total = DailyDose.nothing
        for item in items where item.form.opioid == opioid {
            if case .mass(let dose) = try item.dailyAmount { total = try total.adding(dose) }
        }
        return total
    }

    private func dailyParacetamol() throws(QuantityError) -> DailyDose {
        var total = DailyDose.nothing
        for item in items where item.companion?.drug == .paracetamol {
            total = try total.adding(item.dailyCompanion)
        }
        return total
    }

    private func paracetamolPerKilogram(
        isAbove bound: DailyDose
    ) throws(QuantityError) -> LimitVerdict {
        let total = try dailyParacetamol()
        guard !total.isZero else { return .notMet }
        guard let kilograms = facts.observations.kilograms else { return .unknown([.weight]) }
        return .init(total > (try bound.scaled(by: kilograms)))
    }

    private func patchRate(of opioid: OpioidID) throws(QuantityError) -> MassRate {
        var total = try MassRate.microgramsPerHour(.zero)
        for item in items where item.form.opioid == opioid {
            if case .rate(let rate) = try item.dailyAmount { total = try total.adding(rate) }
        }
        return total
    }
}
