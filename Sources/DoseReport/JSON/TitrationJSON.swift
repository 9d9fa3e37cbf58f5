import PainDosing
import Quantities
import StrictJSON

extension JSONValue {
    /// The decision on the background opioid.
    static func titration(_ answer: TitrationAnswer) -> JSONValue {
        var object = JSONObject()
        object.set("policy", .string(answer.policy.name))
        object.set("outcome", .string(answer.outcome.rawValue))
        object.set("reasons", .array(answer.reasons.map { .reason($0) }))
        object.set("change", answer.change.map { .change($0) })
        object.set(
            "rotation",
            answer.rotationWindow.map { window in
                var object = JSONObject()
                object.set("lowestReductionPercent", number: window.lowest.percent)
                object.set("highestReductionPercent", number: window.highest.percent)
                object.set("source", .string(window.source.key))
                return .object(object)
            })
        object.set("earliestIncrease", answer.earliestIncrease.map { .string($0.description) })
        object.set(
            "interval",
            answer.interval.map {
                .object(["hours": .integer($0.value), "source": .string($0.source.key)])
            })
        object.set("evidence", .array(answer.evidence.map { .evidence($0) }))
        object.set("missing", .array(answer.missing.map { .string($0.rawValue) }))
        return .object(object)
    }

    private static func reason(_ reason: TitrationReason) -> JSONValue {
        .object([
            "rule": .string(reason.rule.rawValue), "message": .string(reason.message),
            "source": reason.source.map { .string($0.key) },
            "verified": reason.evidence.isVerified ? nil : .bool(false),
        ])
    }

    private static func change(_ change: TitrationChange) -> JSONValue {
        var object = JSONObject()
        object.set("backgroundMgPerDay", number: change.background.milligramsPerDay)
        object.set("percent", number: change.percent.percent, exactKey: "percentExact")
        object.set("largestPercent", number: change.bound.percent)
        object.set("targetMgPerDay", number: change.target.milligramsPerDay)
        if let form = change.form, let proposal = change.proposal {
            object.set("of", .form(form))
            object.set("proposal", .proposal(proposal))
        }
        if let omedd = change.proposedOMEDD {
            object.set("proposedMgPerDay", number: omedd.milligramsPerDay)
        }
        object.set("rescue", change.rescue.map { .rescue($0) })
        return .object(object)
    }

    private static func evidence(_ line: TitrationEvidence) -> JSONValue {
        var object = JSONObject()
        object.set("fact", .string(line.fact.rawValue))
        object.set("value", line.value)
        if let limit = line.limit { object.set("limit", limit) }
        object.set("source", line.source.map { .string($0.key) })
        object.set(
            "entries",
            .array(
                line.entries.map {
                    .object([
                        "entry": .string($0.id.description),
                        "recordedAt": .string($0.recordedAt.description),
                    ])
                }))
        return .object(object)
    }
}

extension JSONObject {
    fileprivate mutating func set(_ key: String, _ value: EvidenceValue) {
        switch value {
        case .score(let score): set(key, .integer(score.value))
        case .count(let count), .hours(let count): set(key, .integer(count))
        case .countOf(let count, let all):
            set(key, .integer(count))
            set("of", .integer(all))
        case .omedd(let omedd): set(key, number: omedd.milligramsPerDay)
        case .effects(let effects): set(key, .array(effects.map { .string($0.rawValue) }))
        }
    }
}
