import PainDosing
import Quantities
import TableText

/// `titration.yaml`: when the background opioid is changed, by how much, and how soon again.
enum TitrationFile {
    /// The rules; nil after a fault.
    ///
    /// `limitCodes` are those of `limits.yaml`; nil if that file couldn't be read.
    static func read(
        _ document: TextDocument, limitCodes: Set<String>?, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) -> TitrationRules? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let policies = self.policies(&reader, in: catalogue)
            let standard = reader.value("default", expected: "no such policy in this file") { id in
                policies.first { $0.id.name == id }?.id
            }
            let warning = reader.limit("warning", in: catalogue) { count("rescues", &$0) }
            let review = reader.limit("review", in: catalogue) { count("rescuesAbove", &$0) }
            let increase = reader.limit("largestIncrease", in: catalogue) {
                $0.percentage("percent")
            }
            let perceptible = reader.limit("perceptible", in: catalogue) {
                $0.percentage("percent")
            }
            let severe = reader.limit("severePain", in: catalogue) { score("painFrom", &$0) }
            let response = reader.limit("response", in: catalogue) { $0.percentage("percent") }
            let reduction = reader.mapping("reduction") { window(&$0, in: catalogue) }
            let rotation = reader.mapping("rotation") { window(&$0, in: catalogue) }
            let withPain = reader.mapping("effectsWithPain") { reader -> RuleSource? in
                let source = reader.source(in: catalogue)
                let evidence = reader.evidence()
                guard let source, let evidence else { return nil }
                return RuleSource(source: source, evidence: evidence)
            }
            let diary = reader.mapping("diary") { self.diary(&$0, in: catalogue) }
            let effects = self.effects(&reader, in: catalogue)
            let limits = reader.list("limits") { limitDemand(&$0, limitCodes, in: catalogue) }
            let ceilings = codes("ceilings", limitCodes, &reader)
            let bounds = reader.list("specialistAbove") { specialistBound(&$0, in: catalogue) }
            let intervals = TitrationIntervalRow.list(&reader, in: catalogue)
            let step =
                reader.has("patchStep")
                ? reader.mapping("patchStep") { patchStep(&$0, in: catalogue) } : nil
            guard let standard, let warning, let review, let increase, let perceptible, let severe,
                let response, let reduction, let rotation, let withPain, let diary
            else { return nil }
            return TitrationRules(
                standard: standard, policies: policies, warningRescues: warning,
                reviewRescuesAbove: review, largestIncrease: increase, perceptible: perceptible,
                severePain: severe, response: response, reduction: reduction, rotation: rotation,
                effectsWithPain: withPain, diary: diary, effects: effects, limits: limits,
                ceilings: ceilings,
                specialistBounds: bounds, intervals: intervals, patchStep: step)
        }
    }

    private static func policies(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [TitrationPolicy] {
        var policies: [TitrationPolicy] = []
        let rows = reader.requiredList("policies") { reader in
            TitrationPolicyRow.read(&reader, in: catalogue).map { ($0, line: reader.line) }
        }
        for (policy, line) in rows {
            if policies.contains(where: { $0.id == policy.id }) {
                reader.fault("the policy '\(policy.id)' is listed twice", line: line)
            }
            policies.append(policy)
        }
        return policies
    }

    private static func count(_ key: String, _ reader: inout NodeReader) -> Int? {
        reader.whole(key, in: 1...24)
    }

    static func score(_ key: String, _ reader: inout NodeReader) -> PainScore? {
        reader.whole(key, in: 0...10).flatMap { PainScore($0) }
    }

    private static func window(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ReductionWindow? {
        let lowest = reader.percentage("lowest")
        let highest = reader.percentage("highest")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let lowest, let highest, let source, let evidence else { return nil }
        if lowest > highest { reader.fault("'lowest' has to be no more than 'highest'") }
        return ReductionWindow(
            lowest: lowest, highest: highest, source: source, evidence: evidence)
    }

    private static func diary(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> DiaryDemand? {
        let hours = reader.whole("hours", in: 1...168)
        let gap = reader.whole("longestGapHours", in: 1...168)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let hours, let gap, let source, evidence != nil else { return nil }
        return DiaryDemand(hours: hours, longestGapHours: gap, source: source)
    }

    private static func effects(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [EffectDemand] {
        var seen: Set<AdverseEffect> = []
        return reader.list("effects") { reader in
            let effects = reader.words("effects", of: AdverseEffect.self)
            let demand = reader.word("asksFor", of: TitrationDemand.self)
            let source = reader.source(in: catalogue)
            let evidence = reader.evidence()
            for effect in effects ?? [] where !seen.insert(effect).inserted {
                reader.fault("the effect '\(effect.rawValue)' stands in two rows")
            }
            guard let effects, let demand, let source, let evidence else { return nil }
            return EffectDemand(
                effects: Set(effects), demand: demand, source: source, evidence: evidence)
        }
    }

    private static func limitDemand(
        _ reader: inout NodeReader, _ known: Set<String>?, in catalogue: Catalogue
    ) -> LimitDemand? {
        let codes = self.codes("codes", known, &reader)
        let demand = reader.word("asksFor", of: TitrationDemand.self)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let demand, let source, let evidence else { return nil }
        return LimitDemand(codes: codes, demand: demand, source: source, evidence: evidence)
    }

    private static func codes(
        _ key: String, _ known: Set<String>?, _ reader: inout NodeReader
    ) -> [String] {
        let texts = reader.texts(key)
        if texts.isEmpty { reader.fault("'\(key)' needs one code of limits.yaml or more") }
        for (code, line) in texts where !(known?.contains(code) ?? true) {
            reader.fault("'\(code)' is no code of limits.yaml", line: line)
        }
        return texts.map(\.text)
    }

    private static func specialistBound(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> SpecialistBound? {
        let bound: SpecialistBound.Bound?
        if reader.has("omedd") {
            bound = reader.omedd("omedd").map { .omedd($0) }
        } else {
            let opioid = reader.opioid(in: catalogue)
            let formulation = reader.word("formulation", of: Formulation.self)
            let dose = reader.milligramsPerDay("milligrams")
            if let opioid, let formulation, let dose {
                bound = .dailyDose(opioid: opioid, formulation: formulation, dose)
            } else {
                bound = nil
            }
        }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let bound, let source, let evidence else { return nil }
        return SpecialistBound(bound: bound, source: source, evidence: evidence)
    }

    private static func patchStep(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> PatchStep? {
        let opioid = reader.opioid(in: catalogue)
        let rate = reader.positive("microgramsPerHour").flatMap { number in
            // A positive number is always a rate.
            try? MassRate.microgramsPerHour(number)
        }
        let supplement = reader.omedd("forMilligramsOralMorphine")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let opioid, let rate, let supplement, let source, let evidence else { return nil }
        return PatchStep(
            opioid: opioid, rate: rate, supplement: supplement, source: source,
            evidence: evidence)
    }
}
