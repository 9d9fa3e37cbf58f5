import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("What is not known is not taken for safe")
struct UncheckedTests {
    private static let limits = ((try? Shipped.tables.limits) ?? []).map {
        LimitTests.NamedLimit(limit: $0)
    }

    @Test("Without the fact that makes it speak a limit is unchecked", arguments: limits)
    func removed(_ named: LimitTests.NamedLimit) throws {
        let limit = named.limit
        let engine = try Shipped.engine(
            DosingPolicy(order: LimitSituation.order, country: limit.anyCountry))
        for situation in try LimitSituation.around(limit.condition, engine.tables)
        where situation.speaks {
            for fact in PatientFact.allCases {
                let facts = try situation.facts.without(fact)
                guard facts != situation.facts else { continue }
                let outcome = try engine.omedd(of: situation.items, facts: facts)
                guard let answer = outcome.value else {
                    // What nobody has ruled out counts as there: the answer is then a stop.
                    #expect(
                        PatientCondition.allCases.contains { PatientFact($0) == fact },
                        "only this limit spoke: \(situation)")
                    continue
                }
                #expect(!answer.alerts.contains { $0.code == limit.code }, "\(situation)")
                let unchecked = answer.unchecked.filter { $0.limits.contains(limit.code) }
                #expect(unchecked.contains { $0.fact == fact }, "\(fact): \(situation)")
            }
        }
    }

    @Test("A limit that falls silent when a fact is removed is named with that fact")
    func property() throws {
        var run = try RegimenRun("facts removed", short: 60)
        let codes = Set(run.engine.tables.limits.map(\.code))
        var silenced = 0
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let facts = try Set<RiskFactor>.few(using: &run.random, most: 6).facts
            let with = try run.engine.omedd(of: regimen, facts: facts)
            let before = Set((with.value?.alerts ?? with.refusalAlerts).map(\.code))
            for fact in PatientFact.allCases {
                let fewer = try facts.without(fact)
                guard fewer != facts else { continue }
                // A stop by another fact gives no number, so nothing is taken for safe.
                guard let answer = try run.engine.omedd(of: regimen, facts: fewer).value else {
                    continue
                }
                let lost = before.intersection(codes).subtracting(answer.alerts.map(\.code))
                silenced += lost.count
                let unchecked = answer.unchecked.first { $0.fact == fact }
                #expect(lost.isSubset(of: unchecked?.limits ?? []), "\(fact): \(regimen)")
            }
        }
        #expect(silenced > run.count)
    }

    /// A regimen with all that is known of the patient, and the facts that have to be named.
    struct UncheckedCase: Sendable, CustomTestStringConvertible {
        let regimen: String
        let facts: [String]
        var testDescription: String { regimen }
    }

    @Test(
        "Only what the regimen at hand needs is asked for",
        arguments: [
            UncheckedCase(regimen: "", facts: []),
            UncheckedCase(regimen: "morphine MR 30 mg bd", facts: ["egfr", "hepatic"]),
            UncheckedCase(regimen: "morphine SC 10 mg/24h infusion", facts: ["egfr", "hepatic"]),
            UncheckedCase(
                regimen: "fentanyl patch 25 mcg/h",
                facts: ["opioidNaive", "egfr", "hepatic", "cachexia", "temperatureC", "mriPlanned"]),
            UncheckedCase(
                regimen: "fentanyl patch 50 mcg/h",
                facts: [
                    "opioidNaive", "egfr", "hepatic", "frail", "cachexia", "temperatureC",
                    "mriPlanned",
                ]),
            UncheckedCase(
                regimen: "buprenorphine patch 10 mcg/h",
                facts: ["hepatic", "cachexia", "temperatureC", "mriPlanned"]),
            UncheckedCase(
                regimen: "methadone oral 10 mg bd",
                facts: ["opioidNaive", "egfr", "hepatic", "qtcMs"]),
            UncheckedCase(
                regimen: "co-codamol 30/500 1 tablet qds",
                facts: ["egfr", "hepatic", "cachexia", "weightKg", "cyp2d6UltraRapid"]),
            UncheckedCase(
                regimen: "tramadol IR 50 mg qds",
                facts: ["egfr", "hepatic", "uncontrolledEpilepsy", "cyp2d6UltraRapid"]),
            UncheckedCase(regimen: "diamorphine CSCI 10 mg/24h", facts: ["egfr", "hepatic"]),
        ])
    func needed(_ example: UncheckedCase) throws {
        let items = example.regimen.isEmpty ? [] : try Shipped.regimen(example.regimen)
        let answer = try #require(Shipped.engine().omedd(of: items).value)
        let anywhere: Set = [
            "respiratoryRate", "sedation", "spo2", "adverseEffects", "comedications", "ageYears",
            "pregnant", "sleepApnoea",
        ]
        let facts = answer.unchecked.map(\.fact)
        #expect(facts == facts.sorted())
        #expect(anywhere.isSubset(of: facts.map(\.rawValue)))
        #expect(facts.map(\.rawValue).filter { !anywhere.contains($0) } == example.facts)
    }

    @Test("A patient of whom everything is known has nothing unchecked")
    func everything() throws {
        let facts = try PatientFacts.known(
            age: 60, naive: false, hepatic: .a, cachexia: false, frail: false, pregnant: false,
            with: ["senna"], respiratoryRate: 14, oxygen: 97,
            sedation: SedationScore(scale: .poss, score: 1), egfr: Rational(90), qtc: 420,
            temperature: Rational(37), kilograms: Rational(70), effects: [], toxic: false,
            conditions: Dictionary(
                uniqueKeysWithValues: PatientCondition.allCases.map { ($0, false) }))
        let engine = try Shipped.engine()
        for regimen in [
            "morphine MR 30 mg bd", "fentanyl patch 50 mcg/h", "methadone oral 5 mg bd",
        ] {
            let answer = try #require(
                engine.omedd(of: Shipped.regimen(regimen), facts: facts).value)
            #expect(answer.unchecked.isEmpty)
        }
        let rotation = try engine.rotation(
            of: Shipped.regimen("morphine MR 60 mg bd"),
            to: RotationTo(form: Shipped.target("fentanyl patch")), facts: facts)
        #expect(try #require(rotation.value).unchecked.isEmpty)
    }

    @Test("A rotation names the adjustments that wait for a fact")
    func adjustments() throws {
        let answer = try #require(
            Shipped.engine().rotation(
                of: Shipped.regimen("morphine MR 60 mg bd"),
                to: RotationTo(form: Shipped.target("fentanyl patch"))
            ).value)
        func limits(_ fact: PatientFact) -> [String] {
            answer.unchecked.filter { $0.fact == fact }.flatMap(\.limits)
        }
        #expect(limits(.frailty) == ["frailty"])
        #expect(limits(.toxicity) == ["toxicity"])
        #expect(limits(.glomerularFiltration).contains("renal-fentanyl-patch-accumulation"))
        #expect(limits(.hepatic).contains("hepatic-fentanyl-patch"))
    }

    @Test("A breakthrough answer is checked with the products that it offers")
    func offered() throws {
        let regimen = try Shipped.regimen("morphine MR 60 mg bd")
        let facts = try PatientFacts.known(with: ["clarithromycin"])
        let answer = try #require(
            Shipped.engine().breakthrough(
                for: regimen, pain: RegimenRun.controlled, facts: facts
            ).value)
        #expect(!answer.options.isEmpty)
        #expect(answer.alerts.map(\.code).contains("cyp3a4-inhibitor"))
        let egfr = answer.unchecked.first { $0.fact == .glomerularFiltration }
        #expect(egfr?.limits.contains("renal-rapid-onset") == true)
    }

    @Test("Another drug that no list knows is named, and one that a list knows is not")
    func unlisted() throws {
        let regimen = try Shipped.regimen("morphine MR 30 mg bd")
        let facts = try PatientFacts.known(with: ["Movicol", "Midazolam", "amlodipine"])
        let answer = try #require(Shipped.engine().omedd(of: regimen, facts: facts).value)
        let alert = try #require(answer.alerts.first { $0.code == "comedication-unlisted" })
        #expect(alert.severity == .info)
        #expect(alert.message.hasSuffix(": Movicol, amlodipine."))
    }

    @Test("An assessment names what its parts could not check")
    func assessment() throws {
        let entry = try DiaryEntry(
            patient: #require(PatientID("P-1")),
            recordedAt: #require(
                LocalInstant(Instant(secondsSince1970: 1_772_434_800), offsetMinutes: 0)),
            regimen: Shipped.regimen("morphine MR 60 mg bd"), adverseEffects: [.myoclonus])
        let digest = try #require(ContentDigest(hexadecimal: String(repeating: "0", count: 64)))
        let outcome = try Shipped.engine().assessment(
            of: RecordedEntry(id: digest, entry: entry), in: .empty)
        let assessment = try #require(outcome.value)
        #expect(assessment.alerts.map(\.code).contains("neurotoxicity"))
        let facts = assessment.unchecked.map(\.fact)
        #expect(facts == facts.sorted() && Set(facts).count == facts.count)
        #expect(facts.contains(.respiratoryRate) && !facts.contains(.adverseEffects))
    }
}
