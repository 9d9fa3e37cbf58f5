import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Drugs by the mechanism of the pain in the multimodal review")
struct AnalgesicReviewTests {
    @Test(
        "Table 5: each mechanism has its set of drugs, and an unknown one has none",
        arguments: [
            (PainMechanism.nociceptive, ["paracetamol", "opioids", "corticosteroid"]),
            (.neuropathic, ["opioids", "antidepressants", "anticonvulsants", "tapentadol"]),
            (
                .mixed,
                [
                    "paracetamol", "opioids", "antidepressants", "anticonvulsants", "tapentadol",
                    "corticosteroid",
                ]
            ),
        ])
    func table5(mechanism: PainMechanism, drugs: [String]) throws {
        let review = try ReviewPatient(mechanism: mechanism).review()
        let options = [ReviewModalityID.analgesics, .corticosteroids]
            .flatMap { review.modality($0)?.options ?? [] }
        #expect(options.filter { $0.verdict == .consider }.map(\.option.id) == drugs)
        #expect(
            options.filter { $0.verdict != .consider }.allSatisfy { $0.verdict == .notIndicated })
        let nociceptive: [ReviewModalityID] = [.osteoclastInhibitors, .radiotherapy]
        for modality in nociceptive.compactMap({ review.modality($0) }) {
            let support = modality.criteria.filter { $0.criterion.effect == .supports }
            #expect(support.map(\.isMet) == [mechanism != .neuropathic])
        }
        let augmentation = review.modality(.vertebralAugmentation)?.options.first
        #expect(
            augmentation?.criteria.filter { $0.criterion.effect == .supports }.map(\.isMet)
                == [mechanism != .neuropathic])
    }

    @Test("Without the mechanism nothing is said, except that NSAIDs are not for long")
    func unknownMechanism() throws {
        let review = try ReviewPatient().review()
        let options = [ReviewModalityID.analgesics, .corticosteroids]
            .flatMap { review.modality($0)?.options ?? [] }
        for option in options {
            #expect(option.verdict == (option.option.id == "nsaid" ? .notIndicated : .unknown))
        }
    }

    @Test("Paracetamol: 4 g, questionable in any liver disease, for mild pain", arguments: [3, 4])
    func paracetamol(background: Int) throws {
        for hepatic in ChildPugh.allCases.map(Optional.some) + [nil] {
            let option = try ReviewPatient(
                mechanism: .mixed, background: background, hepatic: hepatic
            ).option("paracetamol")
            let met = { (effect: ReviewEffect) in
                option.criteria.filter { $0.criterion.effect == effect }.map(\.isMet)
            }
            #expect(met(.warns) == [hepatic == nil ? nil : true])
            #expect(met(.supports) == [background == 3])
            #expect(option.regimens.map(\.regimen.text).first?.hasPrefix("Up to 4 g daily") == true)
        }
    }

    @Test("Opioids: patches are warned of in cachexia, a higher dose in adverse effects")
    func opioids() throws {
        let cases: [(Bool?, Set<AdverseEffect>?, [Bool?])] = [
            (true, [.nausea], [true, true]), (false, [], [false, false]), (nil, nil, [nil, nil]),
        ]
        for (cachexia, effects, met) in cases {
            let option = try ReviewPatient(
                mechanism: .neuropathic, cachexia: cachexia, adverseEffects: effects
            ).option("opioids")
            #expect(option.criteria.filter { $0.criterion.effect == .warns }.map(\.isMet) == met)
            #expect(option.verdict == .consider)
        }
    }
}
