import PainDosing
import ShippedEngine
import TestSupport
import Testing

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
        for _ in 0..<1200 {
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
