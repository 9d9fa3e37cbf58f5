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
