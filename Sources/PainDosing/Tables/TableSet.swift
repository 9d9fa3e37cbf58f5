/// Everything clinical that the engine knows, validated as a whole.
///
/// A class, since it is handed on everywhere and never changes: a copy of it costs one count.
public final class TableSet: Hashable, Sendable {
    /// SHA-256 over the table files, in lower-case hexadecimal.
    public let sha256: String
    /// Every publication that a row may cite, by its key.
    public let sources: [SourceID: Source]
    /// Every opioid that a regimen may name; morphine is among them.
    public let opioids: [Opioid]
    /// What can be dispensed, the ROO products included.
    public let products: [ProductLine]
    /// In the order of their ids.
    public let conversionSets: [ConversionSet]
    /// The sets that an OMEDD without a named table uses, the default first.
    public let defaultOrder: [ConversionSetID]
    /// How a patient is switched from one opioid to another.
    public var rotation: RotationRules { deferredRotation.value }
    /// Who may get a ROO, and the labels of the products.
    public let breakthrough: BreakthroughRules
    /// Cautions and stops, in the order of the tables.
    public let limits: [SafetyLimit]
    /// What to do with opioids that go on acting; of several that fit, the first counts.
    public let onBoard: [OnBoardRule]
    /// The groups of other drugs that the limits speak of.
    public let comedications: [ComedicationGroup]
    /// Other names of those drugs, in lower case, with the name that the groups list.
    public let drugSynonyms: [String: String]
    /// The ways to methadone, for specialists who choose one by name.
    public var methadone: MethadoneRules { deferredMethadone.value }
    /// The treatments beside opioids, in the order of `ReviewModalityID`.
    public var boneMetastases: [ReviewModality] { deferredReview.value }
    /// When the background opioid is changed, by how much, and how soon again.
    public var titration: TitrationRules { deferredTitration.value }
    /// When an entry does not fit the patient's last ones.
    public var doubts: DoubtRules { deferredDoubts.value }

    /// The words and brands of drug charts, part of no answer: the hash of the files stands for them.
    public let chart: ChartTables

    /// Which of the limits do more than warn: they judge what is proposed.
    let actingLimits: [Int]
    /// Which opioids the limits are about.
    let limitIndex: LimitIndex
    /// The groups of each other drug by its generic name, worked out when drugs are first asked about.
    let groupsOfDrugs: DeferredTable<[String: [String]]>

    private let deferredRotation: DeferredTable<RotationRules>
    private let deferredMethadone: DeferredTable<MethadoneRules>
    private let deferredReview: DeferredTable<[ReviewModality]>
    private let deferredTitration: DeferredTable<TitrationRules>
    private let deferredDoubts: DeferredTable<DoubtRules>

    /// The tables as a whole; `DosingTables` validates them, nothing is checked here.
    public init(
        sha256: String, sources: [SourceID: Source], opioids: [Opioid], products: [ProductLine],
        conversionSets: [ConversionSet], defaultOrder: [ConversionSetID],
        rotation: DeferredTable<RotationRules>, breakthrough: BreakthroughRules,
        limits: [SafetyLimit], onBoard: [OnBoardRule] = [],
        comedications: [ComedicationGroup], drugSynonyms: [String: String] = [:],
        methadone: DeferredTable<MethadoneRules>,
        titration: DeferredTable<TitrationRules>, doubts: DeferredTable<DoubtRules>,
        boneMetastases: DeferredTable<[ReviewModality]>, chart: ChartTables = ChartTables()
    ) {
        self.sha256 = sha256
        self.sources = sources
        self.opioids = opioids
        self.products = products
        self.conversionSets = conversionSets
        self.defaultOrder = defaultOrder
        self.breakthrough = breakthrough
        self.limits = limits
        actingLimits = limits.indices.filter { index in
            switch limits[index].effect {
            case .avoid, .reduce, .query, .stop: true
            case .note, .caution: false
            }
        }
        limitIndex = LimitIndex(limits)
        self.onBoard = onBoard
        self.comedications = comedications
        groupsOfDrugs = DeferredTable {
            comedications.reduce(into: [:]) { groups, group in
                for drug in group.drugs { groups[drug, default: []].append(group.id) }
            }
        }
        self.drugSynonyms = drugSynonyms
        deferredRotation = rotation
        deferredMethadone = methadone
        deferredTitration = titration
        deferredDoubts = doubts
        deferredReview = boneMetastases
        self.chart = chart
    }

    /// Whether both hold the same, of the same files.
    public static func == (left: TableSet, right: TableSet) -> Bool {
        if left === right { return true }
        return left.sha256 == right.sha256 && left.sources == right.sources
            && left.opioids == right.opioids && left.products == right.products
            && left.conversionSets == right.conversionSets
            && left.defaultOrder == right.defaultOrder && left.rotation == right.rotation
            && left.breakthrough == right.breakthrough && left.limits == right.limits
            && left.onBoard == right.onBoard && left.comedications == right.comedications
            && left.drugSynonyms == right.drugSynonyms && left.methadone == right.methadone
            && left.titration == right.titration && left.doubts == right.doubts
            && left.boneMetastases == right.boneMetastases
    }

    /// Hashes the hash of the files, which stands for all of them.
    public func hash(into hasher: inout Hasher) { hasher.combine(sha256) }

    /// The set of that id, if there is one.
    public func conversionSet(_ id: ConversionSetID) -> ConversionSet? {
        conversionSets.first { $0.id == id }
    }

    /// The opioid of that id, if there is one.
    public func opioid(_ id: OpioidID) -> Opioid? {
        opioids.first { $0.id == id }
    }
}
