public import Quantities

extension DiaryEntry {
    /// The earlier entry that this one replaces or withdraws.
    public var corrects: ContentDigest? { replaces ?? withdraws }

    /// What the entry says of the patient and another says differently, or not at all: the names of
    /// the parts in the order of the diary.
    func partsDiffering(from other: DiaryEntry) -> [String] {
        let parts: [(name: String, isSame: Bool)] = [
            ("pain", pain == other.pain), ("episodes", episodes == other.episodes),
            ("regimen", regimen == other.regimen), ("taken", taken == other.taken),
            ("patchChangedAt", patchChangedAt == other.patchChangedAt),
            ("observations", observations == other.observations),
            ("adverseEffects", adverseEffects == other.adverseEffects),
            ("context", context == other.context),
            ("boneMetastases", boneMetastases == other.boneMetastases),
        ]
        return parts.filter { !$0.isSame }.map(\.name)
    }

    /// The names of the parts that say something of the patient, in the order of the diary.
    public static func parts(
        pain: PainRating, episodes: [BreakthroughEpisode]?, regimen: [RegimenItem]?,
        taken: [TakenDose]?, patchChangedAt: Instant?, observations: Observations,
        adverseEffects: Set<AdverseEffect>?, context: PatientContext,
        boneMetastases: BoneMetastases?
    ) -> [String] {
        [
            ("pain", pain != PainRating()), ("episodes", episodes != nil),
            ("regimen", regimen != nil), ("taken", taken != nil),
            ("patchChangedAt", patchChangedAt != nil),
            ("observations", observations != .unknown), ("adverseEffects", adverseEffects != nil),
            ("context", context != .unknown), ("boneMetastases", boneMetastases != nil),
        ].filter(\.1).map(\.0)
    }

    /// Whether there is more in it than corrections and confirmations.
    var saysSomethingOfThePatient: Bool {
        !DiaryEntry.parts(
            pain: pain, episodes: episodes, regimen: regimen, taken: taken,
            patchChangedAt: patchChangedAt, observations: observations,
            adverseEffects: adverseEffects, context: context, boneMetastases: boneMetastases
        ).isEmpty
    }
}
