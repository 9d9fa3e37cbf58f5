/// Where a line of the review comes from.
public struct ReviewCitation: Hashable, Sendable {
    /// The publication.
    public let source: SourceID
    /// The section or table in it, such as `3.6.1`; nil where it is not recorded.
    public let section: String?
    /// How well the line is known.
    public let evidence: Evidence

    /// A citation.
    public init(source: SourceID, section: String?, evidence: Evidence) {
        self.source = source
        self.section = section
        self.evidence = evidence
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
    /// Favours the treatment if it is met; does not change the verdict.
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
