public import Quantities

/// A measured fact of a diary entry, with the bounds beyond which it is a slip of the pen.
///
/// The bounds are what is physiologically possible, not what is safe: safety limits stand in
/// `Tables/`. The raw value is the name in the diary, which holds the unit.
public enum DiaryMeasure: String, CaseIterable, Hashable, Sendable {
    /// Breaths a minute, a whole number.
    case respiratoryRate
    /// Oxygen saturation by pulse oximetry in percent, a whole number.
    case oxygenSaturation = "spo2"
    /// Body weight in kilograms.
    case weight = "weightKg"
    /// Estimated glomerular filtration rate in mL/min/1.73 m².
    case glomerularFiltration = "egfr"
    /// QT interval, corrected for the heart rate, in milliseconds, a whole number.
    case correctedQT = "qtcMs"
    /// Body temperature in degrees Celsius.
    case temperature = "temperatureC"
    /// Age in completed years.
    case age = "ageYears"
    /// Whole days for which the background opioid has been taken without a gap.
    case aroundTheClockDays

    /// The possible values, both bounds included.
    public var possible: ClosedRange<Int> {
        switch self {
        case .respiratoryRate: 0...80
        case .oxygenSaturation: 0...100
        case .weight: 2...400
        case .glomerularFiltration: 0...200
        case .correctedQT: 200...800
        case .temperature: 25...45
        case .age: 0...130
        case .aroundTheClockDays: 0...47_500
        }
    }

    /// The unit in words, ready to follow a number.
    public var unit: String {
        switch self {
        case .respiratoryRate: "breaths a minute"
        case .oxygenSaturation: "percent"
        case .weight: "kg"
        case .glomerularFiltration: "mL/min/1.73 m²"
        case .correctedQT: "ms"
        case .temperature: "°C"
        case .age: "years"
        case .aroundTheClockDays: "days"
        }
    }

    /// Whether a value is possible.
    public func allows(_ value: Rational) -> Bool {
        value >= Rational(possible.lowerBound) && value <= Rational(possible.upperBound)
    }

    func check(_ value: Int?) throws(DiaryMeasureError) {
        guard let value, !possible.contains(value) else { return }
        throw .impossible(self, found: Rational(value))
    }

    func check(_ value: Rational?) throws(DiaryMeasureError) {
        guard let value, !allows(value) else { return }
        throw .impossible(self, found: value)
    }
}
