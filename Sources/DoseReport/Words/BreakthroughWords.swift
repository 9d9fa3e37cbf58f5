import PainDosing

/// The breakthrough doses and their criteria in words.
enum BreakthroughWords {
    /// How the first rapid-onset dose is found.
    static func strategy(_ strategy: BreakthroughStrategy) -> String {
        switch strategy {
        case .none: "No rapid-onset opioid."
        case .titrate: "Rapid-onset opioid: titrate from the labelled start dose."
        case .proportional:
            "Rapid-onset opioid: first dose in proportion to the background opioid where a source "
                + "gives one."
        }
    }

    static func name(_ name: BreakthroughCriterionName) -> String {
        switch name {
        case .opioidTolerant: "opioid-tolerant"
        case .tolerantForAWeek: "background opioid taken for a week"
        case .backgroundControlled: "background pain controlled"
        case .episodesPerDay: "episodes a day"
        case .episodePeak: "peak of the episodes"
        }
    }

    static func value(_ value: CriterionValue) -> String {
        switch value {
        case .omedd(let omedd): "OMEDD \(DoseWords.omedd(omedd))"
        case .score(let score): "NRS \(score.value)"
        case .count(let count): "\(count)"
        case .days(let days): "\(days) days"
        }
    }
}
