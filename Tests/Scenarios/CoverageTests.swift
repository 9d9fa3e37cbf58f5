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

    private static let options = outcomes.compactMap { $0.value?.review?.options }

    @Test("Every verdict of the review", arguments: ReviewVerdict.allCases)
    func verdict(_ verdict: ReviewVerdict) {
        #expect(Self.options.contains { $0.values.contains { $0.verdict == verdict } })
    }

    @Test("Every row of the review's tables 2 to 6: each option is considered, each regimen shown")
    func review() throws {
        var missing: Set<String> = []
        for modality in try Shipped.tables.boneMetastases {
            for option in modality.options {
                let name = "\(modality.id.rawValue)/\(option.id)"
                let reached = Self.options.compactMap { $0[name] }.filter {
                    $0.verdict == .consider
                }
                // Long use of NSAIDs is what the review advises against; it is never considered.
                if reached.isEmpty, name != "analgesics/nsaid" { missing.insert(name) }
                let shown = Set(
                    reached.flatMap(\.regimens).filter { $0.applies == true }
                        .map(\.regimen.text))
                for text in Set(option.regimens.map(\.text)).subtracting(shown) {
                    missing.insert("\(name): \(text)")
                }
            }
        }
        #expect(missing.sorted() == [])
        // What no scenario expects by name would be reached by chance alone.
        let expected = Set(Scenario.all.flatMap { $0.verdicts.keys })
        #expect(Set(Self.options.flatMap(\.keys)).subtracting(expected) == [])
    }

    @Test("Every safety limit, every stop among them")
    func limits() throws {
        let codes = Set(try Shipped.tables.limits.map(\.code))
        #expect(codes.subtracting(Self.alerts).sorted() == [])
    }
}
