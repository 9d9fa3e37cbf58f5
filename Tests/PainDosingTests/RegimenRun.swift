import Quantities
import ShippedEngine
import TestSupport

@testable import PainDosing

/// Regimens made up for one property, all from one printed seed.
struct RegimenRun {
    let engine: DosingEngine
    let count: Int
    var random: SeededGenerator
    private let generator: RegimenGenerator

    /// - Parameters:
    ///   - isKnown: whether only forms are used that every default set order answers for.
    init(
        _ property: String, short: Int, policy: DosingPolicy = DosingPolicy(),
        knownOnly isKnown: Bool = true
    ) throws {
        let engine = try Shipped.engine(policy)
        self.engine = engine
        count = PropertyRun.cases(short: short)
        random = PropertyRun.generator(property)
        let all = RegimenGenerator(engine.tables)
        var known: Set<OpioidForm> = []
        for form in all.forms where isKnown {
            let item = try all.item(form, using: &random)
            if try engine.equivalent(of: [item], purpose: nil).value != nil { known.insert(form) }
        }
        generator = RegimenGenerator(engine.tables) { !isKnown || known.contains($0) }
    }

    /// A regimen that somebody might take; what nobody takes is asked about before anything else.
    mutating func regimen() throws -> [RegimenItem] {
        while true {
            let items = try generator.regimen(using: &random)
            let stops = try engine.stops(items: items, facts: PatientFacts())
            if !stops.contains(where: { $0.severity == .query }) { return items }
        }
    }

    mutating func item() throws -> RegimenItem { try generator.item(using: &random) }

    mutating func item(_ form: OpioidForm) throws -> RegimenItem {
        try generator.item(form, using: &random)
    }

    /// A form that something may be switched to.
    mutating func target() -> OpioidForm {
        let targets = engine.tables.products.map(\.form)
        return targets.randomElement(using: &random) ?? .oralMorphine
    }

    /// Pain that leaves the choice to the regimen: controlled, with a few episodes.
    static let controlled = PainPicture(
        background: PainScore(2), goal: nil, peak: PainScore(8), episodes: 3)
}
