import PainDosing
import Quantities

/// The units in which product strengths are written.
enum StrengthUnit: String, CaseIterable {
    case milligrams = "mg"
    /// A combined product: the opioid, then the second ingredient.
    case milligramsEach = "mg/mg"
    case micrograms = "mcg"
    case microgramsPerHour = "mcg/h"
    case milligramsPerMillilitre = "mg/mL"
    case microgramsPerMillilitre = "mcg/mL"

    /// The strength of that many units; nil for a number that is no amount.
    func amount(_ number: Rational) -> StrengthAmount? {
        do throws(QuantityError) {
            switch self {
            case .milligrams, .milligramsEach: return .mass(try .milligrams(number))
            case .micrograms: return .mass(try .micrograms(number))
            case .microgramsPerHour: return .rate(try .microgramsPerHour(number))
            case .milligramsPerMillilitre:
                return .concentration(massPerMillilitre: try .milligrams(number))
            case .microgramsPerMillilitre:
                return .concentration(massPerMillilitre: try .micrograms(number))
            }
        } catch {
            return nil
        }
    }

    /// Whether a route takes amounts in this unit: patches, and only patches, have a rate.
    func fits(_ route: Route) -> Bool {
        (self == .microgramsPerHour) == (route == .transdermal)
    }

    /// Whether the product is measured by volume.
    var isByVolume: Bool {
        self == .milligramsPerMillilitre || self == .microgramsPerMillilitre
    }
}
