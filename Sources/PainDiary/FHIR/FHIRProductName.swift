import PainDosing
import Quantities

/// The name of a drug product as RxNorm writes it: ingredient, strength and dose form, such as
/// "oxycodone hydrochloride 60 MG 12 HR Extended Release Oral Tablet [OxyContin]".
///
/// Anything that doesn't follow this pattern to its end is no such name.
struct FHIRProductName {
    /// The ingredient with its salt.
    let ingredient: String
    /// The form, where the name of the dose form says it for certain.
    let formulation: Formulation
    let route: Route
    /// What one tablet or capsule holds, or one millilitre; nil for a rate.
    let strength: Mass?
    /// Whether the strength is that of a millilitre.
    let isByVolume: Bool

    /// RxNorm's dose forms, longest first, with what they are.
    private static let forms: [(name: String, formulation: Formulation, route: Route)] = [
        ("extended release oral tablet", .modifiedRelease, .oral),
        ("extended release oral capsule", .modifiedRelease, .oral),
        ("abuse-deterrent extended release oral tablet", .modifiedRelease, .oral),
        ("oral tablet", .immediateRelease, .oral), ("oral capsule", .immediateRelease, .oral),
        ("oral solution", .immediateRelease, .oral), ("oral suspension", .immediateRelease, .oral),
        ("rectal suppository", .suppository, .rectal),
        ("injection", .injection, .subcutaneous),
        ("injectable solution", .injection, .subcutaneous),
    ]

    /// Nil for a text that is no such name, or of a form that is not read: patches go by their rate,
    /// and an injection's route is for its order to say.
    init?(_ text: String) {
        var words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        // The brand comes last, in brackets.
        if let bracket = words.firstIndex(where: { $0.hasPrefix("[") }) {
            guard words.last?.hasSuffix("]") == true else { return nil }
            words.removeSubrange(bracket...)
        }
        guard let place = words.firstIndex(where: { Rational.isDecimal($0) }), place > 0,
            words.indices.contains(place + 1), let number = try? Rational(decimal: words[place])
        else { return nil }
        let unit = words[place + 1]
        var rest = Array(words[(place + 2)...])
        // "12 HR" says how long it lasts.
        if rest.count > 2, Rational.isDecimal(rest[0]), rest[1] == "hr" { rest.removeFirst(2) }
        let name = rest.joined(separator: " ")
        guard let form = FHIRProductName.forms.first(where: { $0.name == name }),
            form.formulation != .injection
        else { return nil }
        ingredient = words[..<place].joined(separator: " ")
        formulation = form.formulation
        route = form.route
        switch unit {
        case "mg": (strength, isByVolume) = (try? .milligrams(number), false)
        case "mcg": (strength, isByVolume) = (try? .micrograms(number), false)
        case "mg/ml": (strength, isByVolume) = (try? .milligrams(number), true)
        default: return nil
        }
        guard !ingredient.contains("/"), strength != nil else { return nil }
    }
}

extension Rational {
    /// The number as a decimal; nil where it has none that ends.
    var exactDecimal: String? {
        let decimal = decimal(places: 6)
        return decimal.isExact ? decimal.text.replacing(",", with: "") : nil
    }

    fileprivate static func isDecimal(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
            && text.contains(where: \.isNumber)
    }
}
