/// Everything clinical that the engine knows, validated as a whole.
public struct TableSet: Hashable, Sendable {
    /// SHA-256 over the table files, in lower-case hexadecimal.
    public let sha256: String
    public let sources: [SourceID: Source]
    public let opioids: [Opioid]
    public let products: [ProductLine]
    /// In the order of their ids.
    public let conversionSets: [ConversionSet]
    /// The sets that an OMEDD without a named table uses, the default first.
    public let defaultOrder: [ConversionSetID]
    public let rotation: RotationRules
    public let breakthrough: BreakthroughRules
    public let limits: [SafetyLimit]
    public let comedications: [ComedicationGroup]
    /// For comparing only; no dose of methadone is computed.
    public let methadone: [MethadoneScheme]

    public init(
        sha256: String, sources: [SourceID: Source], opioids: [Opioid], products: [ProductLine],
        conversionSets: [ConversionSet], defaultOrder: [ConversionSetID],
        rotation: RotationRules, breakthrough: BreakthroughRules, limits: [SafetyLimit],
        comedications: [ComedicationGroup], methadone: [MethadoneScheme] = []
    ) {
        self.sha256 = sha256
        self.sources = sources
        self.opioids = opioids
        self.products = products
        self.conversionSets = conversionSets
        self.defaultOrder = defaultOrder
        self.rotation = rotation
        self.breakthrough = breakthrough
        self.limits = limits
        self.comedications = comedications
        self.methadone = methadone
    }

    /// The set of that id, if there is one.
    public func conversionSet(_ id: ConversionSetID) -> ConversionSet? {
        conversionSets.first { $0.id == id }
    }

    /// The opioid of that id, if there is one.
    public func opioid(_ id: OpioidID) -> Opioid? {
        opioids.first { $0.id == id }
    }
}
