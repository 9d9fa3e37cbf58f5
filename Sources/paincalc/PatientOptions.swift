import ArgumentParser
import PainDosing
import Quantities

/// What is known of the patient; everything left out is unknown, not normal.
struct PatientOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Age in years.", valueName: "years"))
    var age: Int?

    @Option(
        help: ArgumentHelp(
            "Estimated glomerular filtration rate, mL/min/1.73 m².", valueName: "rate"))
    var egfr: String?

    @Option(help: ArgumentHelp("Child-Pugh class of the liver: A, B or C.", valueName: "class"))
    var hepatic: ChildPugh?

    @Flag(inversion: .prefixedNo, help: "The patient is cachectic, or is not.")
    var cachexia: Bool?

    @Flag(inversion: .prefixedNo, help: "The patient is frail, or is not.")
    var frail: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: "Adverse effects of the present opioid are the reason to switch, or are not.")
    var toxicity: Bool?

    @Flag(inversion: .prefixedNo, help: "The patient is pregnant, or is not.")
    var pregnant: Bool?

    @Flag(inversion: .prefixedNo, help: "The lips or nail beds are blue, or are not.")
    var cyanosis: Bool?

    @Flag(inversion: .prefixedNo, help: "The patient has sleep apnoea, or has not.")
    var sleepApnoea: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: "The patient has epilepsy that treatment does not control, or has not.")
    var uncontrolledEpilepsy: Bool?

    @Flag(
        name: .customLong("cyp2d6-ultra-rapid"), inversion: .prefixedNo,
        help: "The patient breaks codeine and tramadol down ultra-rapidly (CYP2D6), or does not.")
    var ultraRapidMetaboliser: Bool?

    @Flag(
        name: .customLong("mri-planned"), inversion: .prefixedNo,
        help: "Magnetic resonance imaging is planned, or is not.")
    var plannedMRI: Bool?

    @Flag(
        inversion: .prefixedNo, help: "Whether the patient is opioid-naive.")
    var opioidNaive: Bool?

    @Option(
        help: ArgumentHelp(
            "Whole days the background opioid has been taken around the clock.", valueName: "count")
    )
    var days: Int?

    @Option(
        help: ArgumentHelp(
            "Another drug taken, by its generic name, or none; may be repeated.", valueName: "drug")
    )
    var with: [String] = []

    @Option(
        name: .customLong("adverse-effect"),
        help: ArgumentHelp(
            "An adverse effect at present, or none; may be repeated.",
            discussion: AdverseEffect.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "effect"),
        completion: .list(AdverseEffect.allCases.map(\.rawValue) + ["none"]))
    var adverseEffects: [String] = []

    @Option(help: ArgumentHelp("Breaths a minute.", valueName: "count"))
    var respiratoryRate: Int?

    @Option(help: ArgumentHelp("Oxygen saturation in percent.", valueName: "percent"))
    var spo2: Int?

    @Option(
        help: ArgumentHelp(
            "Sedation by a scale: POSS:S, POSS:1 to POSS:4, RASS-PAL:-5 to RASS-PAL:4.",
            valueName: "scale:score"))
    var sedation: SedationScore?

    @Option(help: ArgumentHelp("Body temperature in degrees Celsius.", valueName: "degrees"))
    var temperature: String?

    @Option(help: ArgumentHelp("Corrected QT interval in milliseconds.", valueName: "ms"))
    var qtc: Int?

    @Option(help: ArgumentHelp("Body weight in kilograms.", valueName: "kg"))
    var weight: String?

    @Option(
        name: .customLong("confirm"),
        help: ArgumentHelp(
            "What the query of this code asks about was checked and is meant; may be repeated.",
            valueName: "code"))
    var confirmed: [String] = []

    /// The facts, each checked for its range, and the queries of these tables that were confirmed.
    func facts(_ tables: TableSet) throws(CommandFailure) -> PatientFacts {
        let confirmed = try ConfirmedCodes(confirmed, tables).codes
        let weight = try number(weight, "--weight")
        let egfr = try number(egfr, "--egfr")
        let temperature = try number(temperature, "--temperature")
        let drugs = try list(with, "--with")
        let effects = try list(adverseEffects, "--adverse-effect")?
            .map { name throws(CommandFailure) in try effect(name) }
        do throws(DiaryMeasureError) {
            return PatientFacts(
                context: try PatientContext(
                    ageYears: age, isOpioidNaive: opioidNaive, aroundTheClockDays: days,
                    hepatic: hepatic, hasCachexia: cachexia, isFrail: frail,
                    isPregnant: pregnant, comedications: drugs, conditions: conditions),
                observations: try Observations(
                    respiratoryRate: respiratoryRate, oxygenSaturation: spo2, sedation: sedation,
                    kilograms: weight, glomerularFiltration: egfr, correctedQTMilliseconds: qtc,
                    degreesCelsius: temperature),
                adverseEffects: effects.map { Set($0) }, hasToxicity: toxicity,
                confirmed: confirmed)
        } catch {
            throw .usage("\(error)")
        }
    }

    private var conditions: [PatientCondition: Bool] {
        var known: [PatientCondition: Bool] = [:]
        for condition in PatientCondition.allCases {
            known[condition] =
                switch condition {
                case .cyanosis: cyanosis
                case .sleepApnoea: sleepApnoea
                case .uncontrolledEpilepsy: uncontrolledEpilepsy
                case .ultraRapidMetaboliser: ultraRapidMetaboliser
                case .plannedMRI: plannedMRI
                }
        }
        return known
    }

    /// Nil where nothing was said, empty for the word none.
    private func list(
        _ names: [String], _ option: String
    ) throws(CommandFailure) -> [String]? {
        guard names.contains("none") else { return names.isEmpty ? nil : names }
        guard names.count == 1 else { throw .usage("\(option) none stands alone") }
        return []
    }

    private func effect(_ name: String) throws(CommandFailure) -> AdverseEffect {
        if let effect = AdverseEffect(rawValue: name) { return effect }
        throw .usage(
            "there is no adverse effect \"\(name)\"; known are "
                + AdverseEffect.allCases.map(\.rawValue).joined(separator: ", "))
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
