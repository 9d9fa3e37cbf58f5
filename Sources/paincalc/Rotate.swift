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
    private static let reductions = 0...90

    /// The least for a switch to another opioid: tolerance to one covers another only in part.
    private static let leastForAnotherOpioid = 25

    @OptionGroup var regimen: RegimenArgument

    @Option(
        help: ArgumentHelp(
            """
            The target: a drug and its form, such as "oxycodone MR", a brand, such as Jurnista, or \
            "syringe driver" for the same drug under the skin.
            """, valueName: "form"))
    var to: String

    @Option(
        help: ArgumentHelp(
            """
            Reduction in percent: 25 to 90 for another opioid, 0 to 90 for the same one in another \
            form or by another route.
            """, valueName: "percent"))
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
        throw ValidationError("--reduce takes a whole number from 0 to 90, not \(reduce).")
    }

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let engine = try shared.engine(tables)
            let items = try regimen.items(tables, in: engine.chartCountry)
            var target = try target(tables, replacing: items, in: engine.policy.country)
            target.reduction = try reduction(of: items, to: target)
            target.methadoneScheme = try scheme(tables)
            let facts = try patient.facts(tables)
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

    private func target(
        _ tables: TableSet, replacing items: [RegimenItem], in country: Country
    ) throws(CommandFailure) -> RotationTo {
        do throws(RegimenError) {
            return try RegimenShorthand(tables: tables).target(to, replacing: items, in: country)
        } catch {
            throw .regimen(RegimenError(message: "--to: \(error.message)"))
        }
    }

    private func reduction(
        of items: [RegimenItem], to target: RotationTo
    ) throws(CommandFailure) -> Percentage? {
        guard let reduce else { return nil }
        let others = Set(items.map(\.form.opioid)).subtracting([target.form.opioid]).sorted()
        if reduce < Rotate.leastForAnotherOpioid, !others.isEmpty {
            throw .usage(
                "--reduce \(reduce) is for the same opioid in another form or by another route; "
                    + "from \(others.map(\.name).joined(separator: " and ")) to "
                    + "\(target.form.opioid) it is \(Rotate.leastForAnotherOpioid) or more, since "
                    + "tolerance to one opioid covers another only in part")
        }
        return Percentage(percent: reduce)
    }
}
