public import PainDosing

/// Forms and regimen items as a prescription would write them.
public enum FormWords {
    /// A form in words, such as "oxycodone modified-release, oral" or "fentanyl nasal spray".
    public static func form(_ form: OpioidForm) -> String {
        let drug = "\(form.opioid) \(form.formulation.words)"
        return form.formulation.saysRoute ? drug : "\(drug), \(form.route.rawValue)"
    }

    /// An item in words, such as "morphine modified-release 30 mg every 12 hours".
    ///
    /// A combined product is spelled out: "codeine immediate-release 60 mg (with paracetamol
    /// 1,000 mg) every 6 hours".
    public static func item(_ item: RegimenItem) -> String {
        let route =
            item.form.formulation.routes.count > 1 ? " (\(item.form.route.rawValue))" : ""
        let drug = "\(item.form.opioid) \(item.form.formulation.words)\(route)"
        let isMicro = item.form.formulation.isDosedInMicrograms(item.form.opioid)
        let with = item.companion.map { " (\(companion($0)))" } ?? ""
        return switch item.amount {
        case .scheduled(let dose, let frequency):
            "\(drug) \(DoseWords.mass(dose, inMicrograms: isMicro))\(with) \(self.frequency(frequency))"
        case .patch(let rate): "\(drug) \(DoseWords.rate(rate))"
        case .infusion(let daily):
            "\(drug) \(DoseWords.daily(daily))"
        case .taken(let dose, let count):
            "\(drug) \(DoseWords.mass(dose, inMicrograms: isMicro))\(with) taken \(count == 1 ? "once" : "\(count) times") as needed"
        }
    }

    private static func companion(_ companion: Companion) -> String {
        "with \(companion.drug.rawValue) \(DoseWords.mass(companion.amount))"
    }

    static func frequency(_ frequency: DosingFrequency) -> String {
        switch frequency {
        case .timesPerDay(1): "once daily"
        case .timesPerDay(let times) where 24 % times == 0: "every \(24 / times) hours"
        case .timesPerDay(let times): "\(times) times a day"
        case .everyHours(let hours): every(hours)
        }
    }

    static func every(_ hours: Int) -> String {
        switch hours {
        case 24: "once daily"
        case let hours where hours > 24 && hours % 24 == 0: "every \(hours / 24) days"
        default: "every \(hours) hours"
        }
    }
}

extension Formulation {
    /// Whether packs of the form print micrograms: the transmucosal fentanyls and buprenorphines.
    func isDosedInMicrograms(_ opioid: OpioidID) -> Bool {
        switch self {
        case .buccalTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray: true
        case .sublingualTablet: opioid == OpioidID("fentanyl")
        case .immediateRelease, .modifiedRelease, .suppository, .patch, .injection, .infusion:
            false
        }
    }
}
