/// The form in which an opioid is given, as far as dosing depends on it.
public enum Formulation: String, CaseIterable, Hashable, Comparable, Sendable {
    /// Tablets, capsules and liquids that act at once.
    case immediateRelease = "immediate-release"
    /// Tablets and capsules for 12 or 24 hours.
    case modifiedRelease = "modified-release"
    case suppository
    case patch
    /// Single injections.
    case injection
    /// A continuous subcutaneous or intravenous infusion.
    case infusion
    case buccalTablet = "buccal-tablet"
    case sublingualTablet = "sublingual-tablet"
    /// A lozenge rubbed against the cheek (oral transmucosal fentanyl citrate).
    case lozenge
    case buccalFilm = "buccal-film"
    case sublingualSpray = "sublingual-spray"
    case nasalSpray = "nasal-spray"

    /// The routes by which the form can be given, the first being the usual one only if it is alone.
    public var routes: [Route] {
        switch self {
        case .immediateRelease, .modifiedRelease: [.oral]
        case .suppository: [.rectal]
        case .patch: [.transdermal]
        case .injection: [.subcutaneous, .intravenous, .intramuscular]
        case .infusion: [.subcutaneous, .intravenous]
        case .buccalTablet, .lozenge, .buccalFilm: [.buccal]
        case .sublingualTablet, .sublingualSpray: [.sublingual]
        case .nasalSpray: [.nasal]
        }
    }

    /// The form as a prescription names it: "sublingual tablet".
    public var words: String {
        switch self {
        case .immediateRelease, .modifiedRelease, .suppository, .patch, .injection, .infusion,
            .lozenge:
            rawValue
        case .buccalTablet: "buccal tablet"
        case .sublingualTablet: "sublingual tablet"
        case .buccalFilm: "buccal film"
        case .sublingualSpray: "sublingual spray"
        case .nasalSpray: "nasal spray"
        }
    }

    /// Whether these words say by which route it is given.
    public var saysRoute: Bool {
        switch self {
        case .buccalTablet, .sublingualTablet, .buccalFilm, .sublingualSpray, .nasalSpray: true
        case .immediateRelease, .modifiedRelease, .suppository, .patch, .injection, .infusion,
            .lozenge:
            false
        }
    }

    /// Compares by name, for a fixed order in lists.
    public static func < (left: Formulation, right: Formulation) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// An opioid by a route in a form: what a conversion row speaks of.
public struct OpioidForm: Hashable, Sendable {
    /// The opioid.
    public let opioid: OpioidID
    /// The route by which it is given.
    public let route: Route
    /// The form in which it is given.
    public let formulation: Formulation

    /// A form; whether the formulation can be given by the route is not checked.
    public init(opioid: OpioidID, route: Route, formulation: Formulation) {
        self.opioid = opioid
        self.route = route
        self.formulation = formulation
    }
}
