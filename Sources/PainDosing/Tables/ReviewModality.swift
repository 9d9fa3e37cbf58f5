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
