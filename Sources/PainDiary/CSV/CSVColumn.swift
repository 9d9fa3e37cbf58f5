import PainDosing

/// A column of the sheet: its header, which rows use it, and where it goes in the native entry.
struct CSVColumn {
    /// How a cell is read.
    enum Content {
        /// Words as they stand.
        case text
        /// A number, by the decimal mark of the sheet.
        case number
        /// Words with a number in them, such as `5 mg`.
        case dose
        /// true or false, yes or no.
        case flag
        /// Words separated by `;`, or `none`.
        case list
        /// The steps of a sedation scale: a number or a letter.
        case score
        /// `none`, which says that there is no row of the kind.
        case absence
    }

    let name: String
    let content: Content
    /// The way to the value, in the object that a row of the kind describes.
    let uses: [CSVRowKind: [String]]

    /// The columns that every row fills.
    static let identity = ["patient", "recordedAt", "kind"]

    /// All columns, in the order in which they are listed for people.
    static let all: [CSVColumn] = usual + bone

    /// The columns of all rows but those about bone metastases, which few sheets have.
    static let usual: [CSVColumn] = facts + doses + confirmations

    /// The column of a header, whatever its case.
    static func named(_ header: String) -> CSVColumn? { byHeader[header.lowercased()] }

    private static let byHeader = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name.lowercased(), $0) })

    private static let facts =
        identity.map { CSVColumn(name: $0, content: .text, uses: [:]) }
        + entry(.number, in: "pain", ["background", "worst", "goal"])
        + entry(.text, in: "pain", ["mechanism"])
        + entry(
            .number, in: "observations",
            ["respiratoryRate", "spo2", "weightKg", "egfr", "qtcMs", "temperatureC"])
        + [
            CSVColumn(
                name: "sedationScale", content: .text,
                uses: [.entry: ["observations", "sedation", "scale"]]),
            CSVColumn(
                name: "sedationScore", content: .score,
                uses: [.entry: ["observations", "sedation", "score"]]),
            CSVColumn(
                name: "adverseEffects", content: .list, uses: [.entry: ["adverseEffects"]]),
        ]
        + entry(.number, in: "context", ["ageYears", "aroundTheClockDays"])
        + entry(.text, in: "context", ["hepatic"])
        + entry(
            .flag, in: "context",
            ["opioidNaive", "cachexia", "frail", "pregnant", "comedicationsAreAll"])
        + entry(.list, in: "context", ["comedications"])
        + PatientCondition.allCases.flatMap {
            entry(.flag, in: $0.isObserved ? "observations" : "context", [$0.rawValue])
        }
        + [
            CSVColumn(
                name: "patchChangedAt", content: .text, uses: [.entry: ["patchChangedAt"]]),
            CSVColumn(name: "replaces", content: .text, uses: [.entry: ["replaces"]]),
            CSVColumn(name: "withdraws", content: .text, uses: [.entry: ["withdraws"]]),
            CSVColumn(name: "episodes", content: .absence, uses: [.entry: ["episodes"]]),
            CSVColumn(name: "taken", content: .absence, uses: [.entry: ["taken"]]),
        ]

    private static let doses = [
        CSVColumn(name: "regimen", content: .dose, uses: [.entry: [], .regimen: []]),
        CSVColumn(name: "at", content: .text, uses: [.episode: ["at"], .dose: ["at"]]),
        CSVColumn(name: "peak", content: .number, uses: [.episode: ["peak"]]),
        CSVColumn(name: "trigger", content: .text, uses: [.episode: ["trigger"]]),
        CSVColumn(name: "after30min", content: .number, uses: [.episode: ["after30min"]]),
        CSVColumn(name: "rescueAt", content: .text, uses: [.episode: ["rescue", "at"]]),
        taken("opioid", .text), taken("formulation", .text), taken("route", .text),
        taken("dose", .dose),
    ]

    private static let confirmations = [
        ("confirms", "code"), ("confirmsEntry", "entry"), ("confirmedBy", "by"),
        ("confirmReason", "reason"),
    ].map { CSVColumn(name: $0.0, content: .text, uses: [.confirmation: [$0.1]]) }

    private static let bone =
        [CSVColumn(name: "primary", content: .text, uses: [.bone: ["primary"]])]
        + columns(.bone, .flag, BoneMetastasisFlag.allCases.map(\.rawValue))
        + columns(.bone, .number, BoneMetastasisMeasure.allCases.map(\.rawValue))
        + columns(.lesion, .text, ["site", "type", "boneScanUptake", "radiotherapyResponse"])
        + columns(.lesion, .flag, BoneLesionFlag.allCases.map(\.rawValue))
        + columns(.lesion, .number, BoneLesionMeasure.allCases.map(\.rawValue))

    private static func entry(
        _ content: Content, in group: String, _ names: [String]
    ) -> [CSVColumn] {
        names.map { CSVColumn(name: $0, content: content, uses: [.entry: [group, $0]]) }
    }

    private static func columns(
        _ kind: CSVRowKind, _ content: Content, _ names: [String]
    ) -> [CSVColumn] {
        names.map { CSVColumn(name: $0, content: content, uses: [kind: [$0]]) }
    }

    /// A part of a dose, which may be the rescue dose of an episode.
    private static func taken(_ name: String, _ content: Content) -> CSVColumn {
        CSVColumn(name: name, content: content, uses: [.episode: ["rescue", name], .dose: [name]])
    }
}
