import PainDosing
import TableText

/// The files of `Tables/` that every set of tables has, beside `conversion/` and `bone-metastasis/`.
enum TableGroup: String, CaseIterable {
    case sources = "sources.yaml"
    case opioids = "opioids.yaml"
    case products = "products.yaml"
    case breakthrough = "breakthrough.yaml"
    case rotation = "rotation.yaml"
    case limits = "limits.yaml"
    case comedications = "comedications.yaml"
    case methadone = "methadone.yaml"
    case titration = "titration.yaml"
    case doubts = "doubts.yaml"
    case defaults = "defaults.yaml"

    /// Where the conversion sets are, one file a set.
    static let conversionDirectory = "conversion/"

    /// The id that a conversion set's file name gives; nil for other files.
    static func conversionSetName(ofFile path: String) -> String? {
        guard path.hasPrefix(conversionDirectory), path.hasSuffix(".yaml") else { return nil }
        let name = path.dropFirst(conversionDirectory.count).dropLast(".yaml".count)
        return name.isEmpty || name.contains("/") ? nil : String(name)
    }

    /// The words of drug charts, one file a language.
    static let vocabularyDirectory = "vocabulary/"

    /// The brands of each country, one file a country.
    static let brandsDirectory = "products/"

    /// Whether a file belongs to the words and brands of drug charts, which a set of tables may leave
    /// out.
    static func isChart(_ path: String) -> Bool {
        path.hasPrefix(vocabularyDirectory) || path.hasPrefix(brandsDirectory)
    }

    /// The file of one kind of treatment of bone metastases; a set of tables has all of them.
    static func file(of modality: ReviewModalityID) -> String {
        "bone-metastasis/\(modality.rawValue).yaml"
    }

    /// Every file that a set of tables must have.
    static let required = allCases.map(\.rawValue) + ReviewModalityID.allCases.map(file)
}
