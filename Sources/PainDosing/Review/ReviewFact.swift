/// What a criterion of the multimodal review looks at; its name is that of the diary.
public enum ReviewFact: Hashable, Sendable {
    /// True or false of the patient.
    case flag(BoneMetastasisFlag)
    /// Counted or measured of the patient.
    case measure(BoneMetastasisMeasure)
    /// True or false of one lesion.
    case lesionFlag(BoneLesionFlag)
    /// Measured of one lesion.
    case lesionMeasure(BoneLesionMeasure)
    /// One of a closed list of words.
    case word(ReviewWordFact)
    /// Known from the rest of the entry, or following from several facts.
    case derived(ReviewDerivedFact)

    /// Every fact, in a fixed order.
    public static let all: [ReviewFact] =
        ReviewWordFact.allCases.map { .word($0) }
        + BoneMetastasisFlag.allCases.map { .flag($0) }
        + BoneMetastasisMeasure.allCases.map { .measure($0) }
        + BoneLesionFlag.allCases.map { .lesionFlag($0) }
        + BoneLesionMeasure.allCases.map { .lesionMeasure($0) }
        + ReviewDerivedFact.allCases.map { .derived($0) }

    private static let byName = Dictionary(
        all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The fact of that name, if there is one.
    public static func named(_ name: String) -> ReviewFact? { byName[name] }

    /// The name in the tables and in JSON.
    public var name: String {
        switch self {
        case .flag(let flag): flag.rawValue
        case .measure(let measure): measure.rawValue
        case .lesionFlag(let flag): flag.rawValue
        case .lesionMeasure(let measure): measure.rawValue
        case .word(let fact): fact.rawValue
        case .derived(let fact): fact.rawValue
        }
    }

    /// Whether the fact belongs to one lesion, so that each lesion is looked at by itself.
    public var isOfLesion: Bool {
        switch self {
        case .flag, .measure: false
        case .lesionFlag, .lesionMeasure: true
        case .word(let fact): fact.isOfLesion
        case .derived(let fact): fact.isOfLesion
        }
    }

    /// What a bound of the fact may be.
    public var kind: ReviewFactKind {
        switch self {
        case .flag, .lesionFlag: .flag
        case .measure(let measure): .number(unit: measure.unit)
        case .lesionMeasure(let measure): .number(unit: measure.unit)
        case .word(let fact): .word(fact.words)
        case .derived(let fact): fact.kind
        }
    }
}

/// What values a fact has.
public enum ReviewFactKind: Hashable, Sendable {
    /// True or false.
    case flag
    /// A number with its unit.
    case number(unit: String)
    /// One of these words.
    case word([String])
}

/// The facts that are one of a closed list of words.
public enum ReviewWordFact: String, CaseIterable, Hashable, Sendable {
    /// The tumour that the metastases come from.
    case primary
    /// The bone.
    case site
    /// What the lesion does to the bone.
    case type
    /// The tracer uptake of the lesion.
    case boneScanUptake
    /// What radiotherapy of the lesion has done to its pain.
    case radiotherapyResponse
    /// The mechanism of the background pain.
    case mechanism

    /// The words that the fact can be.
    public var words: [String] {
        switch self {
        case .primary: PrimaryTumour.allCases.map(\.rawValue)
        case .site: BoneLesionSite.allCases.map(\.rawValue)
        case .type: BoneLesionType.allCases.map(\.rawValue)
        case .boneScanUptake: BoneScanUptake.allCases.map(\.rawValue)
        case .radiotherapyResponse: RadiotherapyResponse.allCases.map(\.rawValue)
        case .mechanism: PainMechanism.allCases.map(\.rawValue)
        }
    }

    var isOfLesion: Bool {
        switch self {
        case .primary, .mechanism: false
        case .site, .type, .boneScanUptake, .radiotherapyResponse: true
        }
    }
}

/// The facts that stand elsewhere in the entry or follow from several of them.
public enum ReviewDerivedFact: String, CaseIterable, Hashable, Sendable {
    /// The highest pain score that the entry records.
    case worstPain
    /// The background pain.
    case backgroundPain
    /// Estimated glomerular filtration rate.
    case egfr
    /// Whether the liver is diseased: any Child-Pugh class.
    case liverDisease
    /// Whether the patient is cachectic.
    case cachexia
    /// Whether adverse effects are reported.
    case adverseEffects
    /// Whether one of the metastases hurts.
    case symptomatic
    /// Whether fracture threatens a bone that bears weight.
    case weightBearingFractureRisk

    var isOfLesion: Bool {
        switch self {
        case .worstPain, .backgroundPain, .egfr, .liverDisease, .cachexia, .adverseEffects,
            .symptomatic:
            false
        case .weightBearingFractureRisk: true
        }
    }

    var kind: ReviewFactKind {
        switch self {
        case .worstPain, .backgroundPain: .number(unit: "on the NRS")
        case .egfr: .number(unit: DiaryMeasure.glomerularFiltration.unit)
        case .liverDisease, .cachexia, .adverseEffects, .symptomatic, .weightBearingFractureRisk:
            .flag
        }
    }
}
