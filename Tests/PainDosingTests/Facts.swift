import PainDosing
import Quantities

extension PatientFacts {
    /// Facts of which all others are unknown.
    static func known(
        age: Int? = nil, naive: Bool? = nil, days: Int? = nil, hepatic: ChildPugh? = nil,
        cachexia: Bool? = nil, frail: Bool? = nil, pregnant: Bool? = nil,
        with drugs: [String]? = nil,
        respiratoryRate: Int? = nil, oxygen: Int? = nil, sedation: SedationScore? = nil,
        egfr: Rational? = nil, qtc: Int? = nil, temperature: Rational? = nil
    ) throws -> PatientFacts {
        PatientFacts(
            context: try PatientContext(
                ageYears: age, isOpioidNaive: naive, aroundTheClockDays: days, hepatic: hepatic,
                hasCachexia: cachexia, isFrail: frail, isPregnant: pregnant, comedications: drugs),
            observations: try Observations(
                respiratoryRate: respiratoryRate, oxygenSaturation: oxygen, sedation: sedation,
                glomerularFiltration: egfr, correctedQTMilliseconds: qtc,
                degreesCelsius: temperature))
    }
}

/// A fact that makes opioids more dangerous, or one that may.
enum RiskFactor: CaseIterable {
    case frail, weakKidneys, failingKidneys, failingLiver, cachexia, naive, old, fever
    case benzodiazepine, inhibitor, monoamineOxidase, serotonergic, longQT, slowBreathing, pregnant

    var facts: Result<PatientFacts, any Error> {
        Result {
            switch self {
            case .frail: try .known(frail: true)
            case .weakKidneys: try .known(egfr: Rational(45))
            case .failingKidneys: try .known(egfr: Rational(20))
            case .failingLiver: try .known(hepatic: .c)
            case .cachexia: try .known(cachexia: true)
            case .naive: try .known(naive: true)
            case .old: try .known(age: 92)
            case .fever: try .known(temperature: Rational(40))
            case .benzodiazepine: try .known(with: ["midazolam"])
            case .inhibitor: try .known(with: ["clarithromycin"])
            case .monoamineOxidase: try .known(with: ["phenelzine"])
            case .serotonergic: try .known(with: ["sertraline"])
            case .longQT: try .known(qtc: 510)
            case .slowBreathing: try .known(respiratoryRate: 9)
            case .pregnant: try .known(pregnant: true)
            }
        }
    }
}
