import PainDosing
import Quantities
import StrictJSON

/// Writes one regimen item as an object of the words that the regimen shorthand knows.
enum RegimenItemEncoder {
    static func value(_ item: RegimenItem) throws(DiaryEncodingError) -> JSONValue {
        if let companion = item.companion { throw .combinedProduct(companion.drug) }
        if let product = item.product { throw .namedProduct(product) }
        let (dose, frequency) = try words(item.amount)
        return .object([
            "opioid": .string(item.form.opioid.name),
            "formulation": .string(item.form.formulation.rawValue),
            "route": .string(item.form.route.rawValue),
            "dose": .string(dose),
            "frequency": frequency.map { .string($0) },
        ])
    }

    private static func words(
        _ amount: RegimenAmount
    ) throws(DiaryEncodingError) -> (dose: String, frequency: String?) {
        switch amount {
        case .scheduled(let dose, let frequency): (try milligrams(dose), word(frequency))
        case .patch(let rate): (try ExactDecimal.text(rate.microgramsPerHour) + " mcg/h", nil)
        case .infusion(let daily): (try ExactDecimal.text(daily.milligramsPerDay) + " mg/24h", nil)
        case .taken(let dose, let count): (try milligrams(dose), "prn x\(count)")
        }
    }

    private static func milligrams(_ mass: Mass) throws(DiaryEncodingError) -> String {
        try ExactDecimal.text(mass.milligrams) + " mg"
    }

    private static func word(_ frequency: DosingFrequency) -> String {
        switch frequency {
        case .timesPerDay(1): "od"
        case .timesPerDay(2): "bd"
        case .timesPerDay(3): "tds"
        case .timesPerDay(4): "qds"
        case .timesPerDay(let count): "\(count) times daily"
        case .everyHours(let hours): "every \(hours) h"
        }
    }
}
