import DoseReport
import Quantities
import ShippedEngine
import StrictJSON
import Testing

@testable import PainDosing

@Suite("A stop gives no number")
struct StopTests {
    @Test("No stop names a dose, in a field or in words, but those of what is taken")
    func noDoses() throws {
        var run = try RegimenRun("stops without doses", short: 150, knownOnly: false)
        var stops = 0
        for _ in 0..<run.count {
            let regimen = try run.regimen()
            let facts = try Set<RiskFactor>.few(using: &run.random).facts
            let target = RotationTo(form: run.target())
            let medication = try run.engine.omedd(of: regimen, facts: facts)
            let rotation = try run.engine.rotation(of: regimen, to: target, facts: facts)
            let breakthrough = try run.engine.breakthrough(
                for: regimen, pain: RegimenRun.controlled, facts: facts)
            try check(medication, JSONReport.medication(medication))
            try check(rotation, JSONReport.rotation(rotation))
            try check(breakthrough, JSONReport.breakthrough(breakthrough))
            let text = TextReport(tables: run.engine.tables, showsTrace: true)
            for (value, shown) in [
                (
                    medication.value == nil,
                    medication.withoutWhatIsTaken(text.medication(medication))
                ),
                (rotation.value == nil, rotation.withoutWhatIsTaken(text.rotation(rotation))),
                (
                    breakthrough.value == nil,
                    breakthrough.withoutWhatIsTaken(text.breakthrough(breakthrough))
                ),
            ] where value {
                stops += 1
                #expect(!shown.namesDose, "\(shown)")
            }
        }
        #expect(stops > run.count)
    }

    @Test("No stop of the limits table names a dose")
    func limits() throws {
        for limit in try Shipped.tables.limits where limit.effect == .stop {
            #expect(!limit.message.namesDose, "\(limit.code)")
            #expect(!limit.action.namesDose, "\(limit.code)")
        }
        for rule in try Shipped.tables.onBoard {
            #expect(!(rule.text + (rule.lasting ?? "")).namesDose, "\(rule.text)")
        }
    }

    @Test("A refusal holds stops only, and at least one")
    func refusals() throws {
        var run = try RegimenRun("refusals", short: 100, knownOnly: false)
        for _ in 0..<run.count {
            let outcome = try run.engine.omedd(
                of: run.regimen(), facts: .known(age: 17, with: ["midazolam"]))
            #expect(outcome.stopCodes?.isEmpty == false)
            #expect(outcome.refusalAlerts.allSatisfy { $0.severity == .stop })
            #expect(outcome.refusalAlerts.allSatisfy { $0.action?.isEmpty == false })
        }
    }

    private func check<Answer>(_ outcome: Outcome<Answer>, _ json: JSONValue) throws {
        guard outcome.value == nil else { return }
        let text = outcome.withoutWhatIsTaken(json.text())
        for field in [
            "mgPerDay", "perDay", "dose", "perDose", "limit", "ratioDose", "labelledStart",
            "maxDose", "omedd", "options", "criteria", "components", "proposal", "rescue",
            "equianalgesic", "immediateRelease", "trace",
        ] {
            #expect(!text.contains("\"\(field)\""), "\(text)")
        }
        #expect(!text.namesDose, "\(text)")
    }
}

extension String {
    /// Whether a number stands before a unit of dose.
    var namesDose: Bool {
        contains(/[0-9] ?(mg|micrograms|mcg|µg)/)
    }
}
