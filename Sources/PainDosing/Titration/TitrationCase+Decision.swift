import Quantities

/// The decision before evidence and times are added.
struct TitrationDecision {
    var outcome: TitrationOutcome
    var reasons: [TitrationReason]
    var change: TitrationChange?
    var missing: [TitrationMissing] = []
    /// How much of the decision rests on the time since the last change.
    var isTooEarly = false
    var trace: [TraceStep] = []

    init(_ outcome: TitrationOutcome, _ reasons: [TitrationReason]) {
        self.outcome = outcome
        self.reasons = reasons
    }
}

extension TitrationCase {
    /// The most urgent thing that the diary asks for.
    func decision() throws(QuantityError) -> TitrationDecision {
        let concerns = try self.concerns()
        let burden = self.burden()
        if let urgent = concerns.map(\.demand).max() {
            // What is most urgent leads; the rest stands below it.
            let reasons =
                concerns.filter { $0.demand == urgent }.map(\.reason)
                + concerns.filter { $0.demand != urgent }.map(\.reason)
            var decision = TitrationDecision(urgent, reasons)
            if urgent != .reviewNow, !burden.isEmpty {
                decision.outcome = .reviewNow
                decision.reasons += burden
                return decision
            }
            if urgent == .reduce { try addReduction(to: &decision) }
            return decision
        }
        var decision = try withoutConcerns()
        if !burden.isEmpty {
            decision.outcome = .reviewNow
            decision.reasons = burden + decision.reasons.filter { $0.rule != .controlled }
        }
        return decision
    }

    /// So many rescue doses or episodes that a clinician looks at once.
    private func burden() -> [TitrationReason] {
        var reasons: [TitrationReason] = []
        let bound = rules.reviewRescuesAbove
        if rescues > bound.value {
            reasons.append(
                TitrationReason(
                    .tooManyRescues,
                    "\(rescues) rescue doses in 24 hours; more than \(bound.value) ask for a review.",
                    source: bound.source, evidence: bound.evidence))
        }
        let most = engine.tables.breakthrough.maximumEpisodesPerDay
        if let episodes = picture.episodesOfTheDay?.count, episodes > most.value {
            reasons.append(
                TitrationReason(
                    .tooManyEpisodes,
                    "\(episodes) episodes in 24 hours; more than \(most.value) mean that the "
                        + "background opioid has to be looked at.",
                    source: most.source, evidence: most.evidence))
        }
        return reasons
    }

    private func withoutConcerns() throws(QuantityError) -> TitrationDecision {
        let missing = self.missing()
        if picture.regimen == nil || background == nil { return held(for: missing) }
        let reasons = self.demandsForMore()
        guard !reasons.isEmpty else { return withoutDemand(missing) }
        if picture.background.isEmpty {
            return TitrationDecision(
                .reviewNow,
                [
                    TitrationReason(
                        .noBackground,
                        "Pain is above its limit and there is no regular opioid to titrate.")
                ])
        }
        if let item = picture.background.first(where: {
            engine.tables.isSpecialistOnly($0.form.opioid)
        }) {
            return TitrationDecision(
                .reviewNow,
                [
                    TitrationReason(
                        .specialistOpioid,
                        "\(item.form.opioid) is raised by a specialist only.")
                ] + reasons)
        }
        if !missing.isEmpty {
            var decision = held(for: missing)
            decision.reasons += reasons
            return decision
        }
        if let risk = riskOfSedation() { return TitrationDecision(.reviewNow, [risk] + reasons) }
        if let wait = waiting() {
            var decision = TitrationDecision(.hold, [wait.reason] + reasons)
            decision.isTooEarly = true
            if wait.isUnknown { decision.missing = [.unchangedDose] }
            return decision
        }
        return try raised(reasons)
    }

    /// What asks for more of the background opioid.
    private func demandsForMore() -> [TitrationReason] {
        var reasons: [TitrationReason] = []
        if countedRescues >= threshold {
            let isOwn = policy.rescuesFrom != nil
            let source = isOwn ? policy.source : rules.warningRescues.source
            let evidence = isOwn ? policy.evidence : rules.warningRescues.evidence
            reasons.append(
                TitrationReason(
                    .rescueDoses,
                    "\(countedRescues) rescue doses in 24 hours count; \(threshold) or more ask for "
                        + "a raise.",
                    source: source, evidence: evidence))
        }
        if policy.countsPersistentPain, isPersistent {
            reasons.append(
                TitrationReason(
                    .persistentPain,
                    "Background pain is above \(controlLimit.value) in two readings running.",
                    source: policy.source, evidence: policy.evidence))
        }
        return reasons
    }

    private func withoutDemand(_ missing: [TitrationMissing]) -> TitrationDecision {
        guard let background, isControlled == false else {
            return TitrationDecision(
                .hold,
                [
                    TitrationReason(
                        .controlled,
                        "Background pain is at or below \(controlLimit.value), and nothing asks for "
                            + "a change.",
                        source: engine.tables.breakthrough.controlledBackground.source,
                        evidence: engine.tables.breakthrough.controlledBackground.evidence)
                ])
        }
        let severe = rules.severePain
        if background >= severe.value {
            return TitrationDecision(
                .reviewNow,
                [
                    TitrationReason(
                        .severePain,
                        "Background pain is \(background.value) of 10, and \(policy.title) has no "
                            + "increase for what the diary shows.",
                        source: severe.source, evidence: severe.evidence)
                ])
        }
        var decision = TitrationDecision(
            .hold,
            [
                TitrationReason(
                    .noRule,
                    "Background pain is above \(controlLimit.value), but there are fewer than "
                        + "\(threshold) counted rescue doses; give the rescue dose as prescribed "
                        + "and go on with the diary.",
                    source: policy.source, evidence: policy.evidence)
            ])
        decision.missing = missing
        return decision
    }

    private func held(for missing: [TitrationMissing]) -> TitrationDecision {
        var decision = TitrationDecision(
            .hold,
            [
                TitrationReason(
                    .dataMissing, "The diary does not say enough for a computed increase.",
                    source: rules.diary.source)
            ])
        decision.missing = missing
        return decision
    }

    /// Why it is too early for an increase; nil where it is not.
    private func waiting() -> (reason: TitrationReason, isUnknown: Bool)? {
        guard let interval = interval(), let unchanged else {
            return (
                TitrationReason(.dataMissing, "The tables have no interval for this opioid."), true
            )
        }
        let hours = picture.now.wholeHours(since: unchanged.since.entry.recordedAt.instant)
        guard hours < interval.value else { return nil }
        let isUnknown = unchanged.changedFrom == nil
        let found =
            isUnknown
            ? "The diary shows the present dose for \(hours) hours only"
            : "The dose was changed \(hours) hours ago"
        return (
            TitrationReason(
                .intervalNotOver, "\(found); \(interval.value) hours have to pass.",
                source: interval.source, evidence: interval.evidence), isUnknown
        )
    }

    private func raised(
        _ reasons: [TitrationReason]
    ) throws(QuantityError) -> TitrationDecision {
        var trace: [TraceStep] = []
        guard let omedd = backgroundOMEDD else {
            return TitrationDecision(
                .reviewNow,
                reasons + [
                    TitrationReason(
                        .noAmount, "No table made for conversion knows the background opioid.")
                ])
        }
        switch try raise(omedd, trace: &trace) {
        case .change(let change):
            var decision = TitrationDecision(.raise, reasons)
            decision.change = change
            decision.trace = trace
            return decision
        case .none(let reason):
            let outcome: TitrationOutcome =
                switch reason.rule {
                case .ceiling, .combinedProduct, .safetyLimit: .rotate
                default: .reviewNow
                }
            return TitrationDecision(outcome, [reason] + reasons)
        }
    }

    private func addReduction(to decision: inout TitrationDecision) throws(QuantityError) {
        guard !picture.background.isEmpty, let omedd = backgroundOMEDD else { return }
        var trace: [TraceStep] = []
        switch try reduce(omedd, trace: &trace) {
        case .change(let change):
            decision.change = change
            decision.trace = trace
        case .none(let reason): decision.reasons.append(reason)
        }
    }
}
