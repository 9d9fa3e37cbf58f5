import PainDosing
import Quantities

/// The decision on the background opioid in words.
enum TitrationWords {
    /// The change as a share and as OMEDD, such as "50 % more (at most 50 %): …".
    static func change(_ change: TitrationChange, _ outcome: TitrationOutcome) -> String {
        let sign = outcome == .reduce ? "less" : "more"
        let bound = outcome == .reduce ? "published up to" : "at most"
        return "\(DoseWords.number(change.percent.percent)) % \(sign) (\(bound) "
            + "\(DoseWords.number(change.bound.percent)) %): background OMEDD "
            + "\(DoseWords.omedd(change.background)) to \(DoseWords.omedd(change.target)) a day"
    }

    /// By how much to go down on the way into another opioid.
    static func rotation(_ window: ReductionWindow) -> String {
        "Into another opioid with \(DoseWords.number(window.lowest.percent)) to "
            + "\(DoseWords.number(window.highest.percent)) % less; see paincalc rotate"
            + cite(window.source, evidence: window.evidence)
    }

    /// When the dose may be raised (again); nil where it can't be told.
    static func wait(
        _ answer: TitrationAnswer, moment: (LocalInstant) -> String = \.description
    ) -> String? {
        guard let earliest = answer.earliestIncrease.map(moment), let interval = answer.interval
        else {
            return nil
        }
        let wait =
            answer.outcome == .raise
            ? "The next increase not before \(earliest), \(interval.value) hours after this one"
            : "No increase before \(earliest), \(interval.value) hours from the present dose"
        return wait + cite(interval.source, evidence: interval.evidence)
    }

    /// What a computed increase would need besides; nil where nothing is missing.
    static func missing(_ answer: TitrationAnswer) -> String? {
        guard !answer.missing.isEmpty else { return nil }
        return "Missing for an increase: "
            + answer.missing.map { missing($0) }.joined(separator: "; ")
    }

    static let noSingleProduct =
        "no product: several lines make up the background, share it out between them"

    static func cite(_ source: SourceID?, evidence: Evidence) -> String {
        source.map { " [\($0)\(evidence.mark)]" } ?? ""
    }

    static func missing(_ missing: TitrationMissing) -> String {
        switch missing {
        case .regimen: "the regimen"
        case .backgroundPain: "the background pain"
        case .hoursOfDiary: "24 hours of diary"
        case .gap: "entries without a long gap"
        case .rescueDoses: "the rescue doses of every entry of the last 24 hours"
        case .sedation: "a sedation score or the adverse effects"
        case .unchangedDose: "entries that show for how long the dose has been the same"
        }
    }

    static func evidence(_ line: TitrationEvidence) -> String {
        let limit = limit(line).map { " (\($0))" } ?? ""
        let source = line.source.map { " [\($0)]" } ?? ""
        let from = line.entries.isEmpty ? "" : "  \(moments(line).joined(separator: ", "))"
        return "\(fact(line.fact)): \(value(line.value))\(limit)\(source)\(from)"
    }

    /// The bound that a finding is held against, such as "a raise from 3"; nil where there is none.
    static func limit(_ line: TitrationEvidence) -> String? {
        line.limit.map { "\(bound(line.fact)) \(value($0))" }
    }

    /// The entries that a finding rests on, of many the first and the last.
    private static func moments(_ line: TitrationEvidence) -> [String] {
        let times = line.entries.map(\.recordedAt.description)
        return times.count > 3 ? [times[0], "…", times[times.count - 1]] : times
    }

    private static func bound(_ fact: TitrationFact) -> String {
        switch fact {
        case .countedRescueDoses: "a raise from"
        case .hoursUnchanged: "needed"
        default: "limit"
        }
    }

    static func fact(_ fact: TitrationFact) -> String {
        switch fact {
        case .backgroundPain: "background pain"
        case .earlierBackgroundPain: "background pain before"
        case .episodes: "episodes in 24 hours"
        case .incidentEpisodes: "of them incident pain"
        case .endOfDoseEpisodes: "of them at the end of a dose"
        case .rescueDoses: "rescue doses in 24 hours"
        case .countedRescueDoses: "of them counting into a raise"
        case .rescueOMEDD: "these as OMEDD"
        case .rescueResponses: "rescue doses that helped"
        case .adverseEffects: "adverse effects"
        case .hoursUnchanged: "hours on the same background dose"
        case .backgroundOMEDD: "background OMEDD"
        }
    }

    static func value(_ value: EvidenceValue) -> String {
        switch value {
        case .score(let score): "\(score.value) of 10"
        case .count(let count): "\(count)"
        case .countOf(let count, let all): "\(count) of \(all)"
        case .hours(let hours): "\(hours)"
        case .omedd(let omedd): DoseWords.omedd(omedd)
        case .effects(let effects):
            effects.isEmpty
                ? "none"
                : effects.map { $0.rawValue.replacing("-", with: " ") }.joined(separator: ", ")
        }
    }
}
