import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("Every form of the catalogue by every table has a figure with a source, or a refusal")
struct MatrixTests {
    @Test("Every form by every conversion set")
    func formsBySets() throws {
        let tables = try Shipped.tables
        let items = try tables.catalogueItems()
        var count = MatrixCount()
        for set in tables.conversionSets {
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: set.id))
            for item in items {
                let isSound: Bool
                switch try engine.omedd(of: [item]) {
                case .stopped(let refusal):
                    count.refusals += 1
                    isSound = refusal.isExplained
                case .computed(let answer):
                    count.numbers += 1
                    isSound =
                        answer.isSound && answer.table == set.id && answer.components.count == 1
                }
                if !isSound { count.faults.append("\(item.form.words) by \(set.id)") }
            }
        }
        print("OMEDD, \(items.count) forms x \(tables.conversionSets.count) sets: \(count)")
        #expect(count.faults == [])
        #expect(count.numbers > 0)
        #expect(count.refusals > 0)
        #expect(count.total == items.count * tables.conversionSets.count)
    }

    @Test("Every form to every form by the default tables")
    func everyPair() throws {
        let tables = try Shipped.tables
        let items = try tables.catalogueItems()
        let engine = DosingEngine(tables: tables)
        var count = MatrixCount()
        for item in items {
            for target in items {
                try add(engine, from: item, to: target.form, &count)
            }
        }
        print("Rotation, \(items.count) forms x \(items.count) forms: \(count)")
        #expect(count.faults == [])
        #expect(count.numbers > 0)
        #expect(count.refusals > 0)
        #expect(count.withoutProposal > 0)
        #expect(count.total == items.count * items.count)
    }

    @Test("Oral morphine to every form by every conversion set")
    func fromOralMorphine() throws {
        let tables = try Shipped.tables
        let items = try tables.catalogueItems()
        let morphine = items.filter { $0.form.isOralMorphine }
        var count = MatrixCount()
        for set in tables.conversionSets {
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: set.id))
            for item in morphine {
                for target in items {
                    try add(engine, from: item, to: target.form, &count)
                }
            }
        }
        print(
            "Rotation, \(morphine.count) forms of oral morphine x \(items.count) forms x "
                + "\(tables.conversionSets.count) sets: \(count)")
        #expect(morphine.count > 0)
        #expect(count.faults == [])
        #expect(count.numbers > 0)
        #expect(count.refusals > 0)
        #expect(count.withoutProposal > 0)
        #expect(count.total == morphine.count * items.count * tables.conversionSets.count)
    }

    private func add(
        _ engine: DosingEngine, from item: RegimenItem, to target: OpioidForm,
        _ count: inout MatrixCount
    ) throws {
        switch try engine.rotation(of: [item], to: RotationTo(form: target)) {
        case .stopped(let refusal):
            count.refusals += 1
            if !refusal.isExplained { count.faults.append("\(item.form.words) to \(target.words)") }
        case .computed(let answer):
            if answer.proposal == nil { count.withoutProposal += 1 } else { count.numbers += 1 }
            if try !answer.isSound {
                count.faults.append("\(item.form.words) to \(target.words) by \(answer.table)")
            }
        }
    }
}

/// What the cells of a matrix came to.
private struct MatrixCount: CustomStringConvertible {
    var numbers = 0
    var refusals = 0
    var withoutProposal = 0
    /// The cells that are neither a figure with its source nor a refusal with its reason.
    var faults: [String] = []

    var total: Int { numbers + refusals + withoutProposal }

    var description: String {
        "\(numbers) numbers, \(refusals) refusals, \(withoutProposal) without a proposal"
    }
}

extension TableSet {
    /// One plausible item for each form of the catalogue, patches without a product included.
    fileprivate func catalogueItems() throws -> [RegimenItem] {
        try opioids.flatMap { opioid in
            try opioid.formulations.sorted().flatMap { formulation in
                try formulation.routes.map { route in
                    RegimenItem(
                        form: OpioidForm(
                            opioid: opioid.id, route: route, formulation: formulation),
                        amount: try amount(formulation, of: opioid.id))
                }
            }
        }
    }

    /// 40 mg in the day, or 0.4 mg of what is given in micrograms, or a patch of 12 micrograms/hour.
    private func amount(_ formulation: Formulation, of opioid: OpioidID) throws -> RegimenAmount {
        let isPotent = ["fentanyl", "alfentanil", "sufentanil", "buprenorphine"]
            .contains(opioid.name)
        let dose = try Mass.micrograms(Rational(isPotent ? 200 : 20_000))
        return switch formulation {
        case .patch: .patch(rate: try .microgramsPerHour(Rational(12)))
        case .infusion: .infusion(try DailyDose(dose, timesPerDay: Rational(2)))
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            .scheduled(dose: dose, .timesPerDay(2))
        }
    }
}

extension Refusal {
    /// Whether it says why, and what to do instead.
    fileprivate var isExplained: Bool {
        !alerts.isEmpty
            && alerts.allSatisfy {
                $0.severity == .stop && !$0.message.isEmpty && $0.action?.isEmpty == false
            }
    }
}

extension OMEDDAnswer {
    /// Whether it is a figure above zero, each part with its source.
    fileprivate var isSound: Bool {
        omedd > .none
            && components.allSatisfy {
                $0.omedd > .none && ($0.source != nil || $0.item.form.isOralMorphine)
            }
    }
}

extension RotationAnswer {
    /// Whether it proposes a dose above zero and not above the equianalgesic one, or says why not.
    fileprivate var isSound: Bool {
        get throws {
            guard from.isSound, equianalgesic.isAboveZero else { return false }
            if let proposal {
                return try proposal.perDay.isAboveZero
                    && !equianalgesic.isLess(than: proposal.perDay)
            }
            return alerts.contains {
                ["no-product", "no-interval", "below-smallest-strength", "not-proposed"].contains(
                    $0.code)
                    && $0.action?.isEmpty == false
            }
        }
    }
}

extension DailyAmount {
    fileprivate var isAboveZero: Bool {
        switch self {
        case .mass(let dose): dose > .nothing
        case .rate(let rate): !rate.isZero
        }
    }
}
