public import Quantities

/// One bone metastasis; what is nil or not among the facts is not known.
public struct BoneLesion: Hashable, Sendable {
    /// Where it is.
    public let site: BoneLesionSite?
    /// What it does to the bone.
    public let type: BoneLesionType?
    /// How much tracer it takes up in the bone scan.
    public let boneScanUptake: BoneScanUptake?
    /// What earlier radiotherapy of it has done to its pain.
    public let radiotherapyResponse: RadiotherapyResponse?
    /// What is true or false of it.
    public let flags: [BoneLesionFlag: Bool]
    /// What was measured of it.
    public let measures: [BoneLesionMeasure: Rational]

    /// A lesion of which nothing is known.
    public static let unknown = BoneLesion()

    /// Facts within what is possible that do not contradict each other.
    ///
    /// - Throws: `BoneMetastasesError` for the first that is impossible.
    public init(
        site: BoneLesionSite? = nil, type: BoneLesionType? = nil,
        boneScanUptake: BoneScanUptake? = nil, radiotherapyResponse: RadiotherapyResponse? = nil,
        flags: [BoneLesionFlag: Bool] = [:], measures: [BoneLesionMeasure: Rational] = [:]
    ) throws(BoneMetastasesError) {
        for measure in BoneLesionMeasure.allCases { try measure.check(measures[measure]) }
        let tellsOfRadiotherapy =
            radiotherapyResponse != nil || measures[.weeksSinceRadiotherapy] != nil
        if flags[.irradiated] == false, tellsOfRadiotherapy { throw .neverIrradiated }
        self.site = site
        self.type = type
        self.boneScanUptake = boneScanUptake
        self.radiotherapyResponse = radiotherapyResponse
        self.flags = flags
        self.measures = measures
    }

    private init() {
        site = nil
        type = nil
        boneScanUptake = nil
        radiotherapyResponse = nil
        flags = [:]
        measures = [:]
    }
}

/// What can be true or false of one bone metastasis; the raw value is the diary's name.
public enum BoneLesionFlag: String, CaseIterable, Hashable, Sendable {
    /// It is the site of pain on examination.
    case painful
    /// A prominent part of it is soft tissue.
    case softTissueComponent
    /// It is in a bone that bears weight.
    case weightBearing
    /// The bone may break, or has broken.
    case fractureRisk
    /// The body of the vertebra has collapsed.
    case collapsed
    /// It makes symptoms of too much hormone.
    case hormoneExcess
    /// A needle can reach it through the skin.
    case percutaneousAccess
    /// It lies near the skin.
    case superficial
    /// It was operated on.
    case operated
    /// It was irradiated.
    case irradiated
}

/// What can be measured of one bone metastasis; the raw value is the diary's name.
public enum BoneLesionMeasure: String, BoneMeasure {
    /// The largest diameter in millimetres.
    case diameter = "diameterMm"
    /// The distance to the nearest structure that must not be harmed, in millimetres.
    case criticalDistance = "criticalDistanceMm"
    /// The weeks since radiotherapy of it ended.
    case weeksSinceRadiotherapy

    /// The possible values, both bounds included.
    public var possible: ClosedRange<Int> {
        switch self {
        case .diameter: 1...500
        case .criticalDistance: 0...500
        case .weeksSinceRadiotherapy: 0...5200
        }
    }

    /// False: all of them may be fractions.
    public var isWhole: Bool { false }

    /// The unit in words.
    public var unit: String {
        switch self {
        case .diameter, .criticalDistance: "mm"
        case .weeksSinceRadiotherapy: "weeks"
        }
    }
}
