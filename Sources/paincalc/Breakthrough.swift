import ArgumentParser
import DoseReport
import PainDosing
import Quantities

/// The command `paincalc breakthrough`.
struct Breakthrough: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breakthrough",
        abstract: "Rapid-onset and immediate-release doses for breakthrough pain.")

    @OptionGroup var regimen: RegimenArgument

    @Option(
        help: ArgumentHelp(
            "Only this rapid-onset product; `paincalc tables list` names them.", valueName: "id"))
    var product: String?

    @Option(
        help: ArgumentHelp(
            """
            The rapid-onset product in use that is to be replaced, with its dose in micrograms, \
            such as actiq:400.
            """, valueName: "id:micrograms"))
    var inUse: String?

    @Option(help: ArgumentHelp("Background pain, NRS 0 to 10.", valueName: "score"))
    var background: PainScore?

    @Option(
        help: ArgumentHelp(
            "The background score that the patient wants to reach, NRS 0 to 10.", valueName: "score"
        ))
    var goal: PainScore?

    @Option(help: ArgumentHelp("Worst peak of an episode, NRS 0 to 10.", valueName: "score"))
    var peak: PainScore?

    @Option(help: ArgumentHelp("Breakthrough episodes in 24 hours.", valueName: "count"))
    var episodes: Int?

    @OptionGroup(title: "What is known of the patient") var patient: PatientOptions
    @OptionGroup(title: "Method and output") var shared: SharedOptions

    func validate() throws {
        guard let episodes, !(0...200).contains(episodes) else { return }
        throw ValidationError("--episodes takes a whole number from 0 to 200, not \(episodes).")
    }

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            let tables = try shared.loadTables()
            let items = try regimen.items(tables)
            let engine = try shared.engine(tables)
            let product = try product.map { name throws(CommandFailure) in
                try knownProduct(name, tables)
            }
            let replaced = try productInUse(tables)
            let facts = try patient.facts()
            let pain = PainPicture(
                background: background, goal: goal, peak: peak, episodes: episodes)
            let outcome = try computing { () throws(QuantityError) in
                try engine.breakthrough(
                    for: items, pain: pain, facts: facts, product: product, inUse: replaced)
            }
            try shared.print(outcome, of: engine, json: JSONReport.breakthrough) {
                $0.breakthrough($1)
            }
        }
    }

    private func knownProduct(
        _ name: String, _ tables: TableSet
    ) throws(CommandFailure) -> RapidOnsetProductID {
        let known = tables.breakthrough.products.map(\.id)
        guard let id = known.first(where: { $0.name == name }) else {
            throw .usage(
                "there is no rapid-onset product \"\(name)\"; known are "
                    + known.map(\.name).joined(separator: ", "))
        }
        return id
    }

    private func productInUse(_ tables: TableSet) throws(CommandFailure) -> RapidOnsetInUse? {
        guard let inUse else { return nil }
        let parts = inUse.split(separator: ":", omittingEmptySubsequences: false)
        // What can't be read is answered by the sentence below, whatever the cause.
        guard parts.count == 2, let micrograms = try? Rational(decimal: parts[1]),
            let dose = try? Mass.micrograms(micrograms)
        else { throw .usage("--in-use takes product:micrograms, such as actiq:400") }
        let id = try knownProduct(String(parts[0]), tables)
        let strengths = tables.breakthrough.products.first { $0.id == id }?.titration ?? []
        guard strengths.contains(dose) else {
            throw .usage("\(parts[1]) micrograms is no dose of \(id)")
        }
        return RapidOnsetInUse(product: id, dose: dose)
    }
}
