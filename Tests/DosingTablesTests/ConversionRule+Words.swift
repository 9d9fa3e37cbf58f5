import PainDosing
import Quantities

extension ConversionForm {
    /// The form as the tables name it.
    var words: String { "\(opioid) \(route.rawValue)" }
}

extension ConversionRule {
    /// The figure that holds at an amount, with its units; nil if none does.
    func words(at amount: Int?) -> String? {
        switch self {
        case .factor(let range): range.words
        case .bands(let bands): amount.flatMap { DoseBand.content(of: bands, at: $0)?.words }
        case .steps(let steps): amount.flatMap { DoseBand.content(of: steps, at: $0)?.words }
        }
    }
}

extension FactorRange {
    /// Such as "5 mg/mg" or "1/15 to 1/10 mg/mg".
    var words: String {
        let units = "\(lowest.to.rawValue)/\(lowest.from.rawValue)"
        return isSingle
            ? "\(lowest.value) \(units)" : "\(lowest.value) to \(highest.value) \(units)"
    }
}

extension DailyAmount {
    /// Such as "12 mcg/h".
    var words: String {
        switch self {
        case .mass(let dose): "\(dose.milligramsPerDay) mg"
        case .rate(let rate): "\(rate.microgramsPerHour) mcg/h"
        }
    }

    /// The number of milligrams or of micrograms/hour.
    var number: Rational {
        switch self {
        case .mass(let dose): dose.milligramsPerDay
        case .rate(let rate): rate.microgramsPerHour
        }
    }
}

extension DoseBand {
    /// What holds at an amount, looked up plainly and apart from the engine.
    static func content(of bands: [DoseBand], at amount: Int) -> Content? {
        let amount = Rational(amount)
        return bands.first { band in
            switch band.edge {
            case .lowerIncluded:
                band.lower.number <= amount && (band.upper.map { amount < $0.number } ?? true)
            case .upperIncluded:
                band.lower.number < amount && (band.upper.map { amount <= $0.number } ?? true)
            case .bothIncluded:
                band.lower.number <= amount && (band.upper.map { amount <= $0.number } ?? true)
            }
        }?.content
    }
}
