/// What the facts say of a treatment; a point for discussion, never an order.
public enum ReviewVerdict: String, CaseIterable, Hashable, Sendable {
    /// Everything required is met and nothing excludes it.
    case consider
    /// Something required is not met.
    case notIndicated = "not-indicated"
    /// Something that excludes it is met.
    case contraindicated
    /// A fact that decides is missing.
    case unknown

    /// The verdict of several alternatives: open as long as one of them is.
    ///
    /// Only where every alternative is excluded is the whole contraindicated.
    static func best(of verdicts: [ReviewVerdict]) -> ReviewVerdict {
        if verdicts.contains(.consider) { return .consider }
        if verdicts.contains(.unknown) || verdicts.isEmpty { return .unknown }
        return verdicts.contains(.notIndicated) ? .notIndicated : .contraindicated
    }
}

/// One fact held against its bound.
public struct ReviewedTest: Hashable, Sendable {
    /// The fact and the bound.
    public let test: ReviewTest
    /// The fact as it is known; nil if it is not.
    public let value: ReviewValue?
    /// Whether the bound is met; nil if that is not known.
    public let isMet: Bool?
}

/// One criterion held against the facts.
public struct ReviewedCriterion: Hashable, Sendable {
    /// The criterion of the table.
    public let criterion: ReviewCriterion
    /// Its tests, of which one has to be met.
    public let tests: [ReviewedTest]
    /// Whether it is met; nil if that is not known.
    public let isMet: Bool?
}

/// A regimen with the answer to whether it is for this patient.
public struct ReviewedRegimen: Hashable, Sendable {
    /// The regimen of the table.
    public let regimen: ReviewRegimen
    /// What it depends on.
    public let conditions: [ReviewedTest]
    /// Whether all conditions are met; nil if that is not known.
    public let applies: Bool?
}

/// What an option comes to for one lesion.
public struct ReviewedLesion: Hashable, Sendable {
    /// The place of the lesion in the entry, from 0; nil stands for those that are not described.
    public let index: Int?
    /// What is known of it.
    public let lesion: BoneLesion
    /// The verdict of all criteria for it.
    public let verdict: ReviewVerdict
    /// The criteria that look at the lesion.
    public let criteria: [ReviewedCriterion]
}

/// What an option comes to.
public struct ReviewedOption: Hashable, Sendable {
    /// The option of the table.
    public let option: ReviewOption
    /// The best verdict over the lesions, or the patient's where no criterion looks at a lesion.
    ///
    /// The criteria of the modality count in it.
    public let verdict: ReviewVerdict
    /// The criteria that look at the patient as a whole.
    public let criteria: [ReviewedCriterion]
    /// Each lesion by itself; empty where no criterion looks at one.
    public let lesions: [ReviewedLesion]
    /// How it is given; empty unless the verdict is to consider it, so that no dose of what is
    /// excluded or undecided can be read.
    public let regimens: [ReviewedRegimen]
}

/// What a kind of treatment comes to.
public struct ReviewedModality: Hashable, Sendable {
    /// The modality of the table.
    public let modality: ReviewModality
    /// The best verdict of its options.
    public let verdict: ReviewVerdict
    /// The criteria that hold for all of its options.
    public let criteria: [ReviewedCriterion]
    /// Its options, in the order of the table.
    public let options: [ReviewedOption]
}

/// Every treatment of bone metastases held against what an entry says: a checklist for the team.
public struct MultimodalReview: Hashable, Sendable {
    /// SHA-256 of the tables.
    public let tablesSHA256: String
    /// Every kind of treatment, in the order of `ReviewModalityID`.
    public let modalities: [ReviewedModality]

    /// The review of one kind of treatment.
    public func modality(_ id: ReviewModalityID) -> ReviewedModality? {
        modalities.first { $0.modality.id == id }
    }
}
