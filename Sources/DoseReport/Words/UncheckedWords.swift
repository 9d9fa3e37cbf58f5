import PainDosing

/// What was not checked, in words.
enum UncheckedWords {
    /// One line for all facts; nil where every fact is known.
    static func line(_ unchecked: [UncheckedFact]) -> String? {
        guard !unchecked.isEmpty else { return nil }
        return "Not known, so not checked: "
            + unchecked.map { fact($0.fact) }.joined(separator: ", ")
            + "."
    }

    private static func fact(_ fact: PatientFact) -> String {
        switch fact {
        case .respiratoryRate: "breathing rate"
        case .sedation: "sedation"
        case .oxygenSaturation: "oxygen saturation"
        case .adverseEffects: "adverse effects"
        case .isOpioidNaive: "whether opioids were taken before"
        case .comedications: "other drugs"
        case .age: "age"
        case .pregnancy: "pregnancy"
        case .glomerularFiltration: "kidney function (eGFR)"
        case .hepatic: "liver function"
        case .frailty: "frailty"
        case .cachexia: "cachexia"
        case .weight: "weight"
        case .temperature: "temperature"
        case .correctedQT: "QTc"
        case .cyanosis: "blue lips (cyanosis)"
        case .sleepApnoea: "sleep apnoea"
        case .uncontrolledEpilepsy: "epilepsy"
        case .ultraRapidMetaboliser: "ultra-rapid metabolism (CYP2D6)"
        case .plannedMRI: "whether an MRI is planned"
        case .toxicity: "whether adverse effects are the reason to switch"
        }
    }
}
