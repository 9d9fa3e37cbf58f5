import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

/// A row of a set in one of its directions, and the amount that a question asks it with.
struct PrintedRow: Sendable, CustomTestStringConvertible {
    let set: ConversionSetID
    let row: ConversionRow
    let isReversed: Bool

    var from: ConversionForm { isReversed ? row.to : row.from }
    var to: ConversionForm { isReversed ? row.from : row.to }

    var testDescription: String {
        "\(set): \(from.opioid) \(from.route.rawValue) to \(to.opioid) \(to.route.rawValue)"
    }

    /// Every row in every direction that its source prints, but oral morphine as itself.
    static let all: [PrintedRow] = {
        guard let tables = try? Shipped.tables else { return [] }
        return tables.conversionSets.flatMap { set in
            set.rows.filter { $0.from != .oralMorphine || $0.to != .oralMorphine }.flatMap { row in
                (row.isReversible ? [false, true] : [false]).map {
                    PrintedRow(set: set.id, row: row, isReversed: $0)
                }
            }
        }
    }()

    /// A daily amount that the row has an answer for.
    func amount() throws -> DailyAmount {
        switch row.rule {
        case .bands(let bands): return try Self.inside(try #require(bands.last))
        case .steps(let steps): return try Self.inside(try #require(steps.first))
        case .factor: break
        }
        if from.route == .transdermal { return .rate(try .microgramsPerHour(Rational(25))) }
        let isPotent = ["fentanyl", "alfentanil", "sufentanil", "buprenorphine"]
            .contains(from.opioid.name)
        return .mass(
            try .milligramsPerDay(
                isPotent ? try Rational(1).divided(by: Rational(2)) : Rational(20)))
    }

    private static func inside<Content>(_ band: DoseBand<Content>) throws -> DailyAmount {
        switch (band.edge, band.upper) {
        case (.upperIncluded, let upper?), (.bothIncluded, let upper?): upper
        case (.upperIncluded, nil): try band.lower.adding(band.lower)
        default: try band.lower.isZero ? .mass(.milligramsPerDay(Rational(1))) : band.lower
        }
    }
}

@Suite("Every row of every set answers a question")
struct PrintedRowTests {
    @Test("A question to the engine reaches the row", arguments: PrintedRow.all)
    func reaches(printed: PrintedRow) throws {
        let tables = try Shipped.tables
        let engine = try Shipped.engine(table: printed.set.name)
        let item = try tables.item(printed.from, printed.row.from.formulations, printed.amount())
        let steps: [TraceStep]
        if printed.to == .oralMorphine {
            let outcome = try engine.omedd(of: [item])
            steps = try #require(outcome.value, "\(outcome)").trace
        } else {
            let target = try tables.form(printed.to, printed.row.to.formulations)
            let outcome = try engine.rotation(of: [item], to: RotationTo(form: target))
            steps = try #require(outcome.value, "\(outcome)").trace
        }
        #expect(steps.contains { $0.table == printed.set && $0.source == printed.row.source })
    }

    @Test("A set gives the pairs that its source prints beside the figures")
    func examples() throws {
        let tables = try Shipped.tables
        var count = 0
        for set in tables.conversionSets {
            for example in set.examples {
                count += 1
                let engine = try Shipped.engine(table: set.id.name)
                let item = try tables.item(example.from, nil, example.amount)
                let name = "\(set.id): \(item.form.words) to \(example.to.opioid)"
                let outcome = try engine.rotation(
                    of: [item], to: RotationTo(form: try tables.form(example.to, nil)))
                let amount = try #require(outcome.value, "\(name) \(outcome)").equianalgesic
                #expect(try !amount.isLess(than: example.lowest), "\(name): \(amount.figure)")
                #expect(try !example.highest.isLess(than: amount), "\(name): \(amount.figure)")
            }
        }
        #expect(count > 60)
    }
}

extension TableSet {
    /// A form of the catalogue that a row speaks of.
    fileprivate func form(_ side: ConversionForm, _ only: Set<Formulation>?) throws -> OpioidForm {
        let known = try #require(opioid(side.opioid)).formulations
        let formulation = known.sorted().first {
            $0.routes.contains(side.route) && (only?.contains($0) ?? true)
        }
        return OpioidForm(
            opioid: side.opioid, route: side.route,
            formulation: try #require(formulation, "no form of \(side)"))
    }

    fileprivate func item(
        _ side: ConversionForm, _ only: Set<Formulation>?, _ amount: DailyAmount
    ) throws -> RegimenItem {
        let form = try form(side, only)
        switch amount {
        case .rate(let rate): return RegimenItem(form: form, amount: .patch(rate: rate))
        case .mass(let dose):
            if form.formulation == .infusion {
                return RegimenItem(form: form, amount: .infusion(dose))
            }
            let each = try Mass.milligrams(dose.milligramsPerDay.divided(by: Rational(4)))
            return RegimenItem(form: form, amount: .scheduled(dose: each, .timesPerDay(4)))
        }
    }
}

extension DailyAmount {
    fileprivate var isZero: Bool {
        switch self {
        case .mass(let dose): dose == .nothing
        case .rate(let rate): rate.isZero
        }
    }
}
