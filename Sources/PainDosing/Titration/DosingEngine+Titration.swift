import Quantities

extension DosingEngine {
    /// What to do with the background opioid, from the diary so far.
    ///
    /// - Parameters:
    ///   - picture: the patient at the time of the entry.
    ///   - findings: the limits that apply to the day's opioids and the patient; none is a stop.
    /// - Returns: the decision and the alerts that go with it; nil where the tables lack the policy.
    func titration(
        _ picture: DiaryPicture, findings: [Alert]
    ) throws(QuantityError) -> (answer: TitrationAnswer, alerts: [Alert])? {
        let rules = tables.titration
        guard let policy = rules.policy(policy.titration ?? rules.standard) else { return nil }
        let titration = try TitrationCase(
            engine: self, policy: policy, picture: picture, findings: findings)
        let decision = try titration.decision()
        let interval = titration.interval()
        let answer = TitrationAnswer(
            policy: policy.id, outcome: decision.outcome, reasons: decision.reasons,
            change: decision.change,
            rotationWindow: decision.outcome == .rotate ? rules.rotation : nil,
            earliestIncrease: titration.earliestIncrease(decision, interval), interval: interval,
            evidence: try titration.evidence(), missing: decision.missing,
            trace: decision.trace)
        return (answer, try titration.alerts(decision))
    }
}

extension TitrationCase {
    /// Before this moment the dose is not raised (again); nil where no time is to be waited for.
    fileprivate func earliestIncrease(
        _ decision: TitrationDecision, _ interval: SourcedLimit<Int>?
    ) -> LocalInstant? {
        guard let interval, let unchanged else { return nil }
        let local = picture.entry.recordedAt
        if decision.outcome == .raise {
            // The raise itself will be a change that the diary shows.
            let hours = max(interval.value, laterInterval() ?? 0)
            return LocalInstant(
                picture.now.hoursLater(hours), offsetMinutes: local.offsetMinutes)
        }
        let end = unchanged.since.entry.recordedAt.instant.hoursLater(interval.value)
        guard end > picture.now else { return nil }
        return LocalInstant(end, offsetMinutes: local.offsetMinutes)
    }

    /// The hours after the raise that is proposed now, where later increases wait longer.
    private func laterInterval() -> Int? {
        picture.background.compactMap { item in
            let hours = engine.lastingHours(of: item)
            return rules.intervals.filter { $0.isFor(item.form, lasting: hours) }
                .compactMap(\.laterHours).max()
        }.max()
    }

    /// The alerts beside the decision, most urgent first.
    fileprivate func alerts(_ decision: TitrationDecision) throws(QuantityError) -> [Alert] {
        var alerts: [Alert] = []
        let lead = decision.reasons.first
        if decision.outcome == .reviewNow {
            alerts.append(
                Alert(
                    code: "titration-review-now", severity: .caution,
                    message: "A clinician should see the patient now. " + (lead?.message ?? ""),
                    action: "Call the prescriber or the palliative team; change no dose before.",
                    source: lead?.source))
        }
        let warning = rules.warningRescues
        if rescues >= warning.value {
            alerts.append(
                Alert(
                    code: "rescue-doses-warning", severity: .caution,
                    message: "\(rescues) rescue doses were taken in 24 hours.",
                    action: "Find out what they were taken for and whether they helped.",
                    source: warning.source))
        }
        let (responded, judged) = try responses()
        if judged > 0, responded * 2 < judged {
            alerts.append(
                Alert(
                    code: "rescue-ineffective", severity: .caution,
                    message: "Pain fell enough after \(responded) of \(judged) rescue doses.",
                    action: "Ask the prescriber about the rescue dose, its drug and its route.",
                    source: rules.response.source))
        }
        if endOfDose.count > 0 {
            alerts.append(
                Alert(
                    code: "end-of-dose-failure", severity: .caution,
                    message: "Pain returned before the next background dose was due.",
                    action: "Tell the prescriber: the dose is raised rather than the interval "
                        + "shortened."))
        }
        alerts += specialistAlerts(decision)
        if let change = decision.change, decision.outcome == .raise, let wanted = change.wanted {
            alerts.append(
                Alert(
                    code: "raise-capped", severity: .caution,
                    message:
                        "\(policy.title) comes to \(wanted.percent.decimal(places: 1).text) % more; "
                        + "the raise was cut to \(change.percent.percent.description) %.",
                    action: "Ask a palliative care specialist before going higher.",
                    source: rules.largestIncrease.source))
        }
        if let change = decision.change, decision.outcome == .raise,
            change.percent < rules.perceptible.value
        {
            alerts.append(
                Alert(
                    code: "change-hardly-felt", severity: .info,
                    message: "A change of less than "
                        + "\(rules.perceptible.value.percent.description) % is usually not felt.",
                    source: rules.perceptible.source))
        }
        return alerts
    }

    private func specialistAlerts(_ decision: TitrationDecision) -> [Alert] {
        guard decision.outcome == .raise, let change = decision.change else { return [] }
        return rules.specialistBounds.compactMap { row in
            let found: String
            switch row.bound {
            case .omedd(let bound):
                guard change.proposedOMEDD ?? change.target > bound else { return nil }
                found = "\(bound.milligramsPerDay.description) mg of oral morphine a day"
            case .dailyDose(let opioid, let formulation, let bound):
                guard let form = change.form, form.opioid == opioid,
                    form.formulation == formulation,
                    case .mass(let dose)? = change.proposal?.perDay,
                    dose > bound
                else { return nil }
                found = "\(bound.milligramsPerDay.description) mg of \(form.words) a day"
            }
            return Alert(
                code: "raise-needs-specialist", severity: .caution,
                message: "The raise leads above \(found).",
                action: "Ask a palliative care specialist before giving it.", source: row.source)
        }
    }
}
