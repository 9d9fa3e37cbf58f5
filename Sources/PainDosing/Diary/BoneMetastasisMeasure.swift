public import Quantities

/// A counted or measured fact with the bounds beyond which it is a slip of the pen.
///
/// The bounds are what is possible, not what is safe or treated: clinical bounds stand in `Tables/`.
public protocol BoneMeasure: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The possible values, both bounds included.
    var possible: ClosedRange<Int> { get }
    /// Whether only whole numbers are possible.
    var isWhole: Bool { get }
    /// The unit in words, ready to follow a number; empty for a bare number.
    var unit: String { get }
}

extension BoneMeasure {
    /// Whether a value is possible.
    public func allows(_ value: Rational) -> Bool {
        value >= Rational(possible.lowerBound) && value <= Rational(possible.upperBound)
            && (value.isWhole || !isWhole)
    }

    /// What is accepted, as the end of a sentence.
    public var accepted: String {
        let number = isWhole ? "a whole number" : "a plain decimal number"
        let range = "\(number) from \(possible.lowerBound) to \(possible.upperBound)"
        return unit.isEmpty ? range : "\(range) \(unit)"
    }

    func check(_ value: Rational?) throws(BoneMetastasesError) {
        guard let value, !allows(value) else { return }
        throw .impossible(measure: rawValue, found: value, accepted: accepted)
    }
}

/// What can be counted or measured of a patient with bone metastases; the raw value is the diary's
/// name.
public enum BoneMetastasisMeasure: String, BoneMeasure {
    /// All bone metastases that are known, described or not.
    case lesionCount
    /// Vertebrae next to each other that hold metastases.
    case contiguousLevels
    /// The Karnofsky performance status.
    case karnofsky
    /// Lines of systemic therapy given before.
    case systemicLines
    /// Neutrophils in 10⁹/L.
    case neutrophils
    /// Platelets in 10⁹/L.
    case platelets
    /// Haemoglobin in g/dL.
    case haemoglobin = "haemoglobinGdl"

    /// The possible values, both bounds included.
    public var possible: ClosedRange<Int> {
        switch self {
        case .lesionCount: 1...1000
        case .contiguousLevels: 0...26
        case .karnofsky: 0...100
        case .systemicLines: 0...30
        case .neutrophils: 0...200
        case .platelets: 0...3000
        case .haemoglobin: 2...25
        }
    }

    /// Whether only whole numbers are possible.
    public var isWhole: Bool {
        switch self {
        case .lesionCount, .contiguousLevels, .karnofsky, .systemicLines: true
        case .neutrophils, .platelets, .haemoglobin: false
        }
    }

    /// The unit in words.
    public var unit: String {
        switch self {
        case .lesionCount, .contiguousLevels, .systemicLines: ""
        case .karnofsky: "%"
        case .neutrophils, .platelets: "× 10⁹/L"
        case .haemoglobin: "g/dL"
        }
    }
}
