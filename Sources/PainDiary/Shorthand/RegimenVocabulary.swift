import PainDosing

/// What a word of a regimen says about the form of an opioid.
struct FormHint: Hashable, Sendable {
    var formulations: Set<Formulation>?
    var route: Route?

    init(_ formulations: Set<Formulation>? = nil, route: Route? = nil) {
        self.formulations = formulations
        self.route = route
    }
}

/// How often, as a word says it.
enum FrequencyWord: Hashable, Sendable {
    case timesPerDay(Int)
    /// Followed by a number and "h", "hours" or "days".
    case every
}

/// The words of the shorthand besides drug names.
enum RegimenVocabulary {
    /// Words for forms and routes; phrases of several words are joined by a space.
    static let forms: [String: FormHint] = [
        "mr": FormHint([.modifiedRelease]), "sr": FormHint([.modifiedRelease]),
        "er": FormHint([.modifiedRelease]), "xr": FormHint([.modifiedRelease]),
        "xl": FormHint([.modifiedRelease]), "cr": FormHint([.modifiedRelease]),
        "modified-release": FormHint([.modifiedRelease]),
        "modified release": FormHint([.modifiedRelease]),
        "prolonged-release": FormHint([.modifiedRelease]),
        "slow-release": FormHint([.modifiedRelease]),
        "extended-release": FormHint([.modifiedRelease]),
        "ir": FormHint([.immediateRelease]),
        "immediate-release": FormHint([.immediateRelease]),
        "immediate release": FormHint([.immediateRelease]),
        "solution": FormHint([.immediateRelease]),
        "liquid": FormHint([.immediateRelease]),
        "oral solution": FormHint([.immediateRelease]),
        "suppository": FormHint([.suppository]), "suppositories": FormHint([.suppository]),
        "patch": FormHint([.patch]), "patches": FormHint([.patch]),
        "transdermal": FormHint(route: .transdermal), "td": FormHint(route: .transdermal),
        "injection": FormHint([.injection]), "inj": FormHint([.injection]),
        "infusion": FormHint([.infusion]), "pump": FormHint([.infusion]),
        "syringe driver": FormHint([.infusion], route: .subcutaneous),
        "csci": FormHint([.infusion], route: .subcutaneous),
        "civi": FormHint([.infusion], route: .intravenous),
        "buccal tablet": FormHint([.buccalTablet]), "buccal tablets": FormHint([.buccalTablet]),
        "buccal-tablet": FormHint([.buccalTablet]),
        "sublingual tablet": FormHint([.sublingualTablet]),
        "sublingual tablets": FormHint([.sublingualTablet]),
        "sublingual-tablet": FormHint([.sublingualTablet]),
        "lozenge": FormHint([.lozenge]), "lozenges": FormHint([.lozenge]),
        "film": FormHint([.buccalFilm]), "buccal film": FormHint([.buccalFilm]),
        "buccal-film": FormHint([.buccalFilm]),
        "sublingual spray": FormHint([.sublingualSpray]),
        "sublingual-spray": FormHint([.sublingualSpray]),
        "nasal spray": FormHint([.nasalSpray]), "nasal-spray": FormHint([.nasalSpray]),
        // A tablet or capsule is swallowed unless another word says buccal or sublingual.
        "tablet": FormHint([.immediateRelease, .modifiedRelease, .buccalTablet, .sublingualTablet]),
        "tablets": FormHint([
            .immediateRelease, .modifiedRelease, .buccalTablet, .sublingualTablet,
        ]),
        "capsule": FormHint([.immediateRelease, .modifiedRelease]),
        "capsules": FormHint([.immediateRelease, .modifiedRelease]),
        "oral": FormHint(route: .oral), "po": FormHint(route: .oral),
        "by mouth": FormHint(route: .oral),
        "rectal": FormHint(route: .rectal),
        "sublingual": FormHint(route: .sublingual), "sl": FormHint(route: .sublingual),
        "buccal": FormHint(route: .buccal),
        "nasal": FormHint(route: .nasal), "intranasal": FormHint(route: .nasal),
        "sc": FormHint(route: .subcutaneous), "s/c": FormHint(route: .subcutaneous),
        "subcut": FormHint(route: .subcutaneous),
        "subcutaneous": FormHint(route: .subcutaneous),
        "iv": FormHint(route: .intravenous), "intravenous": FormHint(route: .intravenous),
        "im": FormHint(route: .intramuscular), "intramuscular": FormHint(route: .intramuscular),
    ]

    /// Words for the units that a number before them counts; each is a form word as well.
    static let countedUnits: Set<String> = ["tablet", "tablets", "capsule", "capsules"]

    /// Words for how often; `every` takes a number after it.
    static let frequencies: [String: FrequencyWord] = [
        "od": .timesPerDay(1), "daily": .timesPerDay(1), "once daily": .timesPerDay(1),
        "once a day": .timesPerDay(1), "nocte": .timesPerDay(1), "mane": .timesPerDay(1),
        "at night": .timesPerDay(1), "in the morning": .timesPerDay(1),
        "bd": .timesPerDay(2), "bid": .timesPerDay(2), "twice daily": .timesPerDay(2),
        "twice a day": .timesPerDay(2),
        "tds": .timesPerDay(3), "tid": .timesPerDay(3), "three times daily": .timesPerDay(3),
        "three times a day": .timesPerDay(3),
        "qds": .timesPerDay(4), "qid": .timesPerDay(4), "four times daily": .timesPerDay(4),
        "four times a day": .timesPerDay(4),
        "every": .every,
    ]

    /// Words after a number of doses, as in "6 times daily".
    static let timesWords: Set<String> = ["times", "x"]

    /// Words for "in 24 hours" after them.
    static let perDayWords: Set<String> = ["daily", "a day", "per day"]

    /// Words for "as needed".
    static let asNeeded: Set<String> = ["prn", "as needed", "when required"]

    /// The most words of one phrase above.
    static let longestPhrase = 4

    /// Words that mean two things, with the question to ask.
    static let ambiguous: [String: String] = [
        "pr": "\"PR\" can mean prolonged-release or by the rectum; write MR or rectal",
        "la": "\"LA\" can mean several forms; write MR for modified-release",
        "ug": "\"ug\" is easily misread; write mcg or micrograms",
        "qd": "\"qd\" is easily misread as qds; write od or daily",
        "hs": "\"hs\" can mean half-strength or at bedtime; write nocte",
        "ml": "a volume is not a dose; give the mass, such as 10 mg",
        "tab": "write tablet, and MR or IR where both exist",
    ]
}

/// The unit of a dose in a regimen.
enum DoseUnit: Hashable, Sendable {
    case milligrams
    case micrograms
    case grams
    case microgramsPerHour
    case milligramsPerHour
    case milligramsPerDay
    case microgramsPerDay

    static let words: [String: DoseUnit] = [
        "mg": .milligrams, "milligram": .milligrams, "milligrams": .milligrams,
        "mcg": .micrograms, "microgram": .micrograms, "micrograms": .micrograms,
        "µg": .micrograms, "μg": .micrograms,
        "g": .grams, "gram": .grams, "grams": .grams,
        "mcg/h": .microgramsPerHour, "mcg/hr": .microgramsPerHour,
        "mcg/hour": .microgramsPerHour, "µg/h": .microgramsPerHour, "μg/h": .microgramsPerHour,
        "microgram/h": .microgramsPerHour, "microgram/hour": .microgramsPerHour,
        "micrograms/h": .microgramsPerHour, "micrograms/hour": .microgramsPerHour,
        "mg/h": .milligramsPerHour, "mg/hr": .milligramsPerHour, "mg/hour": .milligramsPerHour,
        "mg/24h": .milligramsPerDay, "mg/24hr": .milligramsPerDay, "mg/24hours": .milligramsPerDay,
        "mcg/24h": .microgramsPerDay, "micrograms/24h": .microgramsPerDay,
    ]

    /// What messages list as accepted.
    static let accepted = "mg, mcg (or micrograms), g, mcg/h, mg/h, mg/24h"
}
