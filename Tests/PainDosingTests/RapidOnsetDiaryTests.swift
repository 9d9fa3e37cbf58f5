import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("A rapid-onset product that the diary shows in use")
struct RapidOnsetDiaryTests {
    /// Episodes of one day, earliest first, with the answer to them.
    struct DiaryExample: Sendable, CustomTestStringConvertible {
        let form: String
        /// Micrograms, peak, and pain 30 minutes after.
        let episodes: [(Int, Int?, Int?)]
        var formulary: Set<ProductLineID> = []
        /// The product and its dose; nil where the diary doesn't tell the product.
        let product: String?
        var dose = 0
        var basis = RapidOnsetBasis.start

        var testDescription: String { "\(form) \(episodes)" }
    }

    private static func step(_ micrograms: Int) -> RapidOnsetBasis {
        // A whole number of micrograms is always a mass.
        (try? Mass.micrograms(Rational(micrograms))).map { .nextStep(after: $0) } ?? .start
    }

    static let examples = [
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(100, 8, 7)], product: "abstral-eu",
            dose: 200, basis: step(100)),
        // A third is enough, a fifth is not.
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(100, 9, 6)], product: "abstral-eu",
            dose: 100, basis: .sameDose),
        // One of the last two responded.
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(200, 8, 4), (200, 8, 7)],
            product: "abstral-eu", dose: 200, basis: .sameDose),
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(200, 8, 4), (200, 8, 7), (200, 8, 8)],
            product: "abstral-eu", dose: 300, basis: step(200)),
        // What a smaller dose brought says nothing of the present one.
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(100, 8, 7), (200, 8, 2)],
            product: "abstral-eu", dose: 200, basis: .sameDose),
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(100, 8, nil)], product: "abstral-eu",
            dose: 100, basis: .reliefNotKnown),
        DiaryExample(
            form: "fentanyl sublingual tablet", episodes: [(800, 8, 8)], product: "abstral-eu",
            dose: 800, basis: .maximum),
        DiaryExample(
            form: "fentanyl buccal tablet", episodes: [(400, 8, 7)], product: "effentora-eu",
            dose: 600, basis: step(400)),
        // PecFent and Instanyl both have 100, only PecFent has 400.
        DiaryExample(form: "fentanyl nasal spray", episodes: [(100, 8, 7)], product: nil),
        DiaryExample(
            form: "fentanyl nasal spray", episodes: [(100, 8, 7)],
            formulary: [ProductLineID("instanyl-eu")], product: "instanyl-eu", dose: 200,
            basis: step(100)),
        DiaryExample(
            form: "fentanyl nasal spray", episodes: [(400, 8, 7)], product: "pecfent-eu",
            dose: 800, basis: step(400)),
    ]

    @Test("The last episodes give the next step, or the same dose", arguments: examples)
    func inUse(_ example: DiaryExample) throws {
        let engine = try Shipped.engine(
            DosingPolicy(formulary: Formulary(products: example.formulary)))
        let form = try Shipped.target(example.form)
        let now = Instant(secondsSince1970: 1_772_000_000)
        let episodes = try example.episodes.enumerated().map { index, episode in
            let at = now.hoursEarlier(20 - 4 * index)
            return BreakthroughEpisode(
                at: at, peak: episode.1.flatMap { PainScore($0) },
                rescue: TakenDose(
                    at: at, form: form, dose: try .micrograms(Rational(episode.0))),
                after30Minutes: episode.2.flatMap { PainScore($0) })
        }
        let recorded = RecordedEntry(
            id: try #require(ContentDigest(Array(repeating: 1, count: 32))),
            entry: try DiaryEntry(
                patient: try #require(PatientID("p-1")), recordedAt: LocalInstant(utc: now),
                pain: PainRating(background: PainScore(2)), episodes: episodes,
                regimen: Shipped.regimen("morphine MR 60 mg bd"), adverseEffects: []))
        let assessment = try #require(
            engine.assessment(of: recorded, in: DiaryCourse([recorded])).value)
        let codes = assessment.alerts.map(\.code)
        #expect(codes.contains("roo-product-not-known") == (example.product == nil))
        guard example.product != nil else { return }
        let answer = try #require(assessment.breakthrough)
        #expect(answer.options.map(\.product.id.name) == [example.product])
        #expect(answer.options.map(\.dose) == [try .micrograms(Rational(example.dose))])
        #expect(answer.options.map(\.basis) == [example.basis])
    }
}
