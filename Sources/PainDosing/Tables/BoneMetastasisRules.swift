/// The treatments beside opioids that the review of bone metastases goes through, in its order.
///
/// The raw value is the name of the table, `bone-metastasis/<name>.yaml`.
public enum ReviewModalityID: String, CaseIterable, Hashable, Sendable {
    case osteoclastInhibitors = "osteoclast-inhibitors"
    case radiotherapy
    case radionuclides
    case analgesics
    case corticosteroids
    case vertebralAugmentation = "vertebral-augmentation"
    case ablation
    case focusedUltrasound = "focused-ultrasound"
    case surgery
}

/// Where a line of the review comes from.
public struct ReviewCitation: Hashable, Sendable {
    /// The publication.
    public let source: SourceID
    /// The section or table in it, such as `3.6.1`; nil where it is not recorded.
    public let section: String?
    /// False where the line was recalled and has yet to be checked.
    public let isVerified: Bool

    /// A citation.
    public init(source: SourceID, section: String?, isVerified: Bool) {
        self.source = source
        self.section = section
        self.isVerified = isVerified
    }
}

/// One fact with the bound that it is held against.
public struct ReviewTest: Hashable, Sendable {
    /// The fact.
    public let fact: ReviewFact
    /// What it has to be.
    public let bound: ReviewBound

    /// A test; that the bound fits the fact is checked when the tables are read.
    public init(fact: ReviewFact, bound: ReviewBound) {
        self.fact = fact
        self.bound = bound
    }
}

/// What a criterion does to the verdict.
public enum ReviewEffect: String, CaseIterable, Hashable, Sendable {
    /// Not indicated unless it is met.
    case requires
    /// Contraindicated if it is met.
    case excludes
    /// To be in place before the start; does not change the verdict.
    case needs
    /// A warning if it is met; does not change the verdict.
    case warns
    /// Speaks for the treatment if it is met; does not change the verdict.
    case supports
}

/// One criterion of a treatment.
public struct ReviewCriterion: Hashable, Sendable {
    /// What it does to the verdict.
    public let effect: ReviewEffect
    /// Met if one of these is met; without any the source itself says that it is met by nobody.
    public let anyOf: [ReviewTest]
    /// The criterion in words.
    public let text: String
    /// Where it comes from.
    public let citation: ReviewCitation

    /// A criterion.
    public init(
        effect: ReviewEffect, anyOf: [ReviewTest], text: String, citation: ReviewCitation
    ) {
        self.effect = effect
        self.anyOf = anyOf
        self.text = text
        self.citation = citation
    }

    /// Whether it has to be asked for each lesion by itself.
    public var looksAtLesion: Bool { anyOf.contains { $0.fact.isOfLesion } }
}

/// How strongly a source puts a regimen forward for a situation.
public enum ReviewMark: String, CaseIterable, Hashable, Sendable {
    case recommended
    /// Left to the physician's choice.
    case choice
}

/// A published regimen or schedule, as its source words it; never an order.
public struct ReviewRegimen: Hashable, Sendable {
    /// The regimen in the words of the source.
    public let text: String
    /// How strongly it is put forward; nil where the source does not say.
    public let mark: ReviewMark?
    /// For whom; met if all are met, and for everyone if there are none.
    public let conditions: [ReviewTest]
    /// Where it comes from.
    public let citation: ReviewCitation

    /// A regimen.
    public init(
        text: String, mark: ReviewMark?, conditions: [ReviewTest], citation: ReviewCitation
    ) {
        self.text = text
        self.mark = mark
        self.conditions = conditions
        self.citation = citation
    }
}

/// A remark of a source, such as what to watch.
public struct ReviewNote: Hashable, Sendable {
    /// The remark.
    public let text: String
    /// Where it comes from.
    public let citation: ReviewCitation

    /// A remark.
    public init(text: String, citation: ReviewCitation) {
        self.text = text
        self.citation = citation
    }
}

/// One treatment, or one situation in which it is given in a way of its own.
public struct ReviewOption: Hashable, Sendable {
    /// The key, unique within its modality.
    public let id: String
    /// What clinicians call it.
    public let title: String
    /// What decides on it, in the order of the table.
    public let criteria: [ReviewCriterion]
    /// How it is given.
    public let regimens: [ReviewRegimen]
    /// What to know of it.
    public let notes: [ReviewNote]

    /// A treatment.
    public init(
        id: String, title: String, criteria: [ReviewCriterion], regimens: [ReviewRegimen],
        notes: [ReviewNote]
    ) {
        self.id = id
        self.title = title
        self.criteria = criteria
        self.regimens = regimens
        self.notes = notes
    }
}

/// One kind of treatment with its options.
public struct ReviewModality: Hashable, Sendable {
    /// Which one.
    public let id: ReviewModalityID
    /// What clinicians call it.
    public let title: String
    /// What decides on all of its options; none of it looks at a lesion.
    public let criteria: [ReviewCriterion]
    /// Its options, in the order of the table.
    public let options: [ReviewOption]
    /// What to know of all of them.
    public let notes: [ReviewNote]

    /// A kind of treatment.
    public init(
        id: ReviewModalityID, title: String, criteria: [ReviewCriterion],
        options: [ReviewOption], notes: [ReviewNote]
    ) {
        self.id = id
        self.title = title
        self.criteria = criteria
        self.options = options
        self.notes = notes
    }
}
