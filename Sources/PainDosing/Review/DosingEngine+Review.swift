public import Quantities

extension DosingEngine {
    /// The multimodal review of an entry that speaks of bone metastases; nil if it does not.
    ///
    /// A safety stop that applies to the patient or the regimen stops the review as well.
    ///
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func review(
        of entry: DiaryEntry
    ) throws(QuantityError) -> Outcome<MultimodalReview>? {
        guard let review = multimodalReview(of: entry) else { return nil }
        let facts = PatientFacts(
            context: entry.context, observations: entry.observations,
            adverseEffects: entry.adverseEffects)
        let items = (entry.regimen ?? []) + entry.dosesTaken.counted
        let stops = try stops(items: items, facts: facts)
        return showing(
            items, in: stops.isEmpty ? .computed(review) : .stopped(Refusal(stops)))
    }

    /// The review by itself, whatever the safety limits say.
    func multimodalReview(of entry: DiaryEntry) -> MultimodalReview? {
        guard let bone = entry.boneMetastases else { return nil }
        let situation = ReviewSituation(entry: entry, bone: bone)
        return MultimodalReview(
            tablesSHA256: tables.sha256,
            modalities: tables.boneMetastases.map { situation.reviewed($0) })
    }
}

extension Outcome<Assessment> {
    /// The same assessment with the review of its entry; a stop has none.
    func with(_ review: MultimodalReview?) -> Outcome<Assessment> {
        guard case .computed(var assessment) = self else { return self }
        assessment.review = review
        return .computed(assessment)
    }
}

extension ReviewSituation {
    func reviewed(_ modality: ReviewModality) -> ReviewedModality {
        let shared = modality.criteria.map { reviewed($0, in: .unknown) }
        let options = modality.options.map { reviewed($0, under: shared) }
        return ReviewedModality(
            modality: modality, verdict: .best(of: options.map(\.verdict)), criteria: shared,
            options: options)
    }

    /// An option is open as long as it is for one lesion, since each may be treated by itself.
    private func reviewed(
        _ option: ReviewOption, under shared: [ReviewedCriterion]
    ) -> ReviewedOption {
        let ofLesion = option.criteria.filter(\.looksAtLesion)
        let ofPatient = option.criteria.filter { !$0.looksAtLesion }
            .map { reviewed($0, in: .unknown) }
        let lesions =
            ofLesion.isEmpty ? [] : self.lesions(ofLesion, besides: shared + ofPatient)
        let verdict: ReviewVerdict =
            lesions.isEmpty
            ? self.verdict(of: shared + ofPatient) : .best(of: lesions.map(\.verdict))
        return ReviewedOption(
            option: option, verdict: verdict, criteria: ofPatient, lesions: lesions,
            regimens: verdict == .consider ? option.regimens.map { reviewed($0) } : [])
    }

    /// Every lesion described, and one of which nothing is known where there may be others.
    private func lesions(
        _ criteria: [ReviewCriterion], besides ofPatient: [ReviewedCriterion]
    ) -> [ReviewedLesion] {
        var all: [(index: Int?, lesion: BoneLesion)] = bone.lesions.enumerated().map { ($0, $1) }
        if !bone.describesEveryLesion { all.append((nil, .unknown)) }
        return all.map { index, lesion in
            let ofLesion = criteria.map { reviewed($0, in: lesion) }
            return ReviewedLesion(
                index: index, lesion: lesion, verdict: verdict(of: ofPatient + ofLesion),
                criteria: ofLesion)
        }
    }

    private func reviewed(
        _ criterion: ReviewCriterion, in lesion: BoneLesion
    ) -> ReviewedCriterion {
        let tests = criterion.anyOf.map { reviewed($0, in: lesion) }
        let isMet =
            tests.contains { $0.isMet == true }
            ? true : tests.contains { $0.isMet == nil } ? nil : false
        return ReviewedCriterion(criterion: criterion, tests: tests, isMet: isMet)
    }

    private func reviewed(_ regimen: ReviewRegimen) -> ReviewedRegimen {
        let conditions = regimen.conditions.map { reviewed($0, in: .unknown) }
        let applies =
            conditions.contains { $0.isMet == false }
            ? false : conditions.contains { $0.isMet == nil } ? nil : true
        return ReviewedRegimen(regimen: regimen, conditions: conditions, applies: applies)
    }

    private func reviewed(_ test: ReviewTest, in lesion: BoneLesion) -> ReviewedTest {
        let value = value(of: test.fact, in: lesion)
        return ReviewedTest(test: test, value: value, isMet: test.bound.isMet(by: value))
    }

    /// What excludes comes first; an exclusion that may be there leaves the verdict open.
    private func verdict(of criteria: [ReviewedCriterion]) -> ReviewVerdict {
        let exclusions = criteria.filter { $0.criterion.effect == .excludes }.map(\.isMet)
        let requirements = criteria.filter { $0.criterion.effect == .requires }.map(\.isMet)
        if exclusions.contains(true) { return .contraindicated }
        if requirements.contains(false) { return .notIndicated }
        return (exclusions + requirements).contains(nil) ? .unknown : .consider
    }
}
