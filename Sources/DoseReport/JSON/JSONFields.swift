import PainDosing
import Quantities
import StrictJSON

extension JSONObject {
    /// A number with exact decimals; where it had to be rounded, the fraction stands beside it.
    mutating func set(_ key: String, number value: Rational, exactKey: String? = nil) {
        let printed = value.decimal()
        set(key, JSONNumber(printed.text).map { .number($0) })
        if !printed.isExact { set(exactKey ?? key + "Exact", .string(value.description)) }
    }

    /// A single dose with its unit.
    mutating func set(_ key: String, mass: Mass, inMicrograms: Bool) {
        // Falling back to milligrams, with the unit beside it, loses nothing.
        if inMicrograms, let micrograms = try? mass.micrograms() {
            set(key, number: micrograms)
        } else {
            set(key, number: mass.milligrams)
        }
    }

    /// The amount of a day with its unit.
    mutating func set(_ key: String, daily amount: DailyAmount, exactKey: String? = nil) {
        switch amount {
        case .mass(let dose):
            set(key, number: dose.milligramsPerDay, exactKey: exactKey)
            set("unit", .string("mg"))
        case .rate(let rate):
            set(key, number: rate.microgramsPerHour, exactKey: exactKey)
            set("unit", .string("microgram/hour"))
        }
    }
}

extension JSONObject {
    /// `readAs`, `open`, `setAside` and `remarks` of a regimen as people write it.
    mutating func set(_ reading: ReadRegimen) {
        let lines =
            reading.readAs.isEmpty ? reading.items.map { FormWords.item($0) } : reading.readAs
        set("readAs", .array(lines.map { .string($0) }))
        set(
            "open",
            .array(
                reading.open.map { point in
                    .object([
                        "item": .integer(point.item), "words": .string(point.words),
                        "question": .string(point.question),
                        "choices": .array(point.choices.map { .string($0) }),
                    ])
                }))
        set("setAside", .array(reading.setAside.map { .string($0) }))
        set("remarks", .array(reading.remarks.map { .string($0) }))
    }
}

extension JSONObject {
    /// `alerts`, `notChecked` and `trace`, which every answer has.
    mutating func set(answer: some ReportedAnswer) {
        set("alerts", .alerts(answer.alerts))
        set("notChecked", .notChecked(answer.unchecked))
        set("trace", .trace(answer.trace))
    }
}

extension JSONObject {
    /// `alerts`, and `regimen` and `onBoard` where something is taken; nothing of it is a proposal.
    mutating func set(_ refusal: Refusal) {
        set("alerts", .alerts(refusal.alerts))
        set("regimenHoursOld", refusal.regimenHours.map { .integer($0) })
        if !refusal.regimen.isEmpty {
            set("regimen", .array(refusal.regimen.map { .object(JSONObject(asWritten: $0)) }))
        }
        if !refusal.onBoard.isEmpty {
            set(
                "onBoard",
                .array(
                    refusal.onBoard.map { advice in
                        var object = JSONObject(asWritten: advice.item)
                        object.set("text", .string(advice.text))
                        object.set("source", .string(advice.source.key))
                        if !advice.evidence.isVerified { object.set("verified", .bool(false)) }
                        return .object(object)
                    }))
        }
    }

    /// The form of an item and its words.
    init(asWritten item: RegimenItem) {
        self.init()
        set("opioid", .string(item.form.opioid.name))
        set("route", .string(item.form.route.rawValue))
        set("formulation", .string(item.form.formulation.rawValue))
        set("asWritten", .string(FormWords.item(item)))
    }
}

extension JSONValue {
    static func form(_ form: OpioidForm) -> JSONValue {
        .object([
            "opioid": .string(form.opioid.name), "route": .string(form.route.rawValue),
            "formulation": .string(form.formulation.rawValue),
        ])
    }

    static func alert(_ alert: Alert) -> JSONValue {
        .object([
            "code": .string(alert.code), "severity": .string(alert.severity.rawValue),
            "message": .string(alert.message), "action": alert.action.map { .string($0) },
            "source": alert.source.map { .string($0.key) },
            "question": alert.question.map { .string($0) },
        ])
    }

    static func alerts(_ alerts: [Alert]) -> JSONValue { .array(alerts.map { .alert($0) }) }

    /// The facts that are not known, with the limits that nobody could check.
    static func notChecked(_ facts: [UncheckedFact]) -> JSONValue {
        .array(
            facts.map {
                .object([
                    "fact": .string($0.fact.rawValue),
                    "limits": .array($0.limits.map { .string($0) }),
                ])
            })
    }

    static func trace(_ steps: [TraceStep]) -> JSONValue {
        .array(
            steps.map { step in
                .object([
                    "rule": .string(step.rule.rawValue), "subject": .string(step.subject),
                    "inputs": .array(step.inputs.map { .string(TraceWords.value($0)) }),
                    "arithmetic": .string(TraceWords.arithmetic(step)),
                    "result": .string(TraceWords.value(step.result)),
                    "table": step.table.map { .string($0.name) },
                    "source": step.source.map { .string($0.key) },
                    "verified": step.evidence.isVerified ? nil : .bool(false),
                ])
            })
    }

    /// The profile that an answer was made with; null without one.
    static func site(_ site: SiteReference?) -> JSONValue {
        guard let site else { return .null }
        return .object(["id": .string(site.id), "sha256": .string(site.digest.description)])
    }

    static func table(_ id: ConversionSetID, sha256: String) -> JSONValue {
        .object(["id": .string(id.name), "sha256": .string(sha256)])
    }
}
