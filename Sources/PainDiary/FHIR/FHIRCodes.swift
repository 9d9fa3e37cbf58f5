import PainDosing

/// The code systems that a bundle is read by.
enum FHIRSystem {
    static let loinc = "http://loinc.org"
    static let snomed = "http://snomed.info/sct"
    static let rxNorm = "http://www.nlm.nih.gov/research/umls/rxnorm"
    static let atc = "http://www.whocc.no/atc"
    /// The German edition of ATC, whose codes of single drugs are WHO's.
    static let germanATC = "http://fhir.de/CodeSystem/bfarm/atc"
    static let ucum = "http://unitsofmeasure.org"
    static let timing = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
    /// Which pain a score is about, for which LOINC has no code: `background` or `worst`.
    static let pain = "urn:paincalc:pain"
    /// The scale of a sedation score: `POSS` or `RASS-PAL`.
    static let sedation = "urn:paincalc:sedation"
    /// What is seen at the bedside or is not: `cyanosis`.
    static let finding = "urn:paincalc:finding"
    /// The form of an opioid, by the words of the diary.
    static let formulation = "urn:paincalc:formulation"
    /// The identifier that is a patient's pseudonym.
    static let patient = "urn:paincalc:patient"
    /// The questionnaire whose linkIds are the paths of the native diary.
    static let questionnaire = "urn:paincalc:questionnaire:pain-diary-1"
}

/// Which codes stand for what.
enum FHIRCode {
    /// The words that a quantity may show for a UCUM code, in lower case and without blanks; the code
    /// itself always is one.
    ///
    /// A code of a fraction is also shown by the words of its two parts.
    private static let unitWords: [String: Set<String>] = [
        "mg": ["milligram", "milligrams", "milligramm", "mgs"],
        "ug": ["mcg", "µg", "μg", "microgram", "micrograms", "mikrogramm"],
        "g": ["gm", "gram", "grams", "gramm"],
        "kg": ["kgs", "kilogram", "kilograms", "kilogramm"],
        "h": ["hr", "hrs", "hour", "hours", "stunde", "stunden", "1h"],
        "d": ["day", "days", "tag", "tage", "24h", "24hr", "24hrs", "24hours", "1d"],
        "ms": ["msec", "millisecond", "milliseconds"],
        "%": ["percent", "pct", "prozent"],
        "Cel": ["c", "°c", "℃", "degc", "degreesc", "celsius", "degreecelsius", "degreescelsius"],
        "/min": [
            "1/min", "permin", "perminute", "/minute", "bpm", "breaths/min", "breaths/minute",
            "breathsperminute", "breath/min", "{breaths}/min", "respirations/min",
            "respirations/minute", "atemzüge/min",
        ],
        "mL/min/{1.73_m2}": [
            "ml/min/1.73m2", "ml/min/1.73m²", "ml/min/1.73m^2", "ml/min/1.73sqm",
            "ml/min/1,73m2", "ml/min/1,73m²", "ml/min/1.73_m2", "ml/min/{1.73m2}",
            "ml/minute/1.73m2",
        ],
        "{score}": scoreWords, "1": scoreWords,
    ]

    private static let scoreWords: Set<String> = [
        "1", "score", "{score}", "scores", "point", "points", "/10", "{nrs}", "nrs",
    ]

    /// Whether the unit that a quantity shows is that of its UCUM code.
    static func isUnit(_ shown: String, of code: String) -> Bool {
        let words = shown.lowercased().filter { !$0.isWhitespace }
        if words == code.lowercased() || unitWords[code]?.contains(words) == true { return true }
        let parts = code.split(separator: "/", omittingEmptySubsequences: false)
        let shownParts = words.replacing("per", with: "/")
            .split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, shownParts.count == 2, !parts[0].isEmpty else { return false }
        return zip(shownParts, parts).allSatisfy { isUnit(String($0), of: String($1)) }
    }

    /// Pain severity, 0 to 10, verbal numeric rating, reported.
    static let pain = "72514-3"

    /// Measured values: the native field, LOINC codes, and UCUM codes of the unit.
    ///
    /// The codes of eGFR, QTc and temperature are from memory.
    static let measures: [(field: String, loinc: [String], units: [String])] = [
        ("respiratoryRate", ["9279-1"], ["/min"]),
        ("spo2", ["59408-5", "2708-6"], ["%"]),
        ("weightKg", ["29463-7"], ["kg"]),
        ("egfr", ["98979-8", "62238-1", "33914-3"], ["mL/min/{1.73_m2}"]),
        ("qtcMs", ["8636-3"], ["ms"]),
        ("temperatureC", ["8310-5"], ["Cel"]),
    ]

    /// What is true or false when it is looked for, by its native field.
    static let findings = PatientCondition.allCases.filter(\.isObserved).map(\.rawValue)

    /// Units of a pain score, which has none.
    static let scoreUnits = ["{score}", "1"]

    /// SNOMED CT codes of routes.
    ///
    /// Those by mouth, under the skin, under the tongue and by the rectum were compared with HL7's value
    /// set `route-codes`; the others are from memory, and agree with public code lists.
    static let routes: [(code: String, route: Route)] = [
        ("26643006", .oral), ("37161004", .rectal), ("37839007", .sublingual),
        ("54471007", .buccal), ("46713006", .nasal), ("45890007", .transdermal),
        ("34206005", .subcutaneous), ("47625008", .intravenous), ("78421000", .intramuscular),
    ]

    /// RxNorm's dose form "transdermal system".
    static let transdermalSystem = "316987"

    /// UCUM codes of a dose with the words of the shorthand.
    static let doseUnits = [("mg", "mg"), ("ug", "mcg"), ("g", "g")]

    /// How records write units of a product: pieces, or millilitres; in lower case.
    static func units(byVolume: Bool) -> Set<String> {
        byVolume
            ? ["ml", "milliliter", "millilitre"]
            : [
                "{tablet}", "{tbl}", "{capsule}", "{each}", "{pill}", "tablet", "tablets", "tab",
                "tabs", "capsule", "capsules", "cap", "caps",
            ]
    }

    /// UCUM codes of a rate with the words of the shorthand.
    static let rateUnits = [
        ("mg/h", "mg/h"), ("ug/h", "mcg/h"), ("mg/d", "mg/24h"), ("ug/d", "mcg/24h"),
    ]

    /// HL7 codes of how often, with the words of the shorthand.
    ///
    /// From memory; what the abbreviations mean on a drug chart.
    static let timings = [
        "QD": "od", "BID": "bd", "TID": "tds", "QID": "qds", "Q4H": "every 4 h",
        "Q6H": "every 6 h", "Q8H": "every 8 h", "AM": "od", "PM": "od", "BED": "od",
    ]

    /// The moments of a day that `Timing.repeat.when` may name, each of them once a day.
    static let momentsOfTheDay: Set<String> = [
        "MORN", "MORN.early", "MORN.late", "NOON", "AFT", "AFT.early", "AFT.late", "EVE",
        "EVE.early", "EVE.late", "NIGHT", "HS", "WAKE", "CM", "CD", "CV", "ACM", "ACD", "ACV",
        "PCM", "PCD", "PCV",
    ]

    /// ATC groups that hold opioids: analgesics, drugs in opioid dependence, cough suppressants,
    /// anaesthetics, and drugs against diarrhoea.
    ///
    /// From memory, and not complete without the next rule.
    static let opioidGroups = ["N02A", "N07BC", "R05DA", "R05FA", "N01AH", "A07DA"]

    /// Parts of names by which a drug that the tables do not know may be an opioid, in lower case.
    ///
    /// The stems of INNs, and brands of opioid products; from memory, and a hit only makes a question.
    private static let opioidWords = [
        "morph", "codon", "codein", "fentan", "orphan", "methadon", "tramad", "tapentad",
        "pethidin", "meperidin", "opium", "opiat", "opioid", "tilidin", "piritramid", "pentazocin",
        "nalbuphin", "meptazin", "propoxyphen", "difelikefalin", "suboxone", "subutex", "zubsolv",
        "bunavail", "sublocade", "buvidal", "belbuca", "vicodin", "norco", "lortab", "lorcet",
        "percocet", "percodan", "endocet", "roxicet", "roxicodone", "opana", "demerol",
        "dolophine", "polamidon", "talwin", "stadol", "nubain", "dilaudid", "exalgo", "palladon",
        "hysingla", "zohydro", "ultram", "ultracet", "nucynta", "palexia", "valoron", "dipidolor",
        "targin", "oxygesic", "contramal", "zaldiar", "ixprim", "skenan", "lamaline", "durogesic",
        "duragesic", "temgesic", "transtec", "norspan", "butrans", "abstral", "actiq", "instanyl",
        "fentora", "effentora", "breakyl", "pecfent", "subsys", "sevredol", "kapanol", "ms contin",
        "oxynorm", "oramorph",
    ]

    /// Whether a name may be that of an opioid although no table knows it.
    static func mayNameOpioid(_ name: String) -> Bool {
        let name = name.lowercased()
        return opioidWords.contains { name.contains($0) }
    }

    /// Whether an ATC code is whole and that of one drug.
    ///
    /// A group such as N02 may hold an opioid. So may what ATC numbers from 50 on, combined products,
    /// and the antispasmodics "and analgesics" of A03D.
    static func isSingleDrug(atc code: String) -> Bool {
        let kinds: [KeyPath<Character, Bool>] = [
            \.isLetter, \.isNumber, \.isNumber, \.isLetter, \.isLetter, \.isNumber, \.isNumber,
        ]
        guard code.count == kinds.count, code.allSatisfy(\.isASCII),
            zip(code, kinds).allSatisfy({ $0[keyPath: $1] }), let number = Int(code.suffix(2))
        else { return false }
        return number < 50 && !code.uppercased().hasPrefix("A03D")
    }
}
