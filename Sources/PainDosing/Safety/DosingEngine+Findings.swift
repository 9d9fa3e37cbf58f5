import Quantities

/// The safety limits that apply, and the facts that could not be checked.
struct SafetyFindings {
    /// One alert a limit, in the order of the tables, then those of the policy and the diary.
    let alerts: [Alert]
    /// The facts that limits of this regimen need and that are not known.
    let unchecked: [UncheckedFact]
}

extension DosingEngine {
    /// Every safety limit that applies to this regimen and patient, and every one that needs a fact
    /// which is not known.
    ///
    /// - Parameters:
    ///   - items: the regimen, or the regimen that a proposal would lead to.
    ///   - omedd: its OMEDD, where one was computed.
    /// - Throws: `QuantityError.overflow`.
    func safety(
        items: [RegimenItem], facts: PatientFacts, omedd: OMEDD?
    ) throws(QuantityError) -> SafetyFindings {
        let situation = SafetySituation(tables: tables, items: items, facts: facts, omedd: omedd)
        var alerts: [Alert] = []
        var codes: [PatientFact: [String]] = [:]
        // By index: to take each limit out with all its words costs more than to judge it.
        let limits = tables.limits
        for index in limits.indices where limits[index].isInForce(in: policy.country) {
            switch try situation.verdict(ofLimit: index) {
            case .met: alerts.append(alert(of: limits[index], items, facts))
            case .notMet: break
            case .unknown(let missing):
                for fact in missing { codes[fact, default: []].append(limits[index].code) }
            }
        }
        if let omedd, let alert = teamThreshold(omedd) { alerts.append(alert) }
        if let alert = unlistedDrugs(facts) { alerts.append(alert) }
        let unchecked = codes.map { UncheckedFact(fact: $0.key, limits: $0.value) }
        return SafetyFindings(alerts: alerts, unchecked: unchecked.sorted { $0.fact < $1.fact })
    }

    /// The alerts alone.
    func findings(
        items: [RegimenItem], facts: PatientFacts, omedd: OMEDD?
    ) throws(QuantityError) -> [Alert] {
        try safety(items: items, facts: facts, omedd: omedd).alerts
    }

    /// The stops and queries alone, for what can be said before any dose is computed.
    func stops(items: [RegimenItem], facts: PatientFacts) throws(QuantityError) -> [Alert] {
        let situation = SafetySituation(tables: tables, items: items, facts: facts, omedd: nil)
        var stops: [Alert] = []
        let limits = tables.limits
        for index in limits.indices
        where limits[index].effect.severity.holdsBack
            && limits[index].isInForce(in: policy.country)
        {
            if try situation.verdict(ofLimit: index) == .met {
                stops.append(alert(of: limits[index], items, facts))
            }
        }
        return stops.filter(\.severity.holdsBack)
    }

    /// The limit as the reader sees it.
    func alert(
        of limit: SafetyLimit, _ items: [RegimenItem], _ facts: PatientFacts
    ) -> Alert {
        var severity = limit.effect.severity
        if limit.care == .nonCancer { severity = policy.nonCancerThresholds.severity }
        var (message, question) = (limit.message, String?.none)
        if severity == .query {
            if facts.confirmed.contains(limit.code) {
                (severity, message) = (.caution, "Confirmed as meant: " + message)
            } else {
                question = limit.condition.likelySlip(in: items)
            }
        }
        return Alert(
            code: limit.code, severity: severity, message: message, action: limit.action,
            source: limit.source, question: question)
    }

    /// The caution of the highest of the team's own thresholds that the OMEDD is above.
    private func teamThreshold(_ omedd: OMEDD) -> Alert? {
        guard let bound = policy.omeddThresholds.filter({ omedd > $0 }).max() else { return nil }
        return Alert(
            code: "omedd-above-team-threshold", severity: .caution,
            message:
                "The opioids together equal more than \(bound.milligramsPerDay.decimal().text) "
                + "mg of oral morphine a day, a threshold that this team has set.",
            action: "Do what the team agreed on for this threshold.")
    }

    /// The note on other drugs that no group of the tables knows, so that nobody takes them for
    /// checked.
    private func unlistedDrugs(_ facts: PatientFacts) -> Alert? {
        guard let taken = facts.context.comedications, !taken.isEmpty else { return nil }
        // Few drugs are taken, so to look through the lists is quicker than to make a set of them.
        let drugs = Set(taken).filter { drug in
            let name = tables.genericName(drug)
            return !tables.comedications.contains { $0.drugs.contains(name) }
        }.sorted()
        guard !drugs.isEmpty else { return nil }
        return Alert(
            code: "comedication-unlisted", severity: .info,
            message: "Not in the lists of other drugs, so not checked: "
                + drugs.joined(separator: ", ") + ".",
            action: "Give generic names, and ask a pharmacist about interactions.")
    }
}

extension NonCancerThresholds {
    fileprivate var severity: AlertSeverity {
        switch self {
        case .note: .info
        case .caution: .caution
        }
    }
}
