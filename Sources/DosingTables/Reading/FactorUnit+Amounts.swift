import PainDosing
import Quantities

extension FactorUnit {
    /// What a message says about a unit that a route doesn't have.
    static let misfit = "transdermal amounts, and only those, are in mcg/h"

    /// Whether a route takes amounts in this unit: patches, and only patches, have a rate.
    func fits(_ route: Route) -> Bool {
        (self == .microgramsPerHour) == (route == .transdermal)
    }

    /// The unit in which bands and steps of a route are written.
    static func usual(for route: Route) -> FactorUnit {
        route == .transdermal ? .microgramsPerHour : .milligrams
    }

    /// That many units in a day or, for a patch, an hour; nil for a number that is no amount.
    func amount(_ number: Rational) -> DailyAmount? {
        do throws(QuantityError) {
            switch self {
            case .milligrams: return .mass(try .milligramsPerDay(number))
            case .micrograms:
                return .mass(try .milligramsPerDay(number.divided(by: Rational(1000))))
            case .microgramsPerHour: return .rate(try .microgramsPerHour(number))
            }
        } catch {
            return nil
        }
    }
}
