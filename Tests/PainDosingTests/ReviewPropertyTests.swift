import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import Testing

extension ReviewPatient {
    /// A patient of whom about half is known.
    static func random(using random: inout some RandomNumberGenerator) -> ReviewPatient {
        var patient = ReviewPatient()
        patient.primary = .maybe(using: &random)
        for flag in BoneMetastasisFlag.allCases {
            patient.flags[flag] = .maybe(using: &random)
        }
        for (measure, values) in [
            (BoneMetastasisMeasure.contiguousLevels, ["2", "4"]), (.karnofsky, ["40", "80"]),
            (.systemicLines, ["1", "2"]), (.neutrophils, ["1.2", "3"]),
            (.platelets, ["70", "200"]), (.haemoglobin, ["9", "12"]),
        ] {
            patient.measures[measure] = .maybe(of: values, using: &random)
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            patient.lesions.append(.random(using: &random))
        }
        let count = patient.lesions.count + Int.random(in: 0...1, using: &random)
        if count > 0, Bool.random(using: &random) {
            patient.measures[.lesionCount] = Rational(count)
        }
        patient.mechanism = .maybe(using: &random)
        patient.worst = [nil, 3, 4, 8].randomElement(using: &random) ?? nil
        patient.background = [nil, 2, 3, 4].randomElement(using: &random) ?? nil
        patient.peaks = [[], [3], [7, 2]].randomElement(using: &random) ?? []
        patient.egfr = .maybe(of: ["20", "35", "45", "55", "90"], using: &random)
        patient.hepatic = .maybe(using: &random)
        patient.cachexia = .maybe(using: &random)
        patient.adverseEffects = [nil, [], [.nausea]].randomElement(using: &random) ?? nil
        return patient
    }

    /// The same patient with one known fact less, each in turn.
    var withOneFactLess: [(fact: String, patient: ReviewPatient)] {
        var all: [(String, ReviewPatient)] = []
        func less(_ fact: String, _ change: (inout ReviewPatient) -> Void) {
            all.append((fact, with(change)))
        }
        less("primary") { $0.primary = nil }
        for flag in flags.keys { less("\(flag)") { $0.flags[flag] = nil } }
        for measure in measures.keys { less("\(measure)") { $0.measures[measure] = nil } }
        less("mechanism") { $0.mechanism = nil }
        less("worst") { $0.worst = nil }
        less("background") { $0.background = nil }
        for index in peaks.indices { less("peak \(index)") { $0.peaks.remove(at: index) } }
        less("egfr") { $0.egfr = nil }
        less("hepatic") { $0.hepatic = nil }
        less("cachexia") { $0.cachexia = nil }
        less("adverseEffects") { $0.adverseEffects = nil }
        for (index, lesion) in lesions.enumerated() {
            less("lesion \(index)") { $0.lesions.remove(at: index) }
            less("site \(index)") { $0.lesions[index].site = nil }
            less("type \(index)") { $0.lesions[index].type = nil }
            less("uptake \(index)") { $0.lesions[index].uptake = nil }
            less("response \(index)") { $0.lesions[index].response = nil }
            for flag in lesion.flags.keys {
                less("\(flag) \(index)") { $0.lesions[index].flags[flag] = nil }
            }
            for measure in lesion.measures.keys {
                less("\(measure) \(index)") { $0.lesions[index].measures[measure] = nil }
            }
        }
        return all
    }
}

extension ReviewLesion {
    static func random(using random: inout some RandomNumberGenerator) -> ReviewLesion {
        var lesion = ReviewLesion()
        lesion.site = .maybe(using: &random)
        lesion.type = .maybe(using: &random)
        lesion.uptake = .maybe(using: &random)
        for flag in BoneLesionFlag.allCases { lesion.flags[flag] = .maybe(using: &random) }
        if lesion.flags[.irradiated] != false {
            lesion.response = .maybe(using: &random)
            lesion.measures[.weeksSinceRadiotherapy] = .maybe(of: ["3", "9"], using: &random)
        }
        lesion.measures[.diameter] = .maybe(of: ["20", "60"], using: &random)
        lesion.measures[.criticalDistance] = .maybe(of: ["5", "20"], using: &random)
        return lesion
    }
}

extension Optional {
    /// One of the values, or in three cases of ten nothing.
    fileprivate static func maybe(
        _ values: [Wrapped], _ random: inout some RandomNumberGenerator
    ) -> Wrapped? {
        Int.random(in: 0..<10, using: &random) < 3 ? nil : values.randomElement(using: &random)
    }
}

extension Optional where Wrapped: CaseIterable {
    fileprivate static func maybe(using random: inout some RandomNumberGenerator) -> Wrapped? {
        maybe(Array(Wrapped.allCases), &random)
    }
}

extension Bool? {
    fileprivate static func maybe(using random: inout some RandomNumberGenerator) -> Bool? {
        maybe([true, false], &random)
    }
}

extension Rational? {
    fileprivate static func maybe(
        of values: [String], using random: inout some RandomNumberGenerator
    ) -> Rational? {
        maybe(values.map { Rational.written($0) }, &random)
    }
}

@Suite("Invariants of the multimodal review")
struct ReviewPropertyTests {
    @Test("A fact less never turns a verdict into consider, and never shows a regimen more")
    func factsLess() throws {
        var random = PropertyRun.generator("review, a fact less")
        var compared = 0
        for _ in 0..<PropertyRun.cases(short: 25) {
            let patient = ReviewPatient.random(using: &random)
            let full = try patient.review()
            for (fact, less) in patient.withOneFactLess {
                let reduced = try less.review()
                for (before, after) in zip(full.modalities, reduced.modalities) {
                    #expect(
                        before.verdict == .consider || after.verdict != .consider,
                        "\(before.modality.id) without \(fact): \(patient)")
                    for (before, after) in zip(before.options, after.options) {
                        #expect(
                            before.verdict == .consider || after.verdict != .consider,
                            "\(before.option.id) without \(fact): \(patient)")
                        let shown = Set(before.regimens.filter { $0.applies == true })
                            .map(\.regimen)
                        #expect(
                            after.regimens.filter { $0.applies == true }
                                .allSatisfy { shown.contains($0.regimen) },
                            "\(before.option.id) without \(fact): \(patient)")
                        if before.verdict == .consider { compared += 1 }
                    }
                }
            }
        }
        #expect(compared > 500)
    }

    @Test("Every criterion of the tables is met by some, not met by some and not known of some")
    func states() throws {
        var random = PropertyRun.generator("review, states of the criteria")
        var states: [ReviewCriterion: Set<Bool?>] = [:]
        for _ in 0..<600 {
            for modality in try ReviewPatient.random(using: &random).review().modalities {
                let ofOptions = modality.options.flatMap {
                    $0.criteria + $0.lesions.flatMap(\.criteria)
                }
                for reviewed in modality.criteria + ofOptions {
                    states[reviewed.criterion, default: []].insert(reviewed.isMet)
                }
            }
        }
        let tables = try Shipped.tables
        let all = tables.boneMetastases.flatMap { $0.criteria + $0.options.flatMap(\.criteria) }
        for criterion in all {
            #expect(states[criterion] == criterion.possibleStates, "\(criterion.text)")
        }
    }

    @Test("A verdict of consider has everything required met and nothing that excludes open")
    func consider() throws {
        var random = PropertyRun.generator("review, what consider means")
        var considered = 0
        for _ in 0..<PropertyRun.cases(short: 200) {
            for modality in try ReviewPatient.random(using: &random).review().modalities {
                for option in modality.options where option.verdict == .consider {
                    considered += 1
                    let shared = modality.criteria + option.criteria
                    let ways =
                        option.lesions.isEmpty
                        ? [shared]
                        : option.lesions.filter { $0.verdict == .consider }
                            .map { shared + $0.criteria }
                    #expect(!ways.isEmpty)
                    for reviewed in ways.joined() {
                        switch reviewed.criterion.effect {
                        case .requires: #expect(reviewed.isMet == true)
                        case .excludes: #expect(reviewed.isMet == false)
                        case .needs, .warns, .supports: break
                        }
                    }
                }
            }
        }
        #expect(considered > 200)
    }
}

extension ReviewCriterion {
    /// The answers that the criterion can have.
    fileprivate var possibleStates: Set<Bool?> {
        if anyOf.isEmpty { return [false] }
        // What only has to be known, and a liver of which only diseases are recorded, is never not met.
        let neverFalse = anyOf.allSatisfy {
            $0.bound == .known || $0.fact == .derived(.liverDisease)
        }
        let isAnyMechanism =
            anyOf.map(\.bound) == [
                .oneOf(PainMechanism.allCases.map(\.rawValue))
            ]
        return neverFalse || isAnyMechanism ? [true, nil] : [true, false, nil]
    }
}
