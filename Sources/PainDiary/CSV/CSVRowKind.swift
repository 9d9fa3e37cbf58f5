/// What one row of a sheet tells; the word in the column `kind`.
enum CSVRowKind: String, CaseIterable {
    /// Pain, observations and the patient's facts; at most one row an entry.
    case entry
    /// Items of the regimen in shorthand.
    case regimen
    /// An episode of breakthrough pain, with its rescue dose if one was taken.
    case episode
    /// A dose taken, beside the rescue doses.
    case dose
    /// What is known of bone metastases; at most one row an entry.
    case bone
    /// One bone metastasis.
    case lesion
    /// What a person confirms: the code of a question, who, and why.
    case confirmation

    /// The key of the native entry under which rows of this kind are listed; nil where the row is
    /// part of the entry itself.
    var listKey: String? {
        switch self {
        case .entry, .bone: nil
        case .regimen: "regimen"
        case .episode: "episodes"
        case .dose: "taken"
        case .lesion: "lesions"
        case .confirmation: "confirms"
        }
    }

    /// The columns that a row of this kind must fill.
    var required: [String] {
        switch self {
        case .entry, .bone, .lesion: []
        case .regimen: ["regimen"]
        case .episode: ["at"]
        case .dose: ["at", "opioid", "dose"]
        case .confirmation: ["confirms", "confirmedBy", "confirmReason"]
        }
    }

    /// The kind as the subject of a sentence.
    var words: String {
        switch self {
        case .entry, .episode: "an \(rawValue) row"
        case .regimen, .dose, .bone, .lesion, .confirmation: "a \(rawValue) row"
        }
    }
}
