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
        kilograms: Rational? = nil, effects: Set<AdverseEffect>? = nil, toxic: Bool? = nil,
        conditions: [PatientCondition: Bool] = [:]
    ) throws -> PatientFacts {
        PatientFacts(
            context: try PatientContext(
                ageYears: age, isOpioidNaive: naive, aroundTheClockDays: days, hepatic: hepatic,
                hasCachexia: cachexia, isFrail: frail, isPregnant: pregnant, comedications: drugs,
                conditions: conditions),
            observations: try Observations(
                respiratoryRate: respiratoryRate, oxygenSaturation: oxygen, sedation: sedation,
                kilograms: kilograms, glomerularFiltration: egfr, correctedQTMilliseconds: qtc,
                degreesCelsius: temperature),
            adverseEffects: effects, hasToxicity: toxic)
    }

    /// The same facts, and those of another where these are unknown.
    func completed(by other: PatientFacts) throws -> PatientFacts {
        let (seen, also) = (observations, other.observations)
        return try .known(
            age: context.ageYears ?? other.context.ageYears,
            naive: context.isOpioidNaive ?? other.context.isOpioidNaive,
            days: context.aroundTheClockDays ?? other.context.aroundTheClockDays,
            hepatic: context.hepatic ?? other.context.hepatic,
            cachexia: context.hasCachexia ?? other.context.hasCachexia,
            frail: context.isFrail ?? other.context.isFrail,
            pregnant: context.isPregnant ?? other.context.isPregnant,
            with: context.comedications ?? other.context.comedications,
            respiratoryRate: seen.respiratoryRate ?? also.respiratoryRate,
            oxygen: seen.oxygenSaturation ?? also.oxygenSaturation,
            sedation: seen.sedation ?? also.sedation,
            egfr: seen.glomerularFiltration ?? also.glomerularFiltration,
            qtc: seen.correctedQTMilliseconds ?? also.correctedQTMilliseconds,
            temperature: seen.degreesCelsius ?? also.degreesCelsius,
            kilograms: seen.kilograms ?? also.kilograms,
            effects: adverseEffects ?? other.adverseEffects,
            toxic: hasToxicity ?? other.hasToxicity,
            conditions: other.context.conditions.merging(context.conditions) { $1 })
    }

    /// The same without one fact.
    func without(_ fact: PatientFact) throws -> PatientFacts {
        func kept<Value>(_ value: Value?, _ own: PatientFact) -> Value? {
            fact == own ? nil : value
        }
        return try .known(
            age: kept(context.ageYears, .age), naive: kept(context.isOpioidNaive, .isOpioidNaive),
            days: context.aroundTheClockDays, hepatic: kept(context.hepatic, .hepatic),
            cachexia: kept(context.hasCachexia, .cachexia),
            frail: kept(context.isFrail, .frailty),
            pregnant: kept(context.isPregnant, .pregnancy),
            with: kept(context.comedications, .comedications),
            respiratoryRate: kept(observations.respiratoryRate, .respiratoryRate),
            oxygen: kept(observations.oxygenSaturation, .oxygenSaturation),
            sedation: kept(observations.sedation, .sedation),
            egfr: kept(observations.glomerularFiltration, .glomerularFiltration),
            qtc: kept(observations.correctedQTMilliseconds, .correctedQT),
            temperature: kept(observations.degreesCelsius, .temperature),
            kilograms: kept(observations.kilograms, .weight),
            effects: kept(adverseEffects, .adverseEffects), toxic: kept(hasToxicity, .toxicity),
            conditions: context.conditions.filter { PatientFact($0.key) != fact })
    }
}

/// A fact that makes opioids more dangerous, or one that may.
enum RiskFactor: CaseIterable {
    case frail, weakKidneys, failingKidneys, failingLiver, cachexia, naive, old, fever, toxic
    case benzodiazepine, inhibitor, monoamineOxidase, serotonergic, longQT, slowBreathing
    case pregnant, confused, constipated, shallowBreathing, drowsy, lowSaturation, light, alcohol
    case paracetamol

    /// The drug that the factor is, if it is one.
    fileprivate var drug: String? {
        switch self {
        case .benzodiazepine: "midazolam"
        case .inhibitor: "clarithromycin"
        case .monoamineOxidase: "phenelzine"
        case .serotonergic: "sertraline"
        case .alcohol: "alcohol"
        case .paracetamol: "paracetamol"
        case .frail, .weakKidneys, .failingKidneys, .failingLiver, .cachexia, .naive, .old,
            .fever, .toxic, .longQT, .slowBreathing, .pregnant, .confused, .constipated,
            .shallowBreathing, .drowsy, .lowSaturation, .light:
            nil
        }
    }

    /// The adverse effect that the factor is, if it is one.
    fileprivate var effect: AdverseEffect? {
        switch self {
        case .confused: .confusion
        case .constipated: .constipation
        case .shallowBreathing: .respiratoryDepression
        case .frail, .weakKidneys, .failingKidneys, .failingLiver, .cachexia, .naive, .old,
            .fever, .toxic, .benzodiazepine, .inhibitor, .monoamineOxidase, .serotonergic,
            .longQT, .slowBreathing, .pregnant, .drowsy, .lowSaturation, .light, .alcohol,
            .paracetamol:
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
            let effects = Set<AdverseEffect>(compactMap(\.effect))
            return try .known(
                age: given(.old, 92), naive: given(.naive, true),
                hepatic: given(.failingLiver, .c), cachexia: given(.cachexia, true),
                frail: given(.frail, true), pregnant: given(.pregnant, true),
                with: drugs.isEmpty ? nil : drugs, respiratoryRate: given(.slowBreathing, 9),
                oxygen: given(.lowSaturation, 80),
                sedation: given(.drowsy, SedationScore(scale: .poss, score: 3)) ?? nil,
                egfr: given(.failingKidneys, Rational(20)) ?? given(.weakKidneys, Rational(45)),
                qtc: given(.longQT, 510), temperature: given(.fever, Rational(40)),
                kilograms: given(.light, Rational(40)),
                effects: effects.isEmpty ? nil : effects, toxic: given(.toxic, true))
        }
    }

    /// Up to two factors, or as many as asked for.
    static func few(
        using random: inout some RandomNumberGenerator, most: Int = 2
    ) -> Set<RiskFactor> {
        Set(
            RiskFactor.allCases.shuffled(using: &random).prefix(
                Int.random(in: 0...most, using: &random)))
    }
}
