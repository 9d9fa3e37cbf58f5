public import Quantities

/// What a diary entry says of bone metastases; a fact that is not among them is not known, never "no".
public struct BoneMetastases: Hashable, Sendable {
    /// The lesions that one entry may describe.
    public static let mostLesions = 20

    /// The tumour that the metastases come from.
    public let primary: PrimaryTumour?
    /// What is true or false of the patient.
    public let flags: [BoneMetastasisFlag: Bool]
    /// What was counted or measured of the patient.
    public let measures: [BoneMetastasisMeasure: Rational]
    /// The lesions that are described; there may be more, see `BoneMetastasisMeasure.lesionCount`.
    public let lesions: [BoneLesion]

    /// Bone metastases of which nothing else is known.
    public static let unknown = BoneMetastases()

    /// Facts within what is possible that do not contradict each other.
    ///
    /// - Throws: `BoneMetastasesError` for the first that is impossible.
    public init(
        primary: PrimaryTumour? = nil, flags: [BoneMetastasisFlag: Bool] = [:],
        measures: [BoneMetastasisMeasure: Rational] = [:], lesions: [BoneLesion] = []
    ) throws(BoneMetastasesError) {
        for measure in BoneMetastasisMeasure.allCases { try measure.check(measures[measure]) }
        if let count = measures[.lesionCount], count < Rational(lesions.count) {
            throw .fewerThanDescribed(count: count, described: lesions.count)
        }
        guard lesions.count <= BoneMetastases.mostLesions else {
            throw .tooManyLesions(lesions.count)
        }
        self.primary = primary
        self.flags = flags
        self.measures = measures
        self.lesions = lesions
    }

    private init() {
        primary = nil
        flags = [:]
        measures = [:]
        lesions = []
    }

    /// Whether every lesion of the patient is among those that are described.
    public var describesEveryLesion: Bool {
        measures[.lesionCount] == Rational(lesions.count)
    }
}

/// The tumours whose bone metastases the review speaks of.
public enum PrimaryTumour: String, CaseIterable, Hashable, Sendable {
    case lung
    case prostate
    case breast
    case gastrointestinal
    case kidney
    case thyroid
    case melanoma
    case sarcoma
    case myeloma
    case other
}
