import ArgumentParser
import DoseReport
import PainDiary
import PainDosing
import Quantities
import StrictJSON

/// The command `paincalc med`.
struct Med: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "med",
        abstract: "Oral morphine equivalent daily dose (OMEDD) of a regimen.")

    @OptionGroup var regimen: RegimenArgument
    @OptionGroup(title: "What is known of the patient") var patient: PatientOptions
    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let reading = try regimen.reading(tables, in: engine.chartCountry)
            guard !reading.items.isEmpty else { throw ask(reading, engine) }
            let facts = try patient.facts(tables)
            let (counted, uncounted) = try withFigures(reading.items, engine)
            let outcome = try computing { () throws(QuantityError) in
                // What is left out of the sum is still looked at by every limit.
                let open = reading.open.compactMap(\.oneDose)
                return try engine.omedd(
                    of: counted.isEmpty ? reading.items : counted,
                    beside: (counted.isEmpty ? [] : uncounted) + open, facts: facts)
            }
            if shared.json {
                let document = JSONReport.medication(
                    outcome, reading: reading, uncounted: uncounted, site: engine.policy.site)
                Terminal.write(document.text(.pretty) + "\n")
            } else {
                let report = shared.report(engine)
                Terminal.write(
                    report.reading(reading, uncounted: counted.isEmpty ? [] : uncounted)
                        + report.medication(
                            outcome, isPartial: !uncounted.isEmpty || reading.isPartial))
            }
            if case .stopped(let refusal) = outcome { throw refusal.failure }
        }
    }

    /// Says what has to be asked before anything can be computed.
    private func ask(_ reading: ReadRegimen, _ engine: DosingEngine) -> CommandFailure {
        if shared.json {
            let document = JSONReport.medication(
                nil, reading: reading, site: engine.policy.site)
            Terminal.write(document.text(.pretty) + "\n")
        }
        let aside = reading.setAside.map { " (\($0))" }.joined()
        let questions = reading.open.map { "item \($0.item): \($0.text)" }
        return .regimen(RegimenError(message: questions.joined(separator: " ") + aside))
    }

    /// The items that a table has a figure for, and those that none has.
    private func withFigures(
        _ items: [RegimenItem], _ engine: DosingEngine
    ) throws(CommandFailure) -> (counted: [RegimenItem], uncounted: [RegimenItem]) {
        var counted: [RegimenItem] = []
        var uncounted: [RegimenItem] = []
        for item in items {
            let outcome = try computing { () throws(QuantityError) in try engine.omedd(of: [item]) }
            if case .stopped(let refusal) = outcome, refusal.isMissingFigure {
                uncounted.append(item)
            } else {
                counted.append(item)
            }
        }
        return (counted, uncounted)
    }
}

extension DosingEngine {
    /// The country whose charts are read: that of the site profile, or nil for all.
    var chartCountry: Country? { policy.site == nil ? nil : policy.country }
}
