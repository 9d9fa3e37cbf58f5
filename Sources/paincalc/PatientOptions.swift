import ArgumentParser
import PainDosing
import Quantities

/// What is known of the patient; everything left out is unknown, not normal.
struct PatientOptions: ParsableArguments {
    @Option(help: "Age in years.")
    var age: Int?

    @Option(help: "Estimated glomerular filtration rate, mL/min/1.73 m².")
    var egfr: String?

    @Option(help: "Child-Pugh class of the liver: A, B or C.")
    var hepatic: ChildPugh?

    @Flag(help: "The patient is cachectic.")
    var cachexia = false

    @Flag(help: "The patient is frail.")
    var frail = false

    @Flag(help: "Adverse effects of the present opioid are the reason to switch.")
    var toxicity = false

    @Flag(help: "The patient is pregnant.")
    var pregnant = false

    @Flag(help: "The patient took no opioid regularly before.")
    var opioidNaive = false

    @Option(help: "Whole days the background opioid has been taken around the clock.")
    var days: Int?

    @Option(help: "Another drug taken, by its generic name; may be repeated.")
    var with: [String] = []

    @Option(help: "Corrected QT interval in milliseconds.")
    var qtc: Int?

    @Option(help: "Body weight in kilograms.")
    var weight: String?

    /// The facts, each checked for its range.
    func facts() throws(CommandFailure) -> PatientFacts {
        let weight = try number(weight, "--weight")
        let egfr = try number(egfr, "--egfr")
        do throws(DiaryMeasureError) {
            return PatientFacts(
                context: try PatientContext(
                    ageYears: age, isOpioidNaive: opioidNaive ? true : nil,
                    aroundTheClockDays: days, hepatic: hepatic,
                    hasCachexia: cachexia ? true : nil, isFrail: frail ? true : nil,
                    isPregnant: pregnant ? true : nil, comedications: with.isEmpty ? nil : with),
                observations: try Observations(
                    kilograms: weight, glomerularFiltration: egfr, correctedQTMilliseconds: qtc),
                hasToxicity: toxicity ? true : nil)
        } catch {
            throw .usage("\(error)")
        }
    }

    private func number(
        _ text: String?, _ option: String
    ) throws(CommandFailure) -> Rational? {
        guard let text else { return nil }
        do throws(DecimalError) {
            return try Rational(decimal: text)
        } catch {
            throw .usage("\(option) \"\(text)\": \(error)")
        }
    }
}
