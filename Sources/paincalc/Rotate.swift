import ArgumentParser
import DoseReport
import PainDiary
import PainDosing
import Quantities

/// The command `paincalc rotate`.
struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Switch a regimen to another opioid, route or formulation.")

    /// The reductions that may be asked for, in percent.
    private static let reductions = 25...90

    @OptionGroup var regimen: RegimenArgument

    @Option(
        help: ArgumentHelp("The target, such as \"oxycodone oral MR\".", valueName: "form"))
    var to: String

    @Option(
        help: ArgumentHelp(
            "Reduction for incomplete cross-tolerance in percent, 25 to 90.",
            valueName: "percent"))
    var reduce: Int?

    @Option(
        help: ArgumentHelp(
            """
            For specialists: the published scheme by which methadone is started; \
            `paincalc tables list` names them.
            """, valueName: "id"))
    var methadoneScheme: String?

    @OptionGroup(title: "What is known of the patient") var patient: PatientOptions
    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func validate() throws {
        guard let reduce, !Self.reductions.contains(reduce) else { return }
        throw ValidationError("--reduce takes a whole number from 25 to 90, not \(reduce).")
    }

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let items = try regimen.items(tables)
            let target = RotationTo(
                form: try form(tables), reduction: reduce.flatMap { Percentage(percent: $0) },
                methadoneScheme: try scheme(tables))
            let engine = try shared.engine(tables)
            let facts = try patient.facts()
            let outcome = try computing { () throws(QuantityError) in
                try engine.rotation(of: items, to: target, facts: facts)
            }
            try shared.print(outcome, of: engine, json: JSONReport.rotation) {
                $0.rotation($1)
            }
        }
    }

    private func scheme(_ tables: TableSet) throws(CommandFailure) -> String? {
        guard let methadoneScheme else { return nil }
        let known = tables.methadone.schemes.map(\.id)
        guard known.contains(methadoneScheme) else {
            throw .usage(
                "there is no methadone scheme \"\(methadoneScheme)\"; known are "
                    + known.joined(separator: ", "))
        }
        return methadoneScheme
    }

    private func form(_ tables: TableSet) throws(CommandFailure) -> OpioidForm {
        do throws(RegimenError) {
            return try RegimenShorthand(tables: tables).target(to)
        } catch {
            throw .regimen(RegimenError(message: "--to: \(error.message)"))
        }
    }
}
