public import Quantities

/// The key of a product line in `Tables/products.yaml`, such as `morphine-mr-12h-tablet`.
public struct ProductLineID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The `id` of the row, with the route behind it where the row lists several.
    public let name: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The key as written.
    public var description: String { name }

    /// Compares by the key's characters.
    public static func < (left: ProductLineID, right: ProductLineID) -> Bool {
        left.name < right.name
    }
}

/// A family of marketed strengths that can be combined to one dose.
public struct ProductLine: Hashable, Sendable {
    /// The key of the line.
    public let id: ProductLineID
    /// What a pharmacist calls it, such as "morphine modified-release tablets (12-hour)".
    public let title: String
    /// The opioid, route and formulation that every strength of the line has.
    public let form: OpioidForm
    /// Brand names, as printed on the pack, and for a combined product names such as co-codamol.
    public let brands: [String]
    /// The countries in which the strengths are marketed; empty where none is known.
    public let countries: Set<Country>
    /// Whether the line is a concentrate or a strong ampoule, proposed only where a ward stocks it.
    public let isConcentrate: Bool
    /// For powders: the amounts that may be drawn up of one unit are multiples of this.
    public let drawnUpStep: Mass?
    /// Smallest first.
    public let strengths: [ProductStrength]
    /// Hours between doses, or between changes of a patch; nil where it varies.
    public let intervalHours: Int?
    /// For liquids and ampoules: the smallest volume that can be measured.
    public let measure: LiquidMeasure?
    /// The publication of the strengths.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence

    /// A product line; its strengths are all masses, all patch rates or all concentrations.
    public init(
        id: ProductLineID, title: String, form: OpioidForm, brands: [String],
        countries: Set<Country>, isConcentrate: Bool = false, drawnUpStep: Mass? = nil,
        strengths: [ProductStrength], intervalHours: Int?, measure: LiquidMeasure?,
        source: SourceID, evidence: Evidence
    ) {
        self.id = id
        self.title = title
        self.form = form
        self.brands = brands
        self.countries = countries
        self.isConcentrate = isConcentrate
        self.drawnUpStep = drawnUpStep
        self.strengths = strengths
        self.intervalHours = intervalHours
        self.measure = measure
        self.source = source
        self.evidence = evidence
    }

    /// Whether a unit holds a second drug, as co-codamol does.
    ///
    /// No proposal is made of such units: nobody asked for the second drug.
    public var isCombined: Bool { strengths.contains { $0.companion != nil } }
}

/// One marketed strength.
public struct ProductStrength: Hashable, Sendable {
    /// What the pack says.
    public let labelled: StrengthAmount
    /// What it gives, where that differs: the "12" fentanyl patch delivers 12.5 micrograms/hour.
    public let delivered: StrengthAmount
    /// Whether the unit may be halved.
    public let isScored: Bool
    /// How the pack words a strength by volume, such as "10 mg/5 mL"; nil where it is mg in 1 mL.
    public let label: String?
    /// What the unit of a combined product holds besides the opioid.
    public let companion: Companion?

    /// A marketed strength; `delivered` is what a dose is computed with.
    public init(
        labelled: StrengthAmount, delivered: StrengthAmount, isScored: Bool = false,
        label: String? = nil, companion: Companion? = nil
    ) {
        self.labelled = labelled
        self.delivered = delivered
        self.isScored = isScored
        self.label = label
        self.companion = companion
    }
}

/// The amount in one unit of a product.
public enum StrengthAmount: Hashable, Sendable {
    /// One tablet, lozenge, spray or ampoule.
    case mass(Mass)
    /// One patch.
    case rate(MassRate)
    /// One millilitre of a liquid.
    case concentration(massPerMillilitre: Mass)
}

/// How finely a liquid can be measured.
public struct LiquidMeasure: Hashable, Sendable {
    /// The step in millilitres, such as 0.1.
    public let stepMillilitres: Rational

    /// A step in millilitres, above zero; doses are rounded down to it.
    public init(stepMillilitres: Rational) {
        self.stepMillilitres = stepMillilitres
    }
}
