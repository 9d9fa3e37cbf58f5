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
                let cell = "\(item.form.words) by \(set.id)"
                switch try engine.omedd(of: [item]) {
                case .stopped(let refusal):
                    count.refusals += 1
                    expectReasons(refusal, cell)
                case .computed(let answer):
                    count.numbers += 1
                    #expect(answer.omedd > .none, "\(cell)")
                    #expect(answer.table == set.id, "\(cell)")
                    #expect(answer.components.count == 1, "\(cell)")
                    expectSources(answer, cell)
                }
            }
        }
        print("OMEDD, \(items.count) forms x \(tables.conversionSets.count) sets: \(count)")
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
                try expectAnswer(engine, from: item, to: target.form, &count)
            }
        }
        print("Rotation, \(items.count) forms x \(items.count) forms: \(count)")
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
                    try expectAnswer(engine, from: item, to: target.form, &count)
                }
            }
        }
        print(
            "Rotation, \(morphine.count) forms of oral morphine x \(items.count) forms x "
                + "\(tables.conversionSets.count) sets: \(count)")
        #expect(morphine.count > 0)
        #expect(count.numbers > 0)
        #expect(count.refusals > 0)
        #expect(count.withoutProposal > 0)
        #expect(count.total == morphine.count * items.count * tables.conversionSets.count)
    }

    private func expectAnswer(
        _ engine: DosingEngine, from item: RegimenItem, to target: OpioidForm,
        _ count: inout MatrixCount
    ) throws {
        let cell = "\(item.form.words) to \(target.words) by \(engine.policy.namedSet?.name ?? "-")"
        switch try engine.rotation(of: [item], to: RotationTo(form: target)) {
        case .stopped(let refusal):
            count.refusals += 1
            expectReasons(refusal, cell)
        case .computed(let answer):
            #expect(answer.equianalgesic.isAboveZero, "\(cell)")
            expectSources(answer.from, cell)
            if let proposal = answer.proposal {
                count.numbers += 1
                #expect(proposal.perDay.isAboveZero, "\(cell)")
                #expect(try !answer.equianalgesic.isLess(than: proposal.perDay), "\(cell)")
            } else {
                count.withoutProposal += 1
                #expect(
                    answer.alerts.contains {
                        ["no-product", "no-interval", "below-smallest-strength"].contains($0.code)
                            && $0.action.map { !$0.isEmpty } ?? false
                    }, "\(cell): \(answer.alerts.map(\.code))")
            }
        }
    }

    private func expectReasons(_ refusal: Refusal, _ cell: String) {
        #expect(!refusal.alerts.isEmpty, "\(cell)")
        for alert in refusal.alerts {
            #expect(alert.severity == .stop, "\(cell)")
            #expect(!alert.message.isEmpty, "\(cell)")
            #expect(alert.action.map { !$0.isEmpty } ?? false, "\(cell): \(alert.code)")
        }
    }

    private func expectSources(_ answer: OMEDDAnswer, _ cell: String) {
        for component in answer.components {
            #expect(component.source != nil || component.item.form.isOralMorphine, "\(cell)")
            #expect(component.omedd > .none, "\(cell)")
        }
    }
}

/// What the cells of a matrix came to.
private struct MatrixCount: CustomStringConvertible {
    var numbers = 0
    var refusals = 0
    var withoutProposal = 0

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

extension DailyAmount {
    fileprivate var isAboveZero: Bool {
        switch self {
        case .mass(let dose): dose > .nothing
        case .rate(let rate): !rate.isZero
        }
    }
}
