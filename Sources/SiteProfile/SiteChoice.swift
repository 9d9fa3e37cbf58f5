import PainDosing
import Quantities

/// One thing that a site profile says.
enum SiteChoice: Hashable, Sendable {
    case country(Country)
    case wardName(String)
    case wardCall(String)
    case languages([String])
    case timeZone(String)
    case products([ProductLineID])
    /// Those that are stocked, and the smallest dose that they are for.
    case concentrates([ProductLineID], from: Mass)
    case ampoules([ProductLineID])
    case steps(WardSteps)
    case volumeStep(Rational)
    case rescueShare(Rational)
    case rescueFrailShare(Rational)
    case rescueEveryHours(Int)
    case rescueMaximumPerDay(Int)
    case newRouteReduction(Percentage)
    case crossTolerance(Percentage)
    case tables([ConversionSetID])
    case titration(TitrationPolicyID)
    case firstDose(FirstDosePolicy)
    case omeddThresholds([OMEDD])
    case foldedAlerts([String])
    case painScore(PainScoreReading)
}

extension SiteChoice {
    /// What it speaks of.
    var key: SiteKey {
        switch self {
        case .country: .country
        case .wardName: .wardName
        case .wardCall: .wardCall
        case .languages: .languages
        case .timeZone: .timeZone
        case .products: .products
        case .concentrates: .concentrates
        case .ampoules: .ampoules
        case .steps: .steps
        case .volumeStep: .volumeStep
        case .rescueShare: .rescueShare
        case .rescueFrailShare: .rescueFrailShare
        case .rescueEveryHours: .rescueEveryHours
        case .rescueMaximumPerDay: .rescueMaximumPerDay
        case .newRouteReduction: .newRouteReduction
        case .crossTolerance: .crossTolerance
        case .tables: .tables
        case .titration: .titration
        case .firstDose: .firstDose
        case .omeddThresholds: .omeddThresholds
        case .foldedAlerts: .foldedAlerts
        case .painScore: .painScore
        }
    }

    /// The name under which it is shown and hashed, which no two choices of a profile share.
    var name: String {
        guard case .steps(let steps) = self else { return key.rawValue }
        return "\(key.rawValue).\(steps.opioid) \(steps.route.rawValue)"
    }

    /// The value as a site file writes it, exact.
    var text: String {
        switch self {
        case .country(let country): country.rawValue
        case .wardName(let text), .wardCall(let text), .timeZone(let text): text
        case .languages(let words), .foldedAlerts(let words): SiteText.list(words)
        case .products(let ids), .ampoules(let ids): SiteText.list(ids.map(\.name))
        case .concentrates(let ids, let dose):
            "\(SiteText.list(ids.map(\.name))) from \(SiteText.mass(dose))"
        case .steps(let steps): SiteText.list(steps.steps.map(SiteText.mass))
        case .volumeStep(let millilitres): "\(SiteText.number(millilitres)) mL"
        case .rescueShare(let share), .rescueFrailShare(let share): share.description
        case .rescueEveryHours(let count), .rescueMaximumPerDay(let count): "\(count)"
        case .newRouteReduction(let reduction), .crossTolerance(let reduction):
            "\(SiteText.number(reduction.percent)) %"
        case .tables(let ids): SiteText.list(ids.map(\.name))
        case .titration(let id): id.name
        case .firstDose(let choice): choice.rawValue
        case .omeddThresholds(let thresholds):
            SiteText.list(thresholds.map { SiteText.number($0.milligramsPerDay) })
        case .painScore(let reading): reading.rawValue
        }
    }

    /// Puts the choice into a policy; what no dose depends on changes nothing there.
    func apply(to policy: inout DosingPolicy) {
        switch self {
        case .country(let country): policy.country = country
        case .products(let ids): policy.formulary.products = Set(ids)
        case .concentrates(let ids, let dose):
            for id in ids { policy.formulary.concentrates[id] = dose }
        case .ampoules(let ids): policy.formulary.preferred = ids
        case .steps(let steps): policy.wardSteps.append(steps)
        case .volumeStep(let millilitres): policy.volumeStep = millilitres
        case .rescueShare(let share): policy.rescue.share = share
        case .rescueFrailShare(let share): policy.rescue.carefulShare = share
        case .rescueEveryHours(let hours): policy.rescue.everyHours = hours
        case .rescueMaximumPerDay(let count): policy.rescue.maximumPerDay = count
        case .newRouteReduction(let reduction): policy.newRouteReduction = reduction
        case .crossTolerance(let reduction): policy.crossTolerance = reduction
        case .tables(let ids): policy.order = ids
        case .titration(let id): policy.titration = id
        case .firstDose(let choice): policy.firstDose = choice
        case .omeddThresholds(let thresholds): policy.omeddThresholds = thresholds
        case .wardName, .wardCall, .languages, .timeZone, .foldedAlerts, .painScore: break
        }
    }
}

/// Values as a site file writes them.
enum SiteText {
    /// Items in their order, as YAML has them.
    static func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

    /// A decimal number, or the fraction where none is exact.
    static func number(_ value: Rational) -> String {
        let decimal = value.decimal(places: 9)
        return decimal.isExact ? decimal.text : value.description
    }

    /// An amount of drug in the unit that is always exact.
    static func mass(_ mass: Mass) -> String { "\(number(mass.milligrams)) mg" }
}
