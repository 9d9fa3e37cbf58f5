import Quantities

/// What a rule asks for, and why.
struct TitrationFinding {
    let demand: TitrationOutcome
    let reason: TitrationReason
}

extension TitrationCase {
    /// Everything that asks for less, for another opioid or for a clinician.
    func concerns() throws(QuantityError) -> [TitrationFinding] {
        var found: [TitrationFinding] = []
        for row in rules.effects {
            let effects = row.effects.intersection(picture.adverseEffects ?? []).sorted()
            guard !effects.isEmpty else { continue }
            if let finding = try concern(row, effects) { found.append(finding) }
        }
        for row in rules.limits {
            guard let alert = findings.first(where: { row.codes.contains($0.code) }) else {
                continue
            }
            let reason = TitrationReason(
                .safetyLimit, alert.message, source: row.source, evidence: row.evidence)
            switch row.demand {
            case .reviewNow: found.append(TitrationFinding(demand: .reviewNow, reason: reason))
            case .reduce: found.append(TitrationFinding(demand: .reduce, reason: reason))
            case .rotate: found.append(TitrationFinding(demand: .rotate, reason: reason))
            case .none, .noIncrease: continue
            }
        }
        return found
    }

    /// What forbids a computed increase, if anything does.
    func riskOfSedation() -> TitrationReason? {
        for row in rules.limits where row.demand == .noIncrease {
            guard let alert = findings.first(where: { row.codes.contains($0.code) }) else {
                continue
            }
            return TitrationReason(
                .riskOfSedation, "No increase is computed: " + alert.message, source: row.source,
                evidence: row.evidence)
        }
        return nil
    }

    private func concern(
        _ row: EffectDemand, _ effects: [AdverseEffect]
    ) throws(QuantityError) -> TitrationFinding? {
        let names = effects.map(\.words).joined(separator: ", ")
        func finding(
            _ demand: TitrationOutcome, _ rule: TitrationRule, _ message: String,
            _ source: SourceID, _ evidence: Evidence
        ) -> TitrationFinding {
            TitrationFinding(
                demand: demand,
                reason: TitrationReason(rule, message, source: source, evidence: evidence))
        }
        switch row.demand {
        case .none, .noIncrease: return nil
        case .reviewNow:
            return finding(
                .reviewNow, .breathing, "Recorded: \(names).", row.source, row.evidence)
        case .rotate:
            return finding(
                .rotate, .neurotoxicity,
                "Signs of neurotoxicity: \(names). More of this opioid makes them worse.",
                row.source, row.evidence)
        case .reduce:
            if isControlled == false {
                return finding(
                    .rotate, .effectsWithPain,
                    "Pain is above its limit, and the dose can't go up because of: \(names).",
                    rules.effectsWithPain.source, rules.effectsWithPain.evidence)
            }
            if try wasLowered() {
                return finding(
                    .rotate, .effectsAfterReduction,
                    "After a lower dose there is still: \(names).", row.source, row.evidence)
            }
            guard isControlled == true else { return nil }
            return finding(
                .reduce, .effectsWithRelief, "Pain is controlled, and there is: \(names).",
                row.source, row.evidence)
        }
    }

    /// What a computed increase would need besides; `interval` is left out here.
    func missing() -> [TitrationMissing] {
        var missing: [TitrationMissing] = []
        if picture.regimen == nil { missing.append(.regimen) }
        if background == nil { missing.append(.backgroundPain) }
        missing += diaryFaults()
        if !areRescuesKnown { missing.append(.rescueDoses) }
        let entry = picture.entry
        if entry.observations.sedation == nil, entry.adverseEffects == nil {
            missing.append(.sedation)
        }
        return missing
    }

    /// Whether every entry of the last 24 hours says which rescue doses were taken.
    private var areRescuesKnown: Bool {
        !picture.countedItems.isEmpty
            || picture.entries(hours: 24).allSatisfy {
                $0.entry.episodes != nil || $0.entry.taken != nil
            }
    }

    private func diaryFaults() -> [TitrationMissing] {
        let start = picture.now.hoursEarlier(rules.diary.hours)
        let entries = picture.history + [picture.recorded]
        guard let first = entries.lastIndex(where: { $0.entry.recordedAt.instant <= start })
        else { return [.hoursOfDiary] }
        let times = entries[first...].map(\.entry.recordedAt.instant)
        let hasGap = zip(times, times.dropFirst()).contains { earlier, later in
            later > earlier.hoursLater(rules.diary.longestGapHours)
        }
        return hasGap ? [.gap] : []
    }
}

extension AdverseEffect {
    /// The effect as it stands in a sentence.
    var words: String {
        String(rawValue.map { $0 == "-" ? " " : $0 })
    }
}
