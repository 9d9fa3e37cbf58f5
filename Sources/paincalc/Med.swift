import ArgumentParser
import DoseReport
import PainDosing
import Quantities

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
            let items = try regimen.items(tables)
            let engine = try shared.engine(tables)
            let facts = try patient.facts(tables)
            let outcome = try computing { () throws(QuantityError) in
                try engine.omedd(of: items, facts: facts)
            }
            try shared.print(outcome, of: engine, json: JSONReport.medication) {
                $0.medication($1)
            }
        }
    }
}
