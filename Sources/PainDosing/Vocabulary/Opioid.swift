/// The identity of an opioid in the tables: its English generic name in lower case.
public struct OpioidID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The generic name, such as `morphine`.
    public let name: String

    /// The name as written; whether the catalogue holds it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The reference of every equianalgesic table.
    public static let morphine = OpioidID("morphine")

    /// The generic name.
    public var description: String { name }

    /// Compares by the name's characters.
    public static func < (left: OpioidID, right: OpioidID) -> Bool { left.name < right.name }
}

/// What an opioid is in the sense of the safety rules.
public enum OpioidClass: String, CaseIterable, Hashable, Sendable {
    /// Step 2 of the analgesic ladder: codeine, dihydrocodeine, tramadol, tapentadol's place varies.
    case weak
    /// Step 3 of the analgesic ladder.
    case strong
    /// Buprenorphine, and opioids with a ceiling or an antagonist action.
    case partialAgonist = "partial-agonist"
    /// Opioids whose start and switch are left to specialists in every source: methadone.
    case specialistOnly = "specialist-only"
}

/// One opioid of the catalogue with everything that it may be called.
public struct Opioid: Hashable, Sendable {
    /// The generic name by which the tables know it.
    public let id: OpioidID
    /// Other generic names and salts, lower case.
    public let otherNames: [String]
    /// RxNorm ingredient codes.
    public let rxNorm: [String]
    /// ATC codes of the substance.
    public let atc: [String]
    /// What it counts as in the safety rules; one class or more.
    public let classes: Set<OpioidClass>
    /// The formulations in which it is known here.
    public let formulations: Set<Formulation>
    /// The publication of the names and codes.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence

    /// An opioid of the catalogue; every name and code leads to this opioid alone.
    public init(
        id: OpioidID, otherNames: [String], rxNorm: [String], atc: [String],
        classes: Set<OpioidClass>, formulations: Set<Formulation>, source: SourceID,
        evidence: Evidence
    ) {
        self.id = id
        self.otherNames = otherNames
        self.rxNorm = rxNorm
        self.atc = atc
        self.classes = classes
        self.formulations = formulations
        self.source = source
        self.evidence = evidence
    }
}
