import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("What holds for any rotation")
struct RotationPropertyTests {
    @Test("A proposal is never above the equianalgesic dose, nor above any considered set's")
    func neverAbove() throws {
        var run = try RegimenRun("never above the equianalgesic dose", short: 300)
        var proposals = 0
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let target = run.target()
            guard
                let answer = try run.engine.rotation(of: regimen, to: RotationTo(form: target))
                    .value, let proposal = answer.proposal
            else { continue }
            proposals += 1
            let context = Comment(rawValue: "\(regimen) to \(target)")
            #expect(try !answer.equianalgesic.isLess(than: proposal.perDay), context)
            let reduced = try answer.equianalgesic.reduced(by: answer.reduction)
            #expect(try !reduced.isLess(than: proposal.perDay), context)
            for point in answer.byTable where point.isConsidered {
                #expect(try !point.amount.isLess(than: proposal.perDay), context)
            }
        }
        #expect(proposals > run.count / 12)
    }

    @Test("A proposal and a rescue dose are what their units give together")
    func dispensable() throws {
        var run = try RegimenRun("dispensable doses", short: 200)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let target = RotationTo(form: run.target())
            guard let answer = try run.engine.rotation(of: regimen, to: target).value else {
                continue
            }
            if let proposal = answer.proposal {
                #expect(try proposal.dispensed.isSumOfItsUnits(), "\(regimen)")
                #expect(proposal.perDose == proposal.dispensed.amount)
                #expect(try proposal.isWholeDay(), "\(regimen)")
            }
            if let rescue = answer.rescue {
                let dispensed = rescue.dispensed
                #expect(try dispensed.isSumOfItsUnits(), "\(regimen)")
                #expect(dispensed.amount.isAtMost(rescue.largest))
            }
        }
    }

    @Test("A larger reduction never gives a larger dose")
    func largerReduction() throws {
        var run = try RegimenRun("larger reduction", short: 150)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let form = run.target()
            let percents = [
                Int.random(in: 25...90, using: &run.random),
                Int.random(in: 25...90, using: &run.random),
            ].sorted()
            let doses = try percents.map { percent in
                try run.engine.rotation(
                    of: regimen,
                    to: RotationTo(form: form, reduction: Percentage(percent: percent))
                ).value?.proposal?.perDay
            }
            guard let larger = doses[1] else { continue }
            let smaller = try #require(doses[0], "less reduction can't lose the dose")
            #expect(try !smaller.isLess(than: larger), "\(regimen) to \(form) \(percents)")
        }
    }

    @Test("There and back never gains dose", arguments: SpreadPolicy.allCases)
    func thereAndBack(_ spread: SpreadPolicy) throws {
        var run = try RegimenRun(
            "there and back, \(spread)", short: 250, policy: DosingPolicy(spread: spread))
        var returned = 0
        for _ in 0..<run.count {
            let item = try run.item(run.target())
            let there = RotationTo(form: run.target())
            guard let proposal = try run.engine.rotation(of: [item], to: there).value?.proposal
            else { continue }
            let between = proposal.item(form: there.form)
            guard
                let back = try run.engine.rotation(
                    of: [between], to: RotationTo(form: item.form)
                ).value?.proposal
            else { continue }
            returned += 1
            #expect(
                try !item.dailyAmount.isLess(than: back.perDay), "\(item) by way of \(between)")
        }
        #expect(returned > run.count / 20)
    }

    @Test("There and back never gains dose, by any one conversion set")
    func thereAndBackByOneSet() throws {
        var run = try RegimenRun("there and back by one set", short: 400)
        let sets = run.engine.tables.conversionSets.filter { $0.purpose == .conversion }
        for _ in 0..<run.count {
            let set = sets.randomElement(using: &run.random)?.id
            let engine = DosingEngine(
                tables: run.engine.tables, policy: DosingPolicy(namedSet: set, spread: .table))
            let item = try run.item(run.target())
            let there = RotationTo(form: run.target())
            guard let proposal = try engine.rotation(of: [item], to: there).value?.proposal,
                let back = try engine.rotation(
                    of: [proposal.item(form: there.form)], to: RotationTo(form: item.form)
                ).value?.proposal
            else { continue }
            #expect(
                try !item.dailyAmount.isLess(than: back.perDay),
                "\(item) by way of \(proposal.perDay) \(there.form) in \(String(describing: set))")
        }
    }

    @Test("More drug in never gives a smaller proposal")
    func monotone() throws {
        var run = try RegimenRun("more drug, no smaller proposal", short: 150)
        for _ in 0..<run.count {
            let item = try run.item()
            let target = RotationTo(form: run.target())
            guard let raised = try item.raised(),
                let before = try run.engine.rotation(of: [item], to: target).value?.proposal,
                let after = try run.engine.rotation(of: [raised], to: target).value?.proposal
            else { continue }
            #expect(try !after.perDay.isLess(than: before.perDay), "\(item) to \(target.form)")
        }
    }

    @Test("The order of the items does not matter for the proposal")
    func order() throws {
        var run = try RegimenRun("order of items in a rotation", short: 150)
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let target = RotationTo(form: run.target())
            let one = try run.engine.rotation(of: regimen, to: target)
            let other = try run.engine.rotation(
                of: regimen.shuffled(using: &run.random), to: target)
            #expect(one.value?.proposal == other.value?.proposal, "\(regimen)")
            #expect(one.value?.equianalgesic == other.value?.equianalgesic, "\(regimen)")
            #expect(one.value?.rescue == other.value?.rescue, "\(regimen)")
            #expect(one.value?.byTable == other.value?.byTable, "\(regimen)")
            #expect(one.value?.reduction == other.value?.reduction, "\(regimen)")
            #expect(one.stopCodes == other.stopCodes, "\(regimen)")
        }
    }
}

extension DispensableDose {
    /// Whether the amount is the sum over the units, each a strength of the line.
    func isSumOfItsUnits() throws -> Bool {
        var total = Rational.zero
        for unit in units {
            guard line.strengths.contains(unit.strength), unit.count > 0 else { return false }
            let each: Rational =
                switch unit.strength.delivered {
                case .mass(let mass): mass.milligrams
                case .rate(let rate): rate.microgramsPerHour
                case .concentration(let mass):
                    try mass.milligrams.multiplied(by: unit.millilitres ?? .zero)
                }
            total = try total.adding(each.multiplied(by: Rational(unit.count)))
        }
        switch amount {
        case .mass(let mass): return mass.milligrams == total
        case .rate(let rate): return rate.microgramsPerHour == total
        }
    }
}

extension DoseProposal {
    /// Whether the day's amount is the single dose as often as it is given.
    func isWholeDay() throws -> Bool {
        switch (perDay, perDose) {
        case (.mass(let day), .mass(let dose)):
            try day.milligramsPerDay.multiplied(by: Rational(everyHours))
                == dose.milligrams.multiplied(by: Rational(24))
        case (.rate(let day), .rate(let dose)): day == dose
        case (.mass, .rate), (.rate, .mass): false
        }
    }
}

extension DoseAmount {
    func isAtMost(_ mass: Mass) -> Bool {
        switch self {
        case .mass(let dose): dose <= mass
        case .rate: false
        }
    }
}
