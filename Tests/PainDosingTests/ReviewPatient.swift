import PainDosing
import Quantities
import ShippedEngine
import Testing

/// What is known of a patient with bone metastases; everything else is unknown.
struct ReviewPatient {
    var primary: PrimaryTumour?
    var flags: [BoneMetastasisFlag: Bool] = [:]
    var measures: [BoneMetastasisMeasure: Rational] = [:]
    var lesions: [ReviewLesion] = []
    var mechanism: PainMechanism?
    var worst: Int?
    var background: Int?
    var peaks: [Int] = []
    var egfr: Rational?
    var hepatic: ChildPugh?
    var cachexia: Bool?
    var adverseEffects: Set<AdverseEffect>?

    func entry() throws -> DiaryEntry {
        let now = Instant(secondsSince1970: 1_773_084_600)
        return try DiaryEntry(
            patient: #require(PatientID("p1")), recordedAt: LocalInstant(utc: now),
            pain: PainRating(
                background: background.flatMap { PainScore($0) },
                worst: worst.flatMap { PainScore($0) }, mechanism: mechanism),
            episodes: peaks.isEmpty
                ? nil : peaks.map { BreakthroughEpisode(at: now, peak: PainScore($0)) },
            observations: Observations(glomerularFiltration: egfr), adverseEffects: adverseEffects,
            context: PatientContext(hepatic: hepatic, hasCachexia: cachexia),
            boneMetastases: BoneMetastases(
                primary: primary, flags: flags, measures: measures,
                lesions: lesions.map { try $0.lesion() }))
    }

    func review() throws -> MultimodalReview {
        let outcome = try #require(try Shipped.engine().review(of: entry()))
        return try #require(outcome.value)
    }

    func modality(_ id: ReviewModalityID) throws -> ReviewedModality {
        try #require(try review().modality(id))
    }

    /// One option by its key.
    func option(_ name: String) throws -> ReviewedOption {
        try #require(try review().modalities.flatMap(\.options).first { $0.option.id == name })
    }

    /// The same patient with something changed.
    func with(_ change: (inout ReviewPatient) -> Void) -> ReviewPatient {
        var patient = self
        change(&patient)
        return patient
    }
}

/// What is known of one lesion.
struct ReviewLesion {
    var site: BoneLesionSite?
    var type: BoneLesionType?
    var uptake: BoneScanUptake?
    var response: RadiotherapyResponse?
    var flags: [BoneLesionFlag: Bool] = [:]
    var measures: [BoneLesionMeasure: Rational] = [:]

    func lesion() throws -> BoneLesion {
        try BoneLesion(
            site: site, type: type, boneScanUptake: uptake, radiotherapyResponse: response,
            flags: flags, measures: measures)
    }
}

/// One change of a patient with the verdict that it leads to.
struct VerdictExample: Sendable, CustomTestStringConvertible {
    let what: String
    let verdict: ReviewVerdict
    let change: @Sendable (inout ReviewPatient) -> Void

    init(
        _ what: String, _ verdict: ReviewVerdict,
        _ change: @escaping @Sendable (inout ReviewPatient) -> Void
    ) {
        self.what = what
        self.verdict = verdict
        self.change = change
    }

    var testDescription: String { "\(what): \(verdict.rawValue)" }
}

extension Rational {
    /// A decimal of a test row.
    static func written(_ text: String) -> Rational {
        // A row that is no decimal is seen at once, since the patient then lacks the fact.
        (try? Rational(decimal: text)) ?? Rational(-1)
    }
}
