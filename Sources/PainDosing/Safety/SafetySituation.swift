import Quantities

/// What the limits look at.
struct SafetySituation {
    let tables: TableSet
    let items: [RegimenItem]
    let facts: PatientFacts
    /// The OMEDD of the regimen; without one no threshold of the OMEDD speaks.
    let omedd: OMEDD?
    /// The one item that is judged, among all items; nil to judge the regimen as a whole.
    ///
    /// What a limit says of a drug or form is then asked of this item alone, while sums still count
    /// everything of the day.
    let proposed: RegimenItem?
    /// The groups of the other drugs; nil where those are not known.
    private let groupsTaken: Set<String>?
    /// The forms of the items that limits on drugs and forms are asked of.
    private let judged: [OpioidForm]
    /// Their opioids, as the index of the limits has them.
    private let opioids: UInt64

    /// - Parameter proposed: the item that is judged; it counts among the items of the day.
    init(
        tables: TableSet, items: [RegimenItem], facts: PatientFacts, omedd: OMEDD?,
        proposed: RegimenItem? = nil
    ) {
        self.tables = tables
        self.items = items + (proposed.map { [$0] } ?? [])
        self.facts = facts
        self.omedd = omedd
        self.proposed = proposed
        judged = proposed.map { [$0.form] } ?? items.map(\.form)
        opioids = tables.limitIndex.opioids(of: judged)
        groupsTaken = facts.context.comedications.map { tables.groups(of: $0) }
    }

    /// Whether a limit of the tables speaks, by its place among them.
    @inline(__always)
    func verdict(ofLimit place: Int) throws(QuantityError) -> LimitVerdict {
        guard tables.limitIndex.maySpeak(place, of: opioids) else { return .notMet }
        return try verdict(tables.limits[place].condition)
    }

    /// Whether a condition is met; unknown only where the regimen at hand makes the fact matter.
    func verdict(_ condition: LimitCondition) throws(QuantityError) -> LimitVerdict {
        switch condition {
        case .omeddAbove(let bound): return .init(omedd.map { $0 > bound } ?? false)
        case .omeddUpTo(let bound): return .init(omedd.map { $0 <= bound } ?? false)
        case .dailyDoseAbove(let scope, let bound):
            return given(scope).and(.init(try dailyDose(of: scope) > bound))
        case .singleDoseAbove(let scope, let bound):
            let doses = proposed.map { [$0] } ?? items
            return .init(doses.contains { scope.covers($0.form) && $0.amount.isDose(above: bound) })
        case .paracetamolAbove(let bound): return .init(try dailyParacetamol() > bound)
        case .paracetamolPerKilogramAbove(let bound):
            return try paracetamolPerKilogram(isAbove: bound)
        case .paracetamolGiven: return .init(try !dailyParacetamol().isZero)
        case .patchRateAbove(let opioid, let bound):
            return given(OpioidScope(opioid: opioid, formulation: .patch))
                .and(.init(try patchRate(of: opioid) > bound))
        case .given(let scope): return given(scope)
        case .beside(let scope): return .init(items.contains { scope.covers($0.form) })
        case .severalModifiedRelease:
            let forms = items.map(\.form).filter { $0.formulation == .modifiedRelease }
            return .init(Set(forms.map(\.opioid)).count > 1)
        case .weakWithStrong: return together(.weak, .strong, in: items)
        case .classTogether(let one, let other):
            return together(one, other, in: items.filter(\.amount.isBackground))
        case .respiratoryRateBelow(let bound):
            return known(facts.observations.respiratoryRate, .respiratoryRate) { $0 < bound }
        case .oxygenSaturationBelow(let bound):
            return known(facts.observations.oxygenSaturation, .oxygenSaturation) { $0 < bound }
        case .sedationAtLeast(let scale, let bound):
            // A score of another scale is looked at by the limits of that scale.
            return known(facts.observations.sedation, .sedation) {
                $0.scale == scale && $0.score >= bound
            }
        case .sedationAtMost(let scale, let bound):
            return known(facts.observations.sedation, .sedation) {
                $0.scale == scale && $0.score <= bound
            }
        case .weightBelow(let bound):
            return known(facts.observations.kilograms, .weight) { $0 < bound }
        case .renalBelow(let bound, let opioid):
            return given(opioid).and(
                known(facts.observations.glomerularFiltration, .glomerularFiltration) { $0 < bound }
            )
        case .qtcAtLeast(let bound, let opioid):
            return given(opioid).and(
                known(facts.observations.correctedQTMilliseconds, .correctedQT) { $0 >= bound })
        case .temperatureAtLeast(let bound):
            return known(facts.observations.degreesCelsius, .temperature) { $0 >= bound }
        case .adverseEffect(let effect):
            return known(facts.adverseEffects, .adverseEffects) { $0.contains(effect) }
        case .ageBelow(let bound): return known(facts.context.ageYears, .age) { $0 < bound }
        case .ageAbove(let bound): return known(facts.context.ageYears, .age) { $0 > bound }
        case .opioidNaive(let scope):
            return given(scope).and(known(facts.context.isOpioidNaive, .isOpioidNaive))
        case .hepaticAtLeast(let bound, let opioid):
            return given(opioid).and(known(facts.context.hepatic, .hepatic) { $0 >= bound })
        case .cachexia: return known(facts.context.hasCachexia, .cachexia)
        case .frailty: return known(facts.context.isFrail, .frailty)
        case .pregnancy: return known(facts.context.isPregnant, .pregnancy)
        case .comedication(let group, let opioid):
            return given(opioid).and(
                isTaken(group).map { .init($0) } ?? .unknown([.comedications]))
        case .comedicationMissing(let group):
            return given(OpioidScope())
                .and(isTaken(group).map { .init(!$0) } ?? .unknown([.comedications]))
        case .has(let condition):
            return known(facts.context.conditions[condition], PatientFact(condition))
        case .notRuledOut(let condition): return .init(facts.context.conditions[condition] != false)
        case .ruledOut(let condition): return .init(facts.context.conditions[condition] == false)
        case .toxicity: return known(facts.hasToxicity, .toxicity)
        case .all(let parts):
            var verdict = LimitVerdict.met
            for part in parts {
                verdict = verdict.and(try self.verdict(part))
                if verdict == .notMet { break }
            }
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

    /// Whether a drug of a group is taken; nil where that is not known, as for one that is missing in
    /// a list that may not name all.
    private func isTaken(_ group: String) -> Bool? {
        guard let groupsTaken else { return nil }
        if groupsTaken.contains(group) { return true }
        return facts.context.comedicationsAreAll ? false : nil
    }

    // MARK: The regimen

    /// Whether such an item is judged; any item at all without an opioid, route and formulation.
    private func given(_ scope: OpioidScope) -> LimitVerdict {
        .init(judged.contains(where: scope.covers))
    }

    /// The same for one opioid; a limit that names none is about the patient.
    private func given(_ opioid: OpioidID?) -> LimitVerdict {
        opioid.map { given(OpioidScope(opioid: $0)) } ?? .met
    }

    /// Whether opioids of two classes are given, one of them being judged.
    private func together(
        _ one: OpioidClass, _ other: OpioidClass, in items: [RegimenItem]
    ) -> LimitVerdict {
        func holds(_ kind: OpioidClass, _ forms: [OpioidForm]) -> Bool {
            forms.contains { tables.opioid($0.opioid)?.classes.contains(kind) ?? false }
        }
        let forms = items.map(\.form)
        return .init(
            holds(one, forms) && holds(other, forms) && (holds(one, judged) || holds(other, judged))
        )
    }

    private func dailyDose(of scope: OpioidScope) throws(QuantityError) -> DailyDose {
        var total = DailyDose.nothing
        for item in items where scope.covers(item.form) {
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

extension RegimenAmount {
    /// Whether one dose is above a bound; patches and pumps have no single doses.
    fileprivate func isDose(above bound: Mass) -> Bool {
        switch self {
        case .scheduled(let dose, _), .taken(let dose, _): dose > bound
        case .patch, .infusion: false
        }
    }
}

extension TableSet {
    /// The groups that other drugs belong to, whatever the drugs are called.
    func groups(of drugs: [String]) -> Set<String> {
        drugs.reduce(into: []) { groups, drug in
            if let known = groupsOfDrugs.value[genericName(drug)] { groups.formUnion(known) }
        }
    }

    /// The name by which the groups list a drug, in lower case.
    func genericName(_ drug: String) -> String {
        let name = drug.lowercased()
        return drugSynonyms[name] ?? name
    }
}
