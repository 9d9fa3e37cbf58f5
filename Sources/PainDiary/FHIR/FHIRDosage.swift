import PainDosing
import Quantities
import StrictJSON

/// Writes what a regimen item amounts to as a dosage without its route.
enum FHIRDosage {
    static func value(_ amount: RegimenAmount) throws(DiaryEncodingError) -> JSONObject {
        var dosage = JSONObject()
        switch amount {
        case .scheduled(let dose, let frequency):
            dosage.set("timing", .object(["repeat": rhythm(frequency)]))
            dosage.set("doseAndRate", try amounts("doseQuantity", dose.milligrams, "mg"))
        case .patch(let rate):
            dosage.set("doseAndRate", try amounts("rateQuantity", rate.microgramsPerHour, "ug/h"))
        case .infusion(let daily):
            dosage.set("doseAndRate", try amounts("rateQuantity", daily.milligramsPerDay, "mg/d"))
        case .taken(let dose, let count):
            dosage.set(
                "timing",
                .object([
                    "repeat": .object([
                        "boundsDuration": FHIRDiaryEncoder.quantity(.integer(24), "h"),
                        "count": .integer(count),
                    ])
                ]))
            dosage.set("asNeededBoolean", .bool(true))
            dosage.set("doseAndRate", try amounts("doseQuantity", dose.milligrams, "mg"))
        }
        return dosage
    }

    /// A quantity with its UCUM code.
    static func quantity(_ value: Rational, _ unit: String) throws(DiaryEncodingError) -> JSONValue
    {
        guard let number = JSONNumber(try ExactDecimal.text(value)) else {
            throw .notADecimal(value)
        }
        return FHIRDiaryEncoder.quantity(.number(number), unit)
    }

    private static func amounts(
        _ key: String, _ value: Rational, _ unit: String
    ) throws(DiaryEncodingError) -> JSONValue {
        var amount = JSONObject()
        amount.set(key, try quantity(value, unit))
        return .array([.object(amount)])
    }

    private static func rhythm(_ frequency: DosingFrequency) -> JSONValue {
        let (count, period, unit) =
            switch frequency {
            case .timesPerDay(let count): (count, 1, "d")
            case .everyHours(let hours): (1, hours, "h")
            }
        return .object([
            "frequency": .integer(count), "period": .integer(period), "periodUnit": .string(unit),
        ])
    }
}
