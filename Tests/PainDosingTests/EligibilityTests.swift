import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Who may get a rapid-onset opioid")
struct EligibilityTests {
    /// One criterion with the facts that decide it.
    struct CriterionExample: Sendable, CustomTestStringConvertible {
        let name: BreakthroughCriterionName
        var regimen = "morphine MR 30 mg bd"
        var background: Int? = 3
        var goal: Int?
        var peak: Int? = 7
        var episodes: Int? = 4
        var days: Int?
        let isMet: Bool?
        let isEligible: Bool
        var code: String?

        var testDescription: String {
            "\(name.rawValue) is \(isMet.map { $0 ? "met" : "not met" } ?? "unknown") "
                + "with \(regimen), "
                + "background \(background.map(String.init) ?? "?"), "
                + "goal \(goal.map(String.init) ?? "?"), peak \(peak.map(String.init) ?? "?"), "
                + "episodes \(episodes.map(String.init) ?? "?"), "
                + "days \(days.map(String.init) ?? "?")"
        }
    }

    @Test(
        "Each criterion is met, not met or unknown at its bound",
        arguments: [
            CriterionExample(name: .opioidTolerant, isMet: true, isEligible: true),
            CriterionExample(
                name: .opioidTolerant, regimen: "morphine IR 59.5 mg od", isMet: false,
                isEligible: false, code: "roo-not-tolerant"),
            CriterionExample(
                name: .opioidTolerant, regimen: "oxycodone MR 15 mg bd", isMet: true,
                isEligible: true),
            CriterionExample(
                name: .opioidTolerant, regimen: "oxycodone IR 29.5 mg od", isMet: false,
                isEligible: false, code: "roo-not-tolerant"),
            CriterionExample(
                name: .opioidTolerant, regimen: "hydromorphone MR 4 mg bd", isMet: true,
                isEligible: true),
            CriterionExample(
                name: .opioidTolerant, regimen: "hydromorphone IR 7.9 mg od", isMet: false,
                isEligible: false, code: "roo-not-tolerant"),
            CriterionExample(
                name: .opioidTolerant, regimen: "fentanyl patch 25 mcg/h", isMet: true,
                isEligible: true),
            CriterionExample(
                name: .opioidTolerant, regimen: "fentanyl patch 12 mcg/h", isMet: false,
                isEligible: false, code: "roo-not-tolerant"),
            CriterionExample(
                name: .opioidTolerant, regimen: "fentanyl patch 12 mcg/h; fentanyl patch 12 mcg/h",
                isMet: true, isEligible: true),
            // Half of two thresholds is none of them, but their equivalent together is.
            CriterionExample(
                name: .opioidTolerant, regimen: "morphine MR 15 mg bd; oxycodone MR 10 mg bd",
                isMet: true, isEligible: true),
            CriterionExample(
                name: .opioidTolerant, regimen: "morphine MR 15 mg bd; oxycodone MR 5 mg bd",
                isMet: false, isEligible: false, code: "roo-not-tolerant"),
            // Rescue doses don't make a patient tolerant.
            CriterionExample(
                name: .opioidTolerant, regimen: "morphine MR 20 mg bd; morphine IR 20 mg prn x6",
                isMet: false, isEligible: false, code: "roo-not-tolerant"),
            CriterionExample(
                name: .tolerantForAWeek, isMet: nil, isEligible: true, code: "roo-confirm-week"),
            CriterionExample(name: .tolerantForAWeek, days: 7, isMet: true, isEligible: true),
            CriterionExample(
                name: .tolerantForAWeek, days: 6, isMet: false, isEligible: false,
                code: "roo-not-a-week"),
            CriterionExample(name: .backgroundControlled, isMet: true, isEligible: true),
            CriterionExample(
                name: .backgroundControlled, background: 4, isMet: false, isEligible: true,
                code: "roo-background-mild"),
            CriterionExample(
                name: .backgroundControlled, background: 5, isMet: false, isEligible: false,
                code: "roo-background-uncontrolled"),
            CriterionExample(
                name: .backgroundControlled, background: 4, goal: 4, isMet: true, isEligible: true),
            CriterionExample(
                name: .backgroundControlled, background: 5, goal: 4, isMet: false,
                isEligible: false,
                code: "roo-background-uncontrolled"),
            // A goal below mild pain doesn't make mild pain uncontrolled.
            CriterionExample(
                name: .backgroundControlled, background: 3, goal: 1, isMet: true, isEligible: true),
            CriterionExample(
                name: .backgroundControlled, background: nil, isMet: nil, isEligible: false,
                code: "roo-background-controlled-unknown"),
            CriterionExample(name: .episodesPerDay, isMet: true, isEligible: true),
            CriterionExample(
                name: .episodesPerDay, episodes: 5, isMet: false, isEligible: false,
                code: "roo-too-many-episodes"),
            CriterionExample(
                name: .episodesPerDay, episodes: nil, isMet: nil, isEligible: false,
                code: "roo-episodes-per-day-unknown"),
            // Advisory: it never decides.
            CriterionExample(name: .episodePeak, isMet: true, isEligible: true),
            CriterionExample(
                name: .episodePeak, peak: 6, isMet: false, isEligible: true, code: "roo-low-peak"),
            CriterionExample(name: .episodePeak, peak: nil, isMet: nil, isEligible: true),
        ])
    func criteria(_ example: CriterionExample) throws {
        let pain = PainPicture(
            background: example.background.flatMap { PainScore($0) },
            goal: example.goal.flatMap { PainScore($0) },
            peak: example.peak.flatMap { PainScore($0) }, episodes: example.episodes)
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen(example.regimen), pain: pain,
                facts: .known(days: example.days)
            ).value)
        let criterion = try #require(answer.criteria.first { $0.name == example.name })
        #expect(criterion.isMet == example.isMet)
        #expect(answer.isEligible == example.isEligible)
        #expect(answer.options.isEmpty == !example.isEligible)
        #expect((answer.strategy == .none) == !example.isEligible)
        #expect(answer.immediateRelease != nil, "a rescue dose is offered either way")
        if let code = example.code { #expect(answer.alerts.map(\.code).contains(code)) }
    }

    @Test("Every criterion stands in the answer, the blocking ones marked")
    func allCriteria() throws {
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen("morphine MR 30 mg bd"), pain: PainPicture()
            ).value)
        #expect(answer.criteria.map(\.name) == BreakthroughCriterionName.allCases)
        #expect(
            answer.criteria.filter(\.isBlocking).map(\.name)
                == [.opioidTolerant, .backgroundControlled, .episodesPerDay])
        #expect(
            answer.criteria.first { $0.name == .opioidTolerant }?.value
                == .omedd(try .milligramsPerDay(Rational(60))))
    }

    @Test(
        "Without a regular opioid there is no dose at all",
        arguments: [
            "", "morphine IR 10 mg prn x4",
        ])
    func noBackground(_ regimen: String) throws {
        let items = regimen.isEmpty ? [] : try Shipped.regimen(regimen)
        let answer = try #require(
            Shipped.engine().breakthrough(for: items, pain: RegimenRun.controlled).value)
        #expect(!answer.isEligible)
        #expect(answer.options.isEmpty)
        #expect(answer.immediateRelease == nil)
        #expect(answer.alerts.map(\.code).contains("no-background-opioid"))
    }

    @Test(
        "A threshold that the labels print for a drug needs no OMEDD",
        arguments: [
            ("oxymorphone MR 12.5 mg bd", true), ("oxymorphone MR 12 mg bd", false),
            ("hydrocodone MR 30 mg bd", true), ("hydrocodone MR 29 mg bd", false),
        ])
    func withoutEquivalent(_ regimen: String, _ isEligible: Bool) throws {
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen(regimen), pain: RegimenRun.controlled,
                facts: .known(days: 7)
            ).value)
        #expect(answer.omedd == nil)
        #expect(answer.isEligible == isEligible)
        #expect(answer.strategy == (isEligible ? .titrate : .none))
        #expect(answer.options.allSatisfy { $0.dose == $0.labelledStart })
        // A country may have no product of it to be taken at once.
        if let rescue = answer.immediateRelease {
            #expect(regimen.hasPrefix(rescue.form.opioid.name))
        }
        let codes = answer.alerts.map(\.code)
        #expect(codes.contains("no-equivalent"))
        #expect(codes.contains("roo-not-tolerant") == !isEligible)
    }

    @Test("An opioid without figure and threshold is not tolerated, and has its own rescue dose")
    func unknownTolerance() throws {
        let sets = ["fpm-2020", "scottish-2024"].map { ConversionSetID($0) }
        let answer = try #require(
            Shipped.engine(DosingPolicy(order: sets)).breakthrough(
                for: Shipped.regimen("alfentanil infusion SC 2 mg/24h"),
                pain: RegimenRun.controlled, product: RapidOnsetProductID("abstral-eu")
            ).value)
        #expect(answer.omedd == nil)
        #expect(answer.criteria.first { $0.name == .opioidTolerant }?.isMet == .some(nil))
        #expect(!answer.isEligible)
        #expect(answer.options.isEmpty)
        let rescue = try #require(answer.immediateRelease)
        #expect(rescue.form.opioid.name == "alfentanil")
        #expect(rescue.largest <= (try .micrograms(Rational(2000, over: 6))))
        #expect(rescue.smallest == (try .micrograms(Rational(200))))
    }

    @Test("Who asks for no rapid-onset opioid reads one note and no caution")
    func nobodyAsked() throws {
        for episodes in [nil, 0] {
            let answer = try #require(
                Shipped.engine().breakthrough(
                    for: Shipped.regimen("morphine MR 20 mg bd"),
                    pain: PainPicture(episodes: episodes)
                ).value)
            let alerts = answer.alerts.filter { $0.code.hasPrefix("roo-") }
            #expect(alerts.map(\.code) == ["roo-not-tolerant"])
            #expect(alerts.map(\.severity) == [.info])
        }
        let asked = try #require(
            Shipped.engine().breakthrough(
                for: Shipped.regimen("morphine MR 20 mg bd"), pain: PainPicture(episodes: 2)
            ).value)
        #expect(asked.alerts.first { $0.code == "roo-not-tolerant" }?.severity == .caution)
        #expect(asked.alerts.contains { $0.code == "roo-background-controlled-unknown" })
    }

    @Test("A product asked for by name shows its labelled start with what has to be asked first")
    func conditional() throws {
        let engine = try Shipped.engine()
        let product = try #require(engine.rapidOnsetProduct(named: "abstral")).id
        let regimen = try Shipped.regimen("morphine MR 60 mg bd")
        let answer = try #require(
            engine.breakthrough(for: regimen, pain: PainPicture(), product: product).value)
        #expect(!answer.isEligible)
        #expect(answer.strategy == .titrate)
        #expect(answer.options.map(\.product.id) == [product])
        #expect(answer.options.map(\.dose) == [try .micrograms(Rational(100))])
        let codes = answer.alerts.filter { $0.severity == .caution }.map(\.code)
        #expect(codes.contains("roo-background-controlled-unknown"))
        #expect(codes.contains("roo-episodes-per-day-unknown"))
        // What is known to be against it is no matter of asking.
        for pain in [PainPicture(background: PainScore(7)), PainPicture(episodes: 6)] {
            let refused = try #require(
                engine.breakthrough(for: regimen, pain: pain, product: product).value)
            #expect(refused.options.isEmpty)
        }
        let intolerant = try #require(
            engine.breakthrough(
                for: Shipped.regimen("morphine MR 20 mg bd"), pain: PainPicture(),
                product: product
            ).value)
        #expect(intolerant.options.isEmpty)
    }
}
