import PainDosing
import Quantities

extension PatientFacts {
    /// Facts of which all others are unknown.
    static func known(
        age: Int? = nil, naive: Bool? = nil, days: Int? = nil, hepatic: ChildPugh? = nil,
        cachexia: Bool? = nil, frail: Bool? = nil, pregnant: Bool? = nil,
        with drugs: [String]? = nil,
        respiratoryRate: Int? = nil, oxygen: Int? = nil, sedation: SedationScore? = nil,
        egfr: Rational? = nil, qtc: Int? = nil, temperature: Rational? = nil,
        kilograms: Rational? = nil, toxic: Bool? = nil
    ) throws -> PatientFacts {
        PatientFacts(
            context: try PatientContext(
                ageYears: age, isOpioidNaive: naive, aroundTheClockDays: days, hepatic: hepatic,
                hasCachexia: cachexia, isFrail: frail, isPregnant: pregnant, comedications: drugs),
            observations: try Observations(
                respiratoryRate: respiratoryRate, oxygenSaturation: oxygen, sedation: sedation,
                kilograms: kilograms, glomerularFiltration: egfr, correctedQTMilliseconds: qtc,
                degreesCelsius: temperature),
            hasToxicity: toxic)
    }
}

/// A fact that makes opioids more dangerous, or one that may.
enum RiskFactor: CaseIterable {
    case frail, weakKidneys, failingKidneys, failingLiver, cachexia, naive, old, fever, toxic
    case benzodiazepine, inhibitor, monoamineOxidase, serotonergic, longQT, slowBreathing
    case pregnant

    /// The drug that the factor is, if it is one.
    fileprivate var drug: String? {
        switch self {
        case .benzodiazepine: "midazolam"
        case .inhibitor: "clarithromycin"
        case .monoamineOxidase: "phenelzine"
        case .serotonergic: "sertraline"
        case .frail, .weakKidneys, .failingKidneys, .failingLiver, .cachexia, .naive, .old,
            .fever, .toxic, .longQT, .slowBreathing, .pregnant:
            nil
        }
    }
}

extension Set<RiskFactor> {
    /// A patient with these factors of whom nothing else is known.
    var facts: PatientFacts {
        get throws {
            func given<Value>(_ factor: RiskFactor, _ value: Value) -> Value? {
                contains(factor) ? value : nil
            }
            let drugs = compactMap(\.drug).sorted()
            return try .known(
                age: given(.old, 92), naive: given(.naive, true),
                hepatic: given(.failingLiver, .c), cachexia: given(.cachexia, true),
                frail: given(.frail, true), pregnant: given(.pregnant, true),
                with: drugs.isEmpty ? nil : drugs, respiratoryRate: given(.slowBreathing, 9),
                egfr: given(.failingKidneys, Rational(20)) ?? given(.weakKidneys, Rational(45)),
                qtc: given(.longQT, 510), temperature: given(.fever, Rational(40)),
                toxic: given(.toxic, true))
        }
    }

    /// Up to two factors.
    static func few(using random: inout some RandomNumberGenerator) -> Set<RiskFactor> {
        Set(
            RiskFactor.allCases.shuffled(using: &random).prefix(
                Int.random(in: 0...2, using: &random)))
    }
}
