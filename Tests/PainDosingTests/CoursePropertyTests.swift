import Quantities
import ShippedEngine
import TestSupport
import Testing

@testable import PainDosing

@Suite("A course of entries")
struct CoursePropertyTests {
    /// Made-up courses from one printed seed.
    private struct Run {
        let engine: DosingEngine
        let count: Int
        var random: SeededGenerator
        private let generator: CourseGenerator

        init(_ property: String, short: Int) throws {
            engine = try Shipped.engine(
                DosingPolicy(titration: TitrationPolicyID("malaysia-2024")))
            count = PropertyRun.cases(short: short)
            random = PropertyRun.generator(property)
            generator = try CourseGenerator()
        }

        mutating func course() throws -> [RecordedEntry] {
            try generator.course(using: &random)
        }

        func assessment(_ entries: [RecordedEntry]) throws -> Assessment? {
            guard let latest = entries.max() else { return nil }
            return try engine.assessment(of: latest, in: DiaryCourse(entries)).value
        }
    }

    @Test("The order of arrival does not matter")
    func order() throws {
        var run = try Run("order of arrival", short: 150)
        for _ in 0..<run.count {
            let entries = try run.course()
            let expected = try run.assessment(entries)
            let shuffled = entries.shuffled(using: &run.random)
            #expect(try run.assessment(shuffled + shuffled.prefix(1)) == expected)
        }
    }

    @Test("Later entries and those of other patients do not matter")
    func others() throws {
        var run = try Run("entries that do not count", short: 100)
        for _ in 0..<run.count {
            let entries = try run.course()
            guard let entry = entries.randomElement(using: &run.random) else { continue }
            let earlier = entries.filter { $0 <= entry }
            let all = try run.engine.assessment(of: entry, in: DiaryCourse(entries))
            #expect(try run.engine.assessment(of: entry, in: DiaryCourse(earlier)) == all)
        }
    }

    @Test("Shifting all times equally changes nothing but the times")
    func shift() throws {
        var run = try Run("shifted times", short: 150)
        for _ in 0..<run.count {
            let entries = try run.course()
            let seconds = Int64.random(in: -100_000_000...100_000_000, using: &run.random)
            let shifted = try entries.map {
                RecordedEntry(id: $0.id, entry: try $0.entry.with(secondsLater: seconds))
            }
            let (before, after) = (try run.assessment(entries), try run.assessment(shifted))
            #expect(before?.medication == after?.medication)
            #expect(before?.breakthrough == after?.breakthrough)
            #expect(before?.alerts == after?.alerts)
            #expect(before?.titration?.outcome == after?.titration?.outcome)
            #expect(before?.titration?.reasons == after?.titration?.reasons)
            #expect(before?.titration?.change == after?.titration?.change)
            #expect(before?.titration?.missing == after?.titration?.missing)
            #expect(
                before?.titration?.earliestIncrease.map { $0.instant.secondsSince1970 + seconds }
                    == after?.titration?.earliestIncrease?.instant.secondsSince1970)
        }
    }

    @Test("A raise never passes its cap and always gives more; a reduction always gives less")
    func bounds() throws {
        var run = try Run("bounds of a change", short: 300)
        var raises = 0
        for _ in 0..<run.count {
            let entries = try run.course()
            guard let titration = try run.assessment(entries)?.titration,
                let change = titration.change
            else { continue }
            raises += titration.outcome == .raise ? 1 : 0
            #expect(change.percent <= change.bound)
            guard let proposed = change.proposedOMEDD else { continue }
            if titration.outcome == .reduce {
                #expect(proposed < change.background)
            } else {
                #expect(proposed > change.background)
            }
            #expect(proposed <= change.target, "\(change)")
        }
        #expect(raises > 0, "no course led to a raise")
    }

    /// Facts that make an opioid more dangerous.
    enum Risk: CaseIterable {
        case frail, failingKidneys, sedative, drowsy, confused, slowBreathing, sedated
    }

    @Test("One more risk factor never raises a proposal", arguments: Risk.allCases)
    func risk(_ risk: Risk) throws {
        var run = try Run("course with \(risk)", short: 60)
        for _ in 0..<run.count {
            var entries = try run.course()
            guard let latest = entries.max(), let index = entries.firstIndex(of: latest) else {
                continue
            }
            let before = try run.assessment(entries)
            entries[index] = RecordedEntry(id: latest.id, entry: try latest.entry.with(risk))
            guard let after = try run.assessment(entries) else { continue }
            let earlier = try #require(before, "a stop became a number")
            let (old, new) = (earlier.titration?.change, after.titration?.change)
            guard let new, after.titration?.outcome != .reduce else { continue }
            let change = try #require(old, "only the risk factor led to a change")
            #expect(new.percent <= change.percent)
            #expect(new.target <= change.target)
        }
    }

    @Test("To forget an observation never makes the unknown safe")
    func forgetting() throws {
        var run = try Run("forgotten observations", short: 200)
        var held = 0
        for _ in 0..<run.count {
            var entries = try run.course()
            guard let latest = entries.max(), let index = entries.firstIndex(of: latest),
                let before = try run.assessment(entries)?.titration,
                before.outcome == .hold, before.reasons.first?.rule == .dataMissing
            else { continue }
            held += 1
            let known = latest.entry.observations
            let without = try Observations(
                respiratoryRate: known.respiratoryRate,
                glomerularFiltration: known.glomerularFiltration)
            for entry in [
                try latest.entry.with(observations: without),
                try latest.entry.with(observations: .unknown),
                try latest.entry.with(adverseEffects: .some(nil)),
                try latest.entry.with(context: .unknown),
            ] {
                entries[index] = RecordedEntry(id: latest.id, entry: entry)
                guard let after = try run.assessment(entries)?.titration else { continue }
                #expect(after.outcome != .raise)
                #expect(after.reasons.first?.rule != .controlled)
                #expect(Set(before.missing).isSubset(of: after.missing) || after.outcome != .hold)
            }
        }
        #expect(held > 0, "no course was held for missing data")
    }

    @Test("Without sedation and adverse effects no increase is computed, whatever else is known")
    func sedation() throws {
        var run = try Run("unknown sedation", short: 200)
        for _ in 0..<run.count {
            var entries = try run.course()
            guard let latest = entries.max(), let index = entries.firstIndex(of: latest) else {
                continue
            }
            let entry = try latest.entry.with(observations: .unknown, adverseEffects: .some(nil))
            entries[index] = RecordedEntry(id: latest.id, entry: entry)
            #expect(try run.assessment(entries)?.titration?.outcome != .raise)
        }
    }
}

extension DiaryEntry {
    /// The entry with one more risk.
    fileprivate func with(_ risk: CoursePropertyTests.Risk) throws -> DiaryEntry {
        func context(
            frail: Bool? = nil, drugs: [String] = []
        ) throws -> PatientContext {
            try PatientContext(
                ageYears: self.context.ageYears, isOpioidNaive: self.context.isOpioidNaive,
                isFrail: frail ?? self.context.isFrail,
                comedications: (self.context.comedications ?? []) + drugs,
                conditions: self.context.conditions)
        }
        func observations(
            rate: Int? = nil, sedation: SedationScore? = nil, filtration: Rational? = nil
        ) throws -> Observations {
            try Observations(
                respiratoryRate: rate ?? self.observations.respiratoryRate,
                oxygenSaturation: self.observations.oxygenSaturation,
                sedation: sedation ?? self.observations.sedation,
                glomerularFiltration: filtration ?? self.observations.glomerularFiltration)
        }
        let effects = adverseEffects ?? []
        return switch risk {
        case .frail: try with(context: context(frail: true))
        case .failingKidneys: try with(observations: observations(filtration: Rational(12)))
        case .sedative: try with(context: context(drugs: ["midazolam"]))
        case .drowsy: try with(adverseEffects: effects.union([.drowsiness]))
        case .confused: try with(adverseEffects: effects.union([.confusion]))
        case .slowBreathing: try with(observations: observations(rate: 8))
        case .sedated:
            try with(observations: observations(sedation: SedationScore(scale: .poss, score: 3)))
        }
    }
}
