/// What a site profile can say, in the order in which it is shown and hashed.
enum SiteKey: String, CaseIterable, Hashable, Sendable {
    case country
    case wardName = "ward.name"
    case wardCall = "ward.call"
    case languages
    case timeZone
    case products = "formulary.products"
    case concentrates = "formulary.concentrates"
    case ampoules = "formulary.ampoules.prefer"
    case steps = "rounding"
    case volumeStep = "rounding.volume"
    case rescueShare = "rescue.share"
    case rescueFrailShare = "rescue.frail"
    case rescueEveryHours = "rescue.everyHours"
    case rescueMaximumPerDay = "rescue.maximumPerDay"
    case newRouteReduction = "rotation.sameDrugNewRoute"
    case crossTolerance = "rotation.crossTolerance"
    case tables = "rotation.tables"
    case titration
    case firstDose = "breakthrough.firstDose"
    case omeddThresholds = "alerts.omeddThresholds"
    case foldedAlerts = "alerts.fold"
    case painScore = "fhir.painScore72514-3"
}
