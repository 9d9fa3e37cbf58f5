public import Quantities

/// The key of a titration policy, such as `tga`.
public struct TitrationPolicyID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The `id` of the policy in `Tables/titration.yaml`.
    public let name: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The key as written.
    public var description: String { name }

    /// Compares by the key's characters.
    public static func < (left: TitrationPolicyID, right: TitrationPolicyID) -> Bool {
        left.name < right.name
    }
}

/// Whether rescue doses taken for incident pain count into a raise.
public enum IncidentDoses: String, CaseIterable, Hashable, Sendable {
    case counted
    case leftOut = "left-out"
    /// The source says nothing; they are left out, which gives the lower dose.
    case unstated
}

/// A raise in percent from a score of background pain on.
public struct PercentIncrease: Hashable, Sendable {
    /// The lowest background score that the row is for.
    public let painFrom: PainScore
    /// The raise that is proposed, 0 to 100 %.
    public let lowest: Percentage
    /// The upper end of the published window; not less than `lowest`.
    public let highest: Percentage

    /// A window of raises; `lowest` is not above `highest`.
    public init(painFrom: PainScore, lowest: Percentage, highest: Percentage) {
        self.painFrom = painFrom
        self.lowest = lowest
        self.highest = highest
    }
}

/// A published way to raise the background opioid.
public struct TitrationPolicy: Hashable, Sendable {
    /// The key by which a team chooses it.
    public let id: TitrationPolicyID
    /// Who publishes it.
    public let title: String
    /// Rescue doses in 24 hours that ask for a raise; nil where the source gives no number.
    public let rescuesFrom: Int?
    /// Whether background pain above its limit in two readings running asks for a raise as well.
    public let countsPersistentPain: Bool
    /// Whether doses taken for incident pain count.
    public let incidentDoses: IncidentDoses
    /// Whether the rescue doses taken are a measure of the raise.
    public let raisesByRescue: Bool
    /// Raises in percent by background pain, the lowest score first; empty where the source has none.
    public let percents: [PercentIncrease]
    /// The publication.
    public let source: SourceID
    /// How well the weakest figure of the policy is known.
    public let evidence: Evidence

    /// A policy as published.
    public init(
        id: TitrationPolicyID, title: String, rescuesFrom: Int?, countsPersistentPain: Bool,
        incidentDoses: IncidentDoses, raisesByRescue: Bool, percents: [PercentIncrease],
        source: SourceID, evidence: Evidence
    ) {
        self.id = id
        self.title = title
        self.rescuesFrom = rescuesFrom
        self.countsPersistentPain = countsPersistentPain
        self.incidentDoses = incidentDoses
        self.raisesByRescue = raisesByRescue
        self.percents = percents
        self.source = source
        self.evidence = evidence
    }

    /// The raise in percent for a background score; nil where the source has none.
    func percent(for pain: PainScore) -> PercentIncrease? {
        percents.last { $0.painFrom <= pain }
    }
}
