import PainDosing
import Quantities
import ShippedEngine
import Testing

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
        let engine = try Shipped.engine(DosingPolicy(order: LimitSituation.order))
        let situations = try LimitSituation.around(limit.condition, engine.tables)
        #expect(situations.contains { $0.speaks } && situations.contains { !$0.speaks })
        for situation in situations {
            let outcome = try engine.omedd(of: situation.items, facts: situation.facts)
            let alerts = outcome.value?.alerts ?? outcome.refusalAlerts
            let expected = Alert(
                code: limit.code, severity: limit.strength == .stop ? .stop : .caution,
                message: limit.message, action: limit.action, source: limit.source)
            if limit.strength == .caution, outcome.value == nil {
                // A stop beside it leaves the caution unsaid; another limit owns this situation.
                #expect(!situation.speaks || situation.isStoppedElsewhere, "\(situation)")
                continue
            }
            #expect(alerts.contains(expected) == situation.speaks, "\(limit.code): \(situation)")
            #expect((outcome.value == nil) == alerts.contains { $0.severity == .stop })
        }
    }
}
