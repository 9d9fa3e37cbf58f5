/// A fact about the patient that a safety limit may need, by its name in the diary.
///
/// In the order of urgency at the bedside.
public enum PatientFact: String, CaseIterable, Hashable, Comparable, Sendable {
    case respiratoryRate
    case sedation
    case oxygenSaturation = "spo2"
    case adverseEffects
    case isOpioidNaive = "opioidNaive"
    case comedications
    case age = "ageYears"
    case pregnancy = "pregnant"
    case glomerularFiltration = "egfr"
    case hepatic
    case frailty = "frail"
    case cachexia
    case weight = "weightKg"
    case temperature = "temperatureC"
    case correctedQT = "qtcMs"
    case cyanosis
    case sleepApnoea
    case uncontrolledEpilepsy
    case ultraRapidMetaboliser = "cyp2d6UltraRapid"
    case plannedMRI = "mriPlanned"
    /// Whether adverse effects are the reason to switch; asked for by rotations only.
    case toxicity

    /// Compares by the order above.
    public static func < (left: PatientFact, right: PatientFact) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int { PatientFact.allCases.firstIndex(of: self) ?? 0 }

    /// The fact that tells whether the patient has a condition.
    public init(_ condition: PatientCondition) {
        self =
            switch condition {
            case .cyanosis: .cyanosis
            case .sleepApnoea: .sleepApnoea
            case .uncontrolledEpilepsy: .uncontrolledEpilepsy
            case .ultraRapidMetaboliser: .ultraRapidMetaboliser
            case .plannedMRI: .plannedMRI
            }
    }
}
