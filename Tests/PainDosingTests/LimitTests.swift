import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("Every safety limit of the table")
struct LimitTests {
    /// A row of the limits table, named by its code.
    struct NamedLimit: Sendable, CustomTestStringConvertible {
        let limit: SafetyLimit
        var testDescription: String { limit.code }
    }

    // A failure to load the tables makes the count below fail.
    private static let limits = ((try? Shipped.tables.limits) ?? []).map { NamedLimit(limit: $0) }

    @Test("The table holds the limits that these tests enumerate")
    func enumerated() {
        #expect(LimitTests.limits.count > 50)
        #expect(Set(LimitTests.limits.map(\.limit.code)).count > 50)
    }

    @Test("A limit speaks at its bound and not just beside it", arguments: limits)
    func bound(_ named: NamedLimit) throws {
        let limit = named.limit
        let engine = try Shipped.engine(
            DosingPolicy(order: LimitSituation.order, country: limit.anyCountry))
        let situations = try LimitSituation.around(limit.condition, engine.tables)
        #expect(situations.contains { $0.speaks } && situations.contains { !$0.speaks })
        for situation in situations {
            let outcome = try engine.omedd(of: situation.items, facts: situation.facts)
            let alerts = outcome.value?.alerts ?? outcome.refusalAlerts
            let expected = limit.alert(limit.care == .nonCancer ? .info : .caution)
            if !limit.effect.severity.holdsBack, outcome.value == nil {
                // A stop beside it leaves the caution unsaid; another limit owns this situation.
                #expect(!situation.speaks || situation.isStoppedElsewhere, "\(situation)")
                continue
            }
            let isSaid = alerts.contains { $0.withoutQuestion == expected }
            #expect(isSaid == situation.speaks, "\(limit.code): \(situation)")
            #expect((outcome.value == nil) == alerts.contains { $0.severity.holdsBack })
        }
    }

    @Test("A limit that was not written for cancer care is a caution where the team wants it so")
    func nonCancer() throws {
        let limits = try Shipped.tables.limits.filter { $0.care == .nonCancer }
        #expect(limits.map(\.code) == ["omedd-above-50", "omedd-above-120"])
        let regimen = try Shipped.regimen("morphine MR 100 mg bd")
        for (policy, severity) in [
            (DosingPolicy(), AlertSeverity.info),
            (DosingPolicy(nonCancerThresholds: .caution), .caution),
        ] {
            let answer = try #require(Shipped.engine(policy).omedd(of: regimen).value)
            for limit in limits {
                #expect(limit.message.contains("not for cancer care"))
                #expect(answer.alerts.contains(limit.alert(severity)), "\(limit.code)")
            }
        }
    }

    @Test(
        "A team's own threshold adds a caution above it, the highest one alone",
        arguments: [
            (119, "100"), (120, "100"), (121, "120"), (100, nil), (101, "100"),
        ] as [(Int, String?)])
    func teamThreshold(_ dose: Int, _ bound: String?) throws {
        let thresholds = try [120, 100].map { try OMEDD.milligramsPerDay(Rational($0)) }
        let regimen = try Shipped.regimen("morphine IR \(dose) mg od")
        let engine = try Shipped.engine(DosingPolicy(omeddThresholds: thresholds))
        let alerts = try #require(engine.omedd(of: regimen).value).alerts
            .filter { $0.code == "omedd-above-team-threshold" }
        #expect(alerts.map(\.severity) == (bound == nil ? [] : [.caution]))
        if let bound { #expect(alerts[0].message.contains("more than \(bound) mg")) }
        let shipped = try #require(Shipped.engine().omedd(of: regimen).value)
        #expect(!shipped.alerts.contains { $0.code == "omedd-above-team-threshold" })
    }

    @Test("No policy lifts a stop or a caution of the tables", arguments: limits)
    func policy(_ named: NamedLimit) throws {
        let limit = named.limit
        let policy = DosingPolicy(
            order: LimitSituation.order, country: limit.anyCountry,
            omeddThresholds: [try .milligramsPerDay(Rational(100_000))],
            nonCancerThresholds: .note)
        let engine = try Shipped.engine(policy)
        guard limit.care == .every,
            let situation = try LimitSituation.around(limit.condition, engine.tables)
                .first(where: { $0.speaks && !$0.isStoppedElsewhere })
        else { return }
        let outcome = try engine.omedd(of: situation.items, facts: situation.facts)
        let alerts = outcome.value?.alerts ?? outcome.refusalAlerts
        #expect(alerts.contains { $0.withoutQuestion == limit.alert(.caution) }, "\(limit.code)")
    }

    /// A product with paracetamol, a patient, and which limit of paracetamol is reached.
    struct ParacetamolCase: Sendable, CustomTestStringConvertible {
        let what: String
        let regimen: String
        var kilograms: Int?
        var hepatic: ChildPugh?
        var cachexia: Bool?
        var drugs: [String]?
        let codes: Set<String>
        var unchecked: Set<PatientFact> = []
        var testDescription: String { what }
    }

    @Test(
        "Paracetamol is held against weight, liver, nutrition and alcohol (AAA)",
        arguments: [
            ParacetamolCase(
                what: "4 g at 70 kg", regimen: "co-codamol 30/500 2 tablets qds", kilograms: 70,
                hepatic: .a, cachexia: false, drugs: [], codes: []),
            ParacetamolCase(
                what: "4 g at 60 kg, well nourished, no light weight",
                regimen: "co-codamol 30/500 2 tablets qds", kilograms: 60, hepatic: .a,
                cachexia: false, drugs: [], codes: []),
            ParacetamolCase(
                what: "4 g at 60 kg with cachexia", regimen: "co-codamol 30/500 2 tablets qds",
                kilograms: 60, hepatic: .a, cachexia: true, drugs: [],
                codes: ["paracetamol-maximum-malnutrition"]),
            ParacetamolCase(
                what: "4 g at 60 kg with alcohol", regimen: "co-codamol 30/500 2 tablets qds",
                kilograms: 60, hepatic: .a, cachexia: false, drugs: ["alcohol"],
                codes: ["paracetamol-maximum-alcohol"]),
            ParacetamolCase(
                what: "3 g at 49 kg", regimen: "co-codamol 30/500 2 tablets tds", kilograms: 49,
                hepatic: .a, cachexia: false, drugs: [], codes: ["paracetamol-maximum-low-weight"]),
            ParacetamolCase(
                what: "2 g at 70 kg, liver B", regimen: "co-codamol 30/500 1 tablet qds",
                kilograms: 70, hepatic: .b, cachexia: false, drugs: [], codes: []),
            ParacetamolCase(
                what: "2 g at 60 kg, liver C", regimen: "co-codamol 30/500 1 tablet qds",
                kilograms: 60, hepatic: .c, cachexia: false, drugs: [],
                codes: ["paracetamol-maximum-liver"]),
            ParacetamolCase(
                what: "2 g, liver C, weight unknown", regimen: "co-codamol 30/500 1 tablet qds",
                hepatic: .c, cachexia: false, drugs: [], codes: [], unchecked: [.weight]),
            ParacetamolCase(
                what: "2 g at 60 kg, liver unknown", regimen: "co-codamol 30/500 1 tablet qds",
                kilograms: 60, cachexia: false, drugs: [], codes: [], unchecked: [.hepatic]),
            ParacetamolCase(
                what: "a tablet beside paracetamol", regimen: "co-codamol 8/500 1 tablet bd",
                kilograms: 70, hepatic: .a, cachexia: false, drugs: ["Acetaminophen"],
                codes: ["paracetamol-besides"]),
            ParacetamolCase(
                what: "paracetamol without a combined product", regimen: "codeine IR 30 mg qds",
                kilograms: 40, hepatic: .c, cachexia: true, drugs: ["paracetamol"], codes: []),
        ])
    func paracetamol(_ example: ParacetamolCase) throws {
        let facts = try PatientFacts.known(
            hepatic: example.hepatic, cachexia: example.cachexia, with: example.drugs,
            kilograms: example.kilograms.map { Rational($0) })
        let answer = try #require(
            Shipped.engine().omedd(of: Shipped.regimen(example.regimen), facts: facts).value)
        let codes = Set(answer.alerts.map(\.code).filter { $0.hasPrefix("paracetamol") })
        #expect(codes == example.codes)
        let unchecked = answer.unchecked.filter { fact in
            fact.limits.contains { $0.hasPrefix("paracetamol") }
        }
        #expect(Set(unchecked.map(\.fact)) == example.unchecked)
    }
}

extension SafetyLimit {
    /// A country whose guidance holds the limit, the default one where it does.
    var anyCountry: Country {
        countries.isEmpty || countries.contains(.unitedKingdom)
            ? .unitedKingdom : countries.min() ?? .unitedKingdom
    }

    /// The alert of the limit; a stop is one whatever the severity asked for.
    fileprivate func alert(_ severity: AlertSeverity) -> Alert {
        Alert(
            code: code, severity: care == .nonCancer ? severity : effect.severity,
            message: message,
            action: action, source: source)
    }
}
