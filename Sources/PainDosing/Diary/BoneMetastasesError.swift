public import Quantities

/// Why what is said of bone metastases can't be part of a diary entry.
public enum BoneMetastasesError: Error, Hashable, Sendable {
    /// A value is outside of what is possible.
    case impossible(measure: String, found: Rational, accepted: String)
    /// More lesions are described than there are said to be.
    case fewerThanDescribed(count: Rational, described: Int)
    /// More lesions are described than are read.
    case tooManyLesions(Int)
    /// A lesion that was never irradiated has a date or an effect of radiotherapy.
    case neverIrradiated
}

extension BoneMetastasesError: CustomStringConvertible {
    /// One sentence with what was found and what is accepted.
    public var description: String {
        switch self {
        case .impossible(let measure, let found, let accepted):
            "\(measure) \(found.decimal().text) is not possible; accepted is \(accepted)"
        case .fewerThanDescribed(let count, let described):
            "lesionCount is \(count.decimal().text), but \(described) lesions are described; "
                + "count all of them, or leave lesionCount out"
        case .tooManyLesions(let count):
            "found \(count) lesions; accepted are at most \(BoneMetastases.mostLesions)"
        case .neverIrradiated:
            "irradiated is false, but weeksSinceRadiotherapy or radiotherapyResponse is given; "
                + "keep one of the two"
        }
    }
}
