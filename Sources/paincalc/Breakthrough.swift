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
            "Only this rapid-onset product, by its brand or id; `paincalc tables list` names them.",
            valueName: "name"))
    var product: String?

    @Option(
        help: ArgumentHelp(
            """
            The rapid-onset product in use with its dose in micrograms, such as Actiq:400: gives the \
            next step of its label, and where each other product starts.
            """, valueName: "name:micrograms"))
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
            let engine = try shared.engine(tables)
            // The rescue dose follows the regular opioid; what was taken besides is named.
            let items = try regimen.items(tables, in: engine.chartCountry) { $0.oneDose != nil }
            let product = try product.map { name throws(CommandFailure) in
                try knownProduct(name, engine).id
            }
            let inUse = try productInUse(engine)
            let facts = try patient.facts(tables)
            let pain = PainPicture(
                background: background, goal: goal, peak: peak, episodes: episodes)
            let outcome = try computing { () throws(QuantityError) in
                try engine.breakthrough(
                    for: items, pain: pain, facts: facts, product: product, inUse: inUse)
            }
            try shared.print(outcome, of: engine, json: JSONReport.breakthrough) {
                $0.breakthrough($1)
            }
        }
    }

    private func knownProduct(
        _ name: String, _ engine: DosingEngine
    ) throws(CommandFailure) -> RapidOnsetProduct {
        if let product = engine.rapidOnsetProduct(named: name) { return product }
        let country = engine.policy.country.rawValue
        let sold = engine.rapidOnsetProductsOnSale.map { "\($0.brand) (\($0.id))" }
        let others = engine.tables.breakthrough.products.map(\.id)
            .filter { id in !engine.rapidOnsetProductsOnSale.contains { $0.id == id } }
        throw .usage(
            "there is no one rapid-onset product \"\(name)\"; "
                + (sold.isEmpty
                    ? "none is sold in \(country)"
                    : "sold in \(country): \(sold.joined(separator: ", "))")
                + "; others, by name or id: \(others.map(\.name).joined(separator: ", "))")
    }

    private func productInUse(_ engine: DosingEngine) throws(CommandFailure) -> RapidOnsetInUse? {
        guard let inUse else { return nil }
        let parts = inUse.split(separator: ":", omittingEmptySubsequences: false)
        // What can't be read is answered by the sentence below, whatever the cause.
        guard parts.count == 2, let micrograms = try? Rational(decimal: parts[1]),
            let dose = try? Mass.micrograms(micrograms)
        else { throw .usage("--in-use takes product:micrograms, such as Actiq:400") }
        let product = try knownProduct(String(parts[0]), engine)
        let doses = product.titration.isEmpty ? product.strengths : product.titration
        guard doses.contains(dose) else {
            let known = doses.compactMap { try? $0.micrograms().description }
            throw .usage(
                "\(parts[1]) micrograms is no dose of \(product.brand): "
                    + known.joined(separator: ", "))
        }
        return RapidOnsetInUse(product: product.id, dose: dose)
    }
}
