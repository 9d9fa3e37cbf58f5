import PainDosing
import Quantities

/// A regimen item or a target in the words that a user would type on the command line.
enum RegimenLine {
    /// The whole regimen, its items parted as the shorthand parts them.
    static func text(_ items: [RegimenItem]) -> String {
        items.map { text($0) }.joined(separator: "; ")
    }

    /// Drug, form, route, dose and how often, such as "morphine subcutaneous infusion 45 mg/24h".
    static func text(_ item: RegimenItem) -> String {
        let form = text(item.form)
        switch item.amount {
        case .scheduled(let dose, .everyHours(let hours)):
            return "\(form) \(text(dose)) every \(hours) hours"
        case .scheduled(let dose, .timesPerDay(let count)):
            return "\(form) \(text(dose)) \(count == 1 ? "once daily" : "\(count) times daily")"
        case .patch(let rate): return "\(form) \(text(rate.microgramsPerHour)) mcg/h"
        case .infusion(let daily): return "\(form) \(text(daily.milligramsPerDay)) mg/24h"
        case .taken(let dose, let count): return "\(form) \(text(dose)) prn x\(count)"
        }
    }

    /// Drug, form and route, such as "oxycodone modified-release oral".
    static func text(_ form: OpioidForm) -> String {
        let drug = form.opioid.name
        return switch form.formulation {
        case .patch: "\(drug) patch"
        case .infusion: "\(drug) \(form.route.rawValue) infusion"
        case .immediateRelease, .modifiedRelease, .suppository, .injection:
            "\(drug) \(form.formulation.rawValue) \(form.route.rawValue)"
        case .buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray,
            .nasalSpray:
            "\(drug) \(form.formulation.rawValue)"
        }
    }

    /// Micrograms below a milligram, as packs and charts have it.
    static func text(_ mass: Mass) -> String {
        guard mass.milligrams < .one, let micrograms = try? mass.micrograms() else {
            return "\(text(mass.milligrams)) mg"
        }
        return "\(text(micrograms)) mcg"
    }

    /// A number without rounding as far as nine decimals go.
    static func text(_ number: Rational) -> String { number.decimal(places: 9).text }
}

extension PatientFacts {
    /// The options of `paincalc` that say these facts.
    var commandArguments: [String] {
        var words: [String] = []
        func say<Value>(_ option: String, _ value: Value?) {
            if let value { words += ["--\(option)", "\(value)"] }
        }
        func flag(_ option: String, _ value: Bool?) {
            if let value { words.append(value ? "--\(option)" : "--no-\(option)") }
        }
        say("age", context.ageYears)
        say("egfr", observations.glomerularFiltration.map { RegimenLine.text($0) })
        say("hepatic", context.hepatic?.rawValue)
        flag("cachexia", context.hasCachexia)
        flag("frail", context.isFrail)
        flag("toxicity", hasToxicity)
        flag("pregnant", context.isPregnant)
        flag("opioid-naive", context.isOpioidNaive)
        say("days", context.aroundTheClockDays)
        for drug in context.comedications ?? [] { say("with", drug) }
        if context.comedications?.isEmpty == true { say("with", "none") }
        for effect in (adverseEffects ?? []).sorted() { say("adverse-effect", effect.rawValue) }
        if adverseEffects?.isEmpty == true { say("adverse-effect", "none") }
        say("respiratory-rate", observations.respiratoryRate)
        say("spo2", observations.oxygenSaturation)
        say(
            "sedation",
            observations.sedation.map {
                "\($0.scale.rawValue):"
                    + ($0.scale == .poss && $0.score == 0 ? "S" : String($0.score))
            })
        say("temperature", observations.degreesCelsius.map { RegimenLine.text($0) })
        say("qtc", observations.correctedQTMilliseconds)
        say("weight", observations.kilograms.map { RegimenLine.text($0) })
        for (condition, isGiven) in context.conditions.sorted(by: { $0.key < $1.key }) {
            flag(condition.option, isGiven)
        }
        return words
    }
}

extension PatientCondition {
    /// The option of the condition.
    fileprivate var option: String {
        switch self {
        case .cyanosis: "cyanosis"
        case .sleepApnoea: "sleep-apnoea"
        case .uncontrolledEpilepsy: "uncontrolled-epilepsy"
        case .ultraRapidMetaboliser: "cyp2d6-ultra-rapid"
        case .plannedMRI: "mri-planned"
        }
    }
}

extension [String] {
    /// The words as a shell reads them.
    var shellText: String {
        map { $0.contains { " ;'".contains($0) } ? "\"\($0)\"" : $0 }.joined(separator: " ")
    }
}
