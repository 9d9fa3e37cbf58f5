public import Quantities

/// Why a measured fact can't be part of a diary entry.
public enum DiaryMeasureError: Error, Hashable, Sendable {
    /// The value is outside of what is physiologically possible.
    case impossible(DiaryMeasure, found: Rational)
}

extension DiaryMeasureError: CustomStringConvertible {
    /// One sentence with the value and the accepted range.
    public var description: String {
        switch self {
        case .impossible(let measure, let found):
            "\(measure.rawValue) \(found.decimal().text) is not possible; accepted is "
                + "\(measure.possible.lowerBound) to \(measure.possible.upperBound) \(measure.unit)"
        }
    }
}
