import PainDosing
import ShippedEngine
import Testing

/// What all scenarios together reach; a rule of the tables without a scenario fails here.
@Suite("Every rule has a scenario")
struct CoverageTests {
    private static let outcomes: [Outcome<Assessment>] = Scenario.all.compactMap {
        // A scenario that can't be assessed fails by itself; here it reaches nothing.
        try? $0.outcome().outcome
    }
    private static let titrations = outcomes.compactMap { $0.value?.titration }
    private static let alerts = Set(
        outcomes.flatMap { ($0.value?.alerts ?? $0.refusalAlerts).map(\.code) })

    @Test("Every folder is a scenario that can be assessed")
    func folders() throws {
        #expect(Scenario.all.count >= 40)
        #expect(Self.outcomes.count == Scenario.all.count)
        #expect(Scenario.all.allSatisfy { !$0.diaries.isEmpty })
    }

    @Test("Every outcome", arguments: TitrationOutcome.allCases)
    func outcome(_ outcome: TitrationOutcome) {
        #expect(Self.titrations.contains { $0.outcome == outcome })
    }

    @Test("Every rule of titration", arguments: TitrationRule.allCases)
    func rule(_ rule: TitrationRule) {
        #expect(Self.titrations.contains { $0.reasons.contains { $0.rule == rule } })
    }

    @Test("Everything that can be missing", arguments: TitrationMissing.allCases)
    func missing(_ missing: TitrationMissing) {
        #expect(Self.titrations.contains { $0.missing.contains(missing) })
    }

    @Test("Every policy of titration")
    func policies() throws {
        let used = Set(Self.titrations.map(\.policy))
        #expect(Set(try Shipped.tables.titration.policies.map(\.id)).subtracting(used).isEmpty)
    }

    @Test("Every safety limit, every stop among them")
    func limits() throws {
        let codes = Set(try Shipped.tables.limits.map(\.code))
        #expect(codes.subtracting(Self.alerts).sorted() == [])
    }
}
