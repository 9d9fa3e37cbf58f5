/// The bone that a metastasis is in.
public enum BoneLesionSite: String, CaseIterable, Hashable, Sendable {
    case vertebra
    case pelvis
    case rib
    case longBone = "long-bone"
    case skull
    case other
}

/// What a metastasis does to the bone.
public enum BoneLesionType: String, CaseIterable, Hashable, Sendable {
    /// It dissolves bone.
    case lytic
    /// It builds bone.
    case blastic
    /// It does both.
    case mixed
}

/// How much tracer a metastasis takes up in the bone scan.
public enum BoneScanUptake: String, CaseIterable, Hashable, Sendable {
    case intense
    case faint
    case none
}

/// What radiotherapy has done to the pain of a metastasis.
public enum RadiotherapyResponse: String, CaseIterable, Hashable, Sendable {
    /// It relieves it to this day.
    case responded
    /// It did not relieve it.
    case persistentPain = "persistent-pain"
    /// It relieved it, and the pain came back.
    case recurred
}
