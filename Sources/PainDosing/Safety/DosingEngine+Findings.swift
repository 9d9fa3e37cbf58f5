import Quantities

extension DosingEngine {
    /// Every safety limit that speaks for this regimen and patient.
    ///
    /// - Parameters:
    ///   - items: the regimen, or the regimen that a proposal would lead to.
    ///   - omedd: its OMEDD, where one was computed.
    /// - Returns: one alert a limit, in the order of the table; unknown facts make no limit speak.
    /// - Throws: `QuantityError.overflow`.
    func findings(
        items: [RegimenItem], facts: PatientFacts, omedd: OMEDD?
    ) throws(QuantityError) -> [Alert] {
        let situation = SafetySituation(tables: tables, items: items, facts: facts, omedd: omedd)
        var alerts: [Alert] = []
        for limit in tables.limits where try situation.meets(limit.condition) {
            alerts.append(limit.alert)
        }
        return alerts
    }

    /// The stops alone, for what can be said before any dose is computed.
    func stops(items: [RegimenItem], facts: PatientFacts) throws(QuantityError) -> [Alert] {
        try findings(items: items, facts: facts, omedd: nil).filter { $0.severity == .stop }
    }
}

extension SafetyLimit {
    /// The limit as the reader sees it.
    var alert: Alert {
        let severity: AlertSeverity =
            switch strength {
            case .caution: .caution
            case .stop: .stop
            }
        return Alert(
            code: code, severity: severity, message: message, action: action, source: source)
    }
}

/// What the limits look at.
struct SafetySituation {
    let tables: TableSet
    let items: [RegimenItem]
    let facts: PatientFacts
    let omedd: OMEDD?

    /// Whether a limit speaks.
    func meets(_ condition: LimitCondition) throws(QuantityError) -> Bool {
        switch condition {
        case .omeddAbove(let bound): omedd.map { $0 > bound } ?? false
        case .dailyDoseAbove(let opioid, let bound): try dailyDose(of: opioid) > bound
        case .paracetamolAbove(let bound): try dailyParacetamol() > bound
        case .paracetamolPerKilogramAbove(let bound, let weight):
            try isLighter(than: weight, withParacetamolPerKilogramAbove: bound)
        case .patchRateAbove(let opioid, let bound): try patchRate(of: opioid) > bound
        case .respiratoryRateBelow(let bound):
            facts.observations.respiratoryRate.map { $0 < bound } ?? false
        case .oxygenSaturationBelow(let bound):
            facts.observations.oxygenSaturation.map { $0 < bound } ?? false
        case .sedationAtLeast(let scale, let bound):
            facts.observations.sedation.map { $0.scale == scale && $0.score >= bound } ?? false
        case .sedationAtMost(let scale, let bound):
            facts.observations.sedation.map { $0.scale == scale && $0.score <= bound } ?? false
        case .ageBelow(let bound): facts.context.ageYears.map { $0 < bound } ?? false
        case .opioidNaive(let opioid, let formulation):
            facts.context.isOpioidNaive == true && holds(opioid: opioid, formulation: formulation)
        case .renalBelow(let bound, let opioid):
            facts.observations.glomerularFiltration.map { $0 < bound } ?? false
                && holds(opioid: opioid, formulation: nil)
        case .hepaticAtLeast(let bound, let opioid):
            facts.context.hepatic.map { $0 >= bound } ?? false
                && holds(opioid: opioid, formulation: nil)
        case .cachexiaWithPatch:
            facts.context.hasCachexia == true && holds(opioid: nil, formulation: .patch)
        case .qtcAtLeast(let bound, let opioid):
            facts.observations.correctedQTMilliseconds.map { $0 >= bound } ?? false
                && holds(opioid: opioid, formulation: nil)
        case .temperatureWithPatchAtLeast(let bound):
            facts.observations.degreesCelsius.map { $0 >= bound } ?? false
                && holds(opioid: nil, formulation: .patch)
        case .severalModifiedRelease:
            Set(items.map(\.form).filter { $0.formulation == .modifiedRelease }.map(\.opioid)).count
                > 1
        case .weakWithStrong: holds(class: .weak) && holds(class: .strong)
        case .pregnancy: facts.context.isPregnant == true
        case .comedication(let group, let opioid):
            takes(group: group) && (opioid.map { holds(opioid: $0, formulation: nil) } ?? true)
        }
    }

    private func holds(opioid: OpioidID?, formulation: Formulation?) -> Bool {
        items.contains {
            (opioid == nil || $0.form.opioid == opioid)
                && (formulation == nil || $0.form.formulation == formulation)
        }
    }

    private func holds(class kind: OpioidClass) -> Bool {
        items.contains { tables.opioid($0.form.opioid)?.classes.contains(kind) ?? false }
    }

    private func takes(group: String) -> Bool {
        let drugs = tables.comedications.filter { $0.id == group }.flatMap(\.drugs)
        return (facts.context.comedications ?? []).contains { drugs.contains($0.lowercased()) }
    }

    private func dailyDose(of opioid: OpioidID) throws(QuantityError) -> DailyDose {
        var total = try DailyDose.milligramsPerDay(.zero)
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

    /// An unknown weight is no finding.
    private func isLighter(
        than weight: Rational, withParacetamolPerKilogramAbove bound: DailyDose
    ) throws(QuantityError) -> Bool {
        guard let kilograms = facts.observations.kilograms, kilograms < weight else { return false }
        return try dailyParacetamol() > bound.scaled(by: kilograms)
    }

    private func patchRate(of opioid: OpioidID) throws(QuantityError) -> MassRate {
        var total = try MassRate.microgramsPerHour(.zero)
        for item in items where item.form.opioid == opioid {
            if case .rate(let rate) = try item.dailyAmount { total = try total.adding(rate) }
        }
        return total
    }
}
