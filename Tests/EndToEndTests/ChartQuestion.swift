import PainDosing

/// One question of a ward with what a pharmacist expects of the answer.
struct ChartQuestion {
    /// Whether doses are expected, or the reason for none with one of these words.
    enum Kind {
        case answered
        case refused(saying: [String])
    }

    /// A form with the amounts that are expected of it.
    struct Target {
        let opioid: String
        let formulation: Formulation
        /// Hours between doses or patches; any of these.
        let hours: [Int]
        /// The brand whose product line has to be kept.
        let line: String?
        let perDay: Window

        init(
            _ opioid: String, _ formulation: Formulation, every hours: [Int], line: String? = nil,
            perDay: String, _ unit: String, _ source: String
        ) {
            self.opioid = opioid
            self.formulation = formulation
            self.hours = hours
            self.line = line
            self.perDay = Window(text: perDay, unit: unit, source: source)
        }
    }

    /// A rescue dose in mg.
    struct Rescue {
        /// Any of these opioids.
        let opioids: [String]
        let route: Route?
        let dose: Window?

        init(
            _ opioids: [String], by route: Route? = nil, _ dose: String?, _ source: String
        ) {
            self.opioids = opioids
            self.route = route
            self.dose = dose.map { Window(text: $0, unit: "mg", source: source) }
        }
    }

    /// The first dose of a rapid-onset product in micrograms.
    struct FirstDose {
        let brand: String
        let dose: Window
        let episodes: Int

        init(_ brand: String, _ dose: String, episodes: Int, _ source: String) {
            self.brand = brand
            self.dose = Window(text: dose, unit: "micrograms", source: source)
            self.episodes = episodes
        }
    }

    /// Both ends included, such as "45 to 80", and the publication that they were worked out from.
    struct Window: CustomStringConvertible {
        let text: String
        let unit: String
        let source: String

        var description: String { "\(text) \(unit) [\(source)]" }
    }

    /// What no answer may hold.
    enum Forbidden: String {
        /// An oral concentrate (morphine 20 mg/mL, oxycodone 10 mg/mL).
        case concentrate
        /// An ampoule stronger than 10 mg/mL, alfentanil than 0.5 mg/mL, for less than 1 mL of it.
        case strongAmpoule = "strong-ampoule"
        /// A volume under 0.2 mL, or a dose that no measure gives (6.6, 13.3, 14, 33.2 mg).
        case unmeasurable
        /// Another product line or interval than the one that was named.
        case otherLine = "other-line"
        /// A rescue of a third opioid without saying why.
        case otherDrugRescue = "other-drug-rescue"
        /// Morphine, codeine or tramadol below an eGFR of 15, or without a caution below 30.
        case morphineRenal = "morphine-renal"
        /// A reduction for incomplete cross-tolerance where the drug stays the same.
        case crossToleranceSameDrug = "cross-tolerance-same-drug"
        /// Rapid-onset fentanyl before the ordinary rescue, or for a patient below its threshold.
        case rapidOnsetFirst = "rapid-onset-first"
        /// A dose of a combined product.
        case combinedTarget = "combined-target"
        /// A methadone dose by a factor.
        case methadoneFactor = "methadone-factor"
    }

    let id: String
    let command: String
    let regimen: String
    let to: String?
    let arguments: [String]
    let kind: Kind
    let target: Target?
    let rescue: Rescue?
    let firstDose: FirstDose?
    /// Words that the alerts of an answer hold: the first, and any one of the others.
    let words: [String]
    let forbidden: [Forbidden]

    init(
        _ id: String, _ command: String, _ regimen: String, to: String? = nil,
        arguments: [String] = [], _ kind: Kind, target: Target? = nil, rescue: Rescue? = nil,
        firstDose: FirstDose? = nil, saying words: [String] = [], forbidden: [Forbidden]
    ) {
        self.id = id
        self.command = command
        self.regimen = regimen
        self.to = to
        self.arguments = arguments
        self.kind = kind
        self.target = target
        self.rescue = rescue
        self.firstDose = firstDose
        self.words = words
        self.forbidden = forbidden
    }

    /// The words behind `paincalc`.
    var commandLine: [String] {
        [command, regimen] + (to.map { ["--to", $0] } ?? []) + arguments
    }
}
