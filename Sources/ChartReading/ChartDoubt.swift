import PainDosing

/// What one item leaves open.
struct ChartDoubt: Error {
    let question: String
    var choices: [String] = []
    /// One dose of it, where only the number taken is open.
    var oneDose: RegimenItem?

    init(_ question: String, choices: [String] = [], oneDose: RegimenItem? = nil) {
        self.question = question
        self.choices = choices
        self.oneDose = oneDose
    }
}

/// What one item was read as.
struct ChartItem {
    /// Several where doses of one line differ, such as 10 mg in the morning and 20 mg at night.
    var items: [RegimenItem]
    var words: String
    var remarks: [String] = []
    /// The question that the release leaves open where it could change an answer.
    var releaseQuestion: String?
}

/// A form that an item may have.
struct ChartCandidate: Hashable {
    let form: OpioidForm
    let brand: ChartBrand?
}
