public import PainDosing
import Quantities
import TestSupport

/// Made-up diaries of one patient: some days with gaps, changes of dose, episodes and unknown facts.
public struct CourseGenerator {
    /// Regimens whose background the tables can titrate, and some that they can't.
    private static let regimens = [
        "morphine MR 30 mg bd", "morphine MR 40 mg bd", "oxycodone MR 20 mg bd",
        "morphine IR 10 mg q4h", "fentanyl patch 25 mcg/h", "fentanyl patch 50 mcg/h",
        "CSCI morphine 30 mg/24h", "codeine IR 60 mg qds", "methadone oral 10 mg bd",
        "buprenorphine patch 10 mcg/h", "tramadol MR 150 mg bd",
        "morphine MR 30 mg bd; oxycodone MR 10 mg bd", "morphine IR 5 mg prn x4",
    ]

    private let regimens: [[RegimenItem]]
    private let rescue: OpioidForm
    private let patient: PatientID

    /// Reads the regimens by the shipped tables.
    public init() throws {
        regimens = try CourseGenerator.regimens.map { try Shipped.regimen($0) }
        rescue = try Shipped.target("morphine IR")
        guard let patient = PatientID("made-up") else { throw NoPatient() }
        self.patient = patient
    }

    /// Up to a week of entries, earliest first.
    public func course(
        startingAt start: Int64 = 1_772_000_000, using random: inout some RandomNumberGenerator
    ) throws -> [RecordedEntry] {
        var time = start
        var regimen = regimens.randomElement(using: &random) ?? []
        var entries: [RecordedEntry] = []
        for number in 0..<Int.random(in: 1...10, using: &random) {
            if Int.random(in: 0..<5, using: &random) == 0 {
                regimen = regimens.randomElement(using: &random) ?? []
            }
            let isSaid = number == 0 || Int.random(in: 0..<4, using: &random) > 0
            let entry = try entry(at: time, regimen: isSaid ? regimen : nil, using: &random)
            var bytes = Array(repeating: UInt8(0), count: 32)
            for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &random) }
            if let id = ContentDigest(bytes) { entries.append(RecordedEntry(id: id, entry: entry)) }
            time += Int64.random(in: 1...30, using: &random) * 3600
        }
        return entries
    }

    /// Each condition as often unknown as it is known.
    private func conditions(
        using random: inout some RandomNumberGenerator
    ) -> [PatientCondition: Bool] {
        PatientCondition.allCases.reduce(into: [:]) { known, condition in
            guard Bool.random(using: &random) else { return }
            known[condition] = Bool.random(using: &random)
        }
    }

    private func entry(
        at time: Int64, regimen: [RegimenItem]?, using random: inout some RandomNumberGenerator
    ) throws -> DiaryEntry {
        func perhaps<Value>(_ value: Value) -> Value? {
            Int.random(in: 0..<4, using: &random) > 0 ? value : nil
        }
        let counts = regimen?.contains { !$0.amount.isBackground } ?? false
        var episodes: [BreakthroughEpisode]?
        if !counts {
            let count = Int64.random(in: 0...5, using: &random)
            episodes = try perhaps(
                (0..<count).map { number in
                    let at = Instant(secondsSince1970: time - number * 7200 - 600)
                    let isTreated = Int.random(in: 0..<4, using: &random) > 0
                    return BreakthroughEpisode(
                        at: at, peak: PainScore(Int.random(in: 3...10, using: &random)),
                        trigger: EpisodeTrigger.allCases.randomElement(using: &random),
                        rescue: isTreated
                            ? TakenDose(at: at, form: rescue, dose: try .milligrams(Rational(10)))
                            : nil,
                        after30Minutes: PainScore(Int.random(in: 0...8, using: &random)))
                })
        }
        let effect = AdverseEffect.allCases.randomElement(using: &random)
        let hasEffect = Int.random(in: 0..<4, using: &random) == 0
        let effects: Set<AdverseEffect> = hasEffect ? Set([effect].compactMap(\.self)) : []
        let sedation = SedationScore(scale: .poss, score: Int.random(in: 0...2, using: &random))
        return try DiaryEntry(
            patient: patient,
            recordedAt: LocalInstant(utc: Instant(secondsSince1970: time)),
            pain: PainRating(
                background: perhaps(PainScore(Int.random(in: 0...9, using: &random))) ?? nil,
                goal: perhaps(PainScore(3)) ?? nil),
            episodes: episodes, regimen: regimen,
            observations: try Observations(
                respiratoryRate: perhaps(Int.random(in: 9...18, using: &random)),
                oxygenSaturation: perhaps(Int.random(in: 88...99, using: &random)),
                sedation: perhaps(sedation) ?? nil,
                glomerularFiltration: perhaps(
                    Rational(Int.random(in: 15...100, using: &random)))),
            adverseEffects: perhaps(effects),
            context: try PatientContext(
                ageYears: perhaps(Int.random(in: 30...95, using: &random)),
                isFrail: perhaps(Bool.random(using: &random)), comedications: perhaps([]),
                conditions: conditions(using: &random)))
    }
}

/// The pseudonym of made-up diaries is none.
private struct NoPatient: Error {}

extension DiaryEntry {
    /// The same entry with parts of it changed; what is left out stays as it is.
    public func with(
        secondsLater seconds: Int64 = 0, observations: Observations? = nil,
        adverseEffects: Set<AdverseEffect>?? = .none, context: PatientContext? = nil
    ) throws -> DiaryEntry {
        func later(_ instant: Instant) -> Instant {
            Instant(secondsSince1970: instant.secondsSince1970 + seconds)
        }
        func later(_ dose: TakenDose) -> TakenDose {
            TakenDose(
                at: later(dose.at), form: dose.form, dose: dose.dose, companion: dose.companion)
        }
        guard
            let moment = LocalInstant(
                later(recordedAt.instant), offsetMinutes: recordedAt.offsetMinutes)
        else { return self }
        return try DiaryEntry(
            patient: patient, recordedAt: moment, pain: pain,
            episodes: episodes?.map {
                BreakthroughEpisode(
                    at: later($0.at), peak: $0.peak, trigger: $0.trigger,
                    rescue: $0.rescue.map { later($0) }, after30Minutes: $0.after30Minutes)
            },
            regimen: regimen, taken: taken?.map { later($0) },
            observations: observations ?? self.observations,
            adverseEffects: adverseEffects ?? self.adverseEffects,
            context: context ?? self.context, replaces: replaces, withdraws: withdraws,
            confirms: confirms)
    }
}
