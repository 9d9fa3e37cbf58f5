import PainDosing
import Quantities

extension FactorRange {
    /// The factors of a published window between two units.
    init(_ window: ClosedRange<Rational>, from: FactorUnit, to: FactorUnit) {
        self.init(
            lowest: ConversionFactor(window.lowerBound, from: from, to: to),
            highest: ConversionFactor(window.upperBound, from: from, to: to))
    }
}
