public import Quantities

/// One entry of a patient's pain diary, in any format.
///
/// Nil is not known: an empty list of episodes says that there was none, nil that none is recorded.
public struct DiaryEntry: Hashable, Sendable {
    /// The episodes that one entry may have.
    public static let mostEpisodes = 500
    /// The doses taken that one entry may list.
    public static let mostTaken = 500
    /// The regimen items that one entry may have.
    public static let mostRegimenItems = 50
    /// The confirmations that one entry may hold.
    public static let mostConfirmations = 20

    /// Whose diary it is.
    public let patient: PatientID
    /// When the entry was made.
    public let recordedAt: LocalInstant
    /// Pain at the time of the entry.
    public let pain: PainRating
    /// Episodes of breakthrough pain since the last entry.
    public let episodes: [BreakthroughEpisode]?
    /// The opioids prescribed; background doses, and rescue doses counted over 24 hours.
    public let regimen: [RegimenItem]?
    /// Doses really taken, beside the rescue doses of the episodes.
    public let taken: [TakenDose]?
    /// What was measured.
    public let observations: Observations
    /// Adverse effects at the time of the entry.
    public let adverseEffects: Set<AdverseEffect>?
    /// What dosing must know of the patient.
    public let context: PatientContext
    /// When the patch that is worn now was put on; nil where the entry does not say.
    public let patchChangedAt: Instant?
    /// What is known of bone metastases; nil where the entry says nothing of any.
    public let boneMetastases: BoneMetastases?
    /// The earlier entry in whose place this one stands.
    public let replaces: ContentDigest?
    /// The earlier entry that never happened, such as one written for another patient.
    ///
    /// Nothing stands in its place. An entry that withdraws says nothing else of the patient.
    public let withdraws: ContentDigest?
    /// What a person confirms of this entry or of earlier ones.
    public let confirms: [QueryConfirmation]

    /// An entry whose parts do not contradict each other.
    ///
    /// - Throws: `DiaryEntryError` with every contradiction: times after `recordedAt`, a dose listed
    ///   twice, rescue doses both counted and listed, lists that are too long, a withdrawal that says
    ///   more than that.
    public init(
        patient: PatientID, recordedAt: LocalInstant, pain: PainRating = PainRating(),
        episodes: [BreakthroughEpisode]? = nil, regimen: [RegimenItem]? = nil,
        taken: [TakenDose]? = nil, observations: Observations = .unknown,
        adverseEffects: Set<AdverseEffect>? = nil, context: PatientContext = .unknown,
        patchChangedAt: Instant? = nil,
        boneMetastases: BoneMetastases? = nil, replaces: ContentDigest? = nil,
        withdraws: ContentDigest? = nil, confirms: [QueryConfirmation] = []
    ) throws(DiaryEntryError) {
        self.patient = patient
        self.recordedAt = recordedAt
        self.pain = pain
        self.episodes = episodes
        self.regimen = regimen
        self.taken = taken
        self.observations = observations
        self.adverseEffects = adverseEffects
        self.context = context
        self.patchChangedAt = patchChangedAt
        self.boneMetastases = boneMetastases
        self.replaces = replaces
        self.withdraws = withdraws
        self.confirms = confirms
        let faults =
            DiaryEntryFault.all(
                recordedAt: recordedAt.instant, episodes: episodes ?? [], regimen: regimen ?? [],
                taken: taken ?? [], patchChangedAt: patchChangedAt)
            + DiaryEntryFault.ofCorrection(
                replaces: replaces, withdraws: withdraws, confirms: confirms,
                parts: DiaryEntry.parts(
                    pain: pain, episodes: episodes, regimen: regimen, taken: taken,
                    patchChangedAt: patchChangedAt, observations: observations,
                    adverseEffects: adverseEffects, context: context,
                    boneMetastases: boneMetastases))
        guard faults.isEmpty else { throw DiaryEntryError(faults: faults) }
    }

    /// Every dose that the entry says was taken, rescue doses included, by time.
    public var dosesTaken: [TakenDose] {
        let doses = (episodes ?? []).compactMap(\.rescue) + (taken ?? [])
        return doses.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }
}
