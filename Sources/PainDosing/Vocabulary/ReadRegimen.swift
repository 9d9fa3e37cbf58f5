/// What was read of a regimen as people write it: what is certain, what has to be asked, and what is no
/// opioid.
public struct ReadRegimen: Hashable, Sendable {
    /// The items whose daily dose is certain, in the order written.
    public let items: [RegimenItem]
    /// What was understood, one line an item; empty where the words are the program's own.
    public let readAs: [String]
    /// What has to be asked.
    public let open: [OpenPoint]
    /// What is no opioid and was not counted, as it was written.
    public let setAside: [String]
    /// What a careful reader would say beside the figures.
    public let remarks: [String]

    /// Whether the answer to a question would change the OMEDD.
    public var isPartial: Bool { open.contains { !$0.isOfRelease } }

    /// A reading; without questions it is whole.
    public init(
        items: [RegimenItem], readAs: [String] = [], open: [OpenPoint] = [],
        setAside: [String] = [], remarks: [String] = []
    ) {
        self.items = items
        self.readAs = readAs
        self.open = open
        self.setAside = setAside
        self.remarks = remarks
    }
}

/// A question that the words of a regimen leave open.
public struct OpenPoint: Hashable, Sendable {
    /// The item, counted from 1.
    public let item: Int
    /// The words that it is about, as they were written.
    public let words: String
    /// The question, in a sentence or two.
    public let question: String
    /// What could be meant, each as it would be written; none names another drug.
    public let choices: [String]
    /// The dose as needed, with none counted, where only their number is open.
    public let oneDose: RegimenItem?
    /// Whether the question leaves the OMEDD as it is: the release of a drug with one factor for both.
    public let isOfRelease: Bool

    /// A question about one item.
    public init(
        item: Int, words: String, question: String, choices: [String] = [],
        oneDose: RegimenItem? = nil, isOfRelease: Bool = false
    ) {
        self.item = item
        self.words = words
        self.question = question
        self.choices = choices
        self.oneDose = oneDose
        self.isOfRelease = isOfRelease
    }

    /// The question with its choices.
    public var text: String {
        choices.isEmpty
            ? question : "\(question) Write such as: \(choices.joined(separator: "; "))."
    }
}
