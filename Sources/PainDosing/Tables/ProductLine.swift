public import Quantities

/// The key of a product line in `Tables/products.yaml`, such as `morphine-mr-12h-tablet`.
public struct ProductLineID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    public static func < (left: ProductLineID, right: ProductLineID) -> Bool {
        left.name < right.name
    }
}

/// A family of marketed strengths that can be combined to one dose.
public struct ProductLine: Hashable, Sendable {
    public let id: ProductLineID
    /// What a pharmacist calls it, such as "morphine modified-release tablets (12-hour)".
    public let title: String
    public let form: OpioidForm
    /// Brand names, as printed on the pack.
    public let brands: [String]
    /// The region in which the strengths are marketed, such as `UK`.
    public let region: String
    /// Smallest first.
    public let strengths: [ProductStrength]
    /// Hours between doses, or between changes of a patch; nil where it varies.
    public let intervalHours: Int?
    /// For liquids and ampoules: the smallest volume that can be measured.
    public let measure: LiquidMeasure?
    public let source: SourceID
    public let isVerified: Bool

    public init(
        id: ProductLineID, title: String, form: OpioidForm, brands: [String], region: String,
        strengths: [ProductStrength], intervalHours: Int?, measure: LiquidMeasure?,
        source: SourceID, isVerified: Bool
    ) {
        self.id = id
        self.title = title
        self.form = form
        self.brands = brands
        self.region = region
        self.strengths = strengths
        self.intervalHours = intervalHours
        self.measure = measure
        self.source = source
        self.isVerified = isVerified
    }
}

/// One marketed strength.
public struct ProductStrength: Hashable, Sendable {
    /// What the pack says.
    public let labelled: StrengthAmount
    /// What it gives, where that differs: the "12" fentanyl patch delivers 12.5 micrograms/hour.
    public let delivered: StrengthAmount
    /// Whether the unit may be halved.
    public let isScored: Bool

    public init(labelled: StrengthAmount, delivered: StrengthAmount, isScored: Bool = false) {
        self.labelled = labelled
        self.delivered = delivered
        self.isScored = isScored
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

    public init(stepMillilitres: Rational) {
        self.stepMillilitres = stepMillilitres
    }
}
