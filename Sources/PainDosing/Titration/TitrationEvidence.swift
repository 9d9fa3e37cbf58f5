public import Quantities

/// What a line of evidence is about.
public enum TitrationFact: String, CaseIterable, Hashable, Sendable {
    /// Background pain at the entry, against the goal or the limit.
    case backgroundPain = "background-pain"
    /// Background pain at the entry before.
    case earlierBackgroundPain = "earlier-background-pain"
    /// Breakthrough episodes in 24 hours.
    case episodes
    case incidentEpisodes = "incident-episodes"
    case endOfDoseEpisodes = "end-of-dose-episodes"
    /// Rescue doses in 24 hours, all of them.
    case rescueDoses = "rescue-doses"
    /// Those that count into a raise.
    case countedRescueDoses = "counted-rescue-doses"
    /// Counted rescue doses as OMEDD.
    case rescueOMEDD = "rescue-omedd"
    /// Rescue doses after which pain fell enough, of those with a score after 30 minutes.
    case rescueResponses = "rescue-responses"
    case adverseEffects = "adverse-effects"
    /// Hours for which the background dose has been the same.
    case hoursUnchanged = "hours-unchanged"
    /// The background opioid as OMEDD.
    case backgroundOMEDD = "background-omedd"
}

/// The value of a line of evidence.
public enum EvidenceValue: Hashable, Sendable {
    case score(PainScore)
    case count(Int)
    /// So many of so many.
    case countOf(Int, Int)
    case hours(Int)
    case omedd(OMEDD)
    case effects([AdverseEffect])
}

/// One number or finding that the decision rests on.
public struct TitrationEvidence: Hashable, Sendable {
    /// What it is.
    public let fact: TitrationFact
    /// What the diary says.
    public let value: EvidenceValue
    /// What it is held against; nil where it is shown for itself.
    public let limit: EvidenceValue?
    /// The publication of the limit.
    public let source: SourceID?
    /// The entries that say so, earliest first.
    public let entries: [EntryReference]

    init(
        _ fact: TitrationFact, _ value: EvidenceValue, limit: EvidenceValue? = nil,
        source: SourceID? = nil, _ entries: [RecordedEntry]
    ) {
        self.fact = fact
        self.value = value
        self.limit = limit
        self.source = source
        var seen: Set<ContentDigest> = []
        self.entries = entries.filter { seen.insert($0.id).inserted }.sorted()
            .map { EntryReference($0) }
    }
}
