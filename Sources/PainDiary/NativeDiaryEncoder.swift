import PainDosing
import Quantities
import StrictJSON

/// Writes one entry in the canonical form.
struct NativeDiaryEncoder {
    let entry: DiaryEntry

    func value() throws(DiaryEncodingError) -> JSONValue {
        var bone: JSONValue?
        if let known = entry.boneMetastases { bone = try BoneMetastasesEncoder.value(known) }
        return .object([
            "schema": .string(NativeDiary.schema),
            "patient": .string(entry.patient.text),
            "recordedAt": time(entry.recordedAt.instant),
            "pain": NativeDiaryEncoder.unlessEmpty(pain),
            "episodes": try array(entry.episodes, episode),
            "regimen": try array(entry.regimen, RegimenItemEncoder.value),
            "taken": try array(entry.taken, dose),
            "patchChangedAt": entry.patchChangedAt.map(time),
            "observations": NativeDiaryEncoder.unlessEmpty(try observations()),
            "adverseEffects": entry.adverseEffects.map { effects in
                .array(effects.sorted().map { .string($0.rawValue) })
            },
            "context": NativeDiaryEncoder.unlessEmpty(context),
            "boneMetastases": bone,
            "replaces": entry.replaces.map { .string($0.description) },
            "withdraws": entry.withdraws.map { .string($0.description) },
            "confirms": entry.confirms.isEmpty ? nil : .array(entry.confirms.map(confirmation)),
        ])
    }

    /// A moment on the clock of the entry, the only one that is known.
    private func time(_ instant: Instant) -> JSONValue {
        let moment = LocalInstant(instant, offsetMinutes: entry.recordedAt.offsetMinutes)
        return .string(Timestamp.text(moment ?? LocalInstant(utc: instant)))
    }

    private var pain: JSONValue {
        .object([
            "background": entry.pain.background.map { .integer($0.value) },
            "worst": entry.pain.worst.map { .integer($0.value) },
            "goal": entry.pain.goal.map { .integer($0.value) },
            "mechanism": entry.pain.mechanism.map { .string($0.rawValue) },
        ])
    }

    private func confirmation(_ confirmation: QueryConfirmation) -> JSONValue {
        .object([
            "code": .string(confirmation.code),
            "entry": confirmation.entry.map { .string($0.description) },
            "by": .string(confirmation.by), "reason": .string(confirmation.reason),
        ])
    }

    private func episode(_ episode: BreakthroughEpisode) throws(DiaryEncodingError) -> JSONValue {
        var rescue: JSONValue?
        if let taken = episode.rescue { rescue = try dose(taken) }
        return .object([
            "at": time(episode.at),
            "peak": episode.peak.map { .integer($0.value) },
            "trigger": episode.trigger.map { .string($0.rawValue) },
            "rescue": rescue,
            "after30min": episode.after30Minutes.map { .integer($0.value) },
        ])
    }

    private func dose(_ taken: TakenDose) throws(DiaryEncodingError) -> JSONValue {
        if let companion = taken.companion { throw .combinedProduct(companion.drug) }
        return .object([
            "at": time(taken.at),
            "opioid": .string(taken.form.opioid.name),
            "formulation": .string(taken.form.formulation.rawValue),
            "route": .string(taken.form.route.rawValue),
            "dose": .string(try ExactDecimal.text(taken.dose.milligrams) + " mg"),
        ])
    }

    private func observations() throws(DiaryEncodingError) -> JSONValue {
        let observations = entry.observations
        let measured = JSONValue.object([
            "respiratoryRate": observations.respiratoryRate.map { .integer($0) },
            "spo2": observations.oxygenSaturation.map { .integer($0) },
            "sedation": observations.sedation.map { sedation in
                .object([
                    "scale": .string(sedation.scale.rawValue),
                    "score": sedation.scale == .poss && sedation.score == 0
                        ? .string("S") : .integer(sedation.score),
                ])
            },
            "weightKg": try number(observations.kilograms),
            "egfr": try number(observations.glomerularFiltration),
            "qtcMs": observations.correctedQTMilliseconds.map { .integer($0) },
            "temperatureC": try number(observations.degreesCelsius),
        ])
        return adding(PatientCondition.allCases.filter(\.isObserved), to: measured)
    }

    private var context: JSONValue {
        let context = entry.context
        let facts = JSONValue.object([
            "ageYears": context.ageYears.map { .integer($0) },
            "opioidNaive": context.isOpioidNaive.map { .bool($0) },
            "aroundTheClockDays": context.aroundTheClockDays.map { .integer($0) },
            "hepatic": context.hepatic.map { .string($0.rawValue) },
            "cachexia": context.hasCachexia.map { .bool($0) },
            "frail": context.isFrail.map { .bool($0) },
            "pregnant": context.isPregnant.map { .bool($0) },
            "comedications": context.comedications.map { names in
                .array(names.map { .string($0) })
            },
            "comedicationsAreAll": context.comedicationsAreAll ? nil : .bool(false),
        ])
        return adding(PatientCondition.allCases.filter { !$0.isObserved }, to: facts)
    }

    /// What is known of some conditions, behind the other fields of their group.
    private func adding(_ conditions: [PatientCondition], to group: JSONValue) -> JSONValue {
        guard case .object(var object) = group.content else { return group }
        for condition in conditions {
            object.set(
                condition.rawValue, entry.context.conditions[condition].map { .bool($0) })
        }
        return .object(object)
    }

    private func number(_ value: Rational?) throws(DiaryEncodingError) -> JSONValue? {
        guard let value else { return nil }
        guard let number = JSONNumber(try ExactDecimal.text(value)) else {
            throw .notADecimal(value)
        }
        return .number(number)
    }

    private func array<Element>(
        _ elements: [Element]?, _ each: (Element) throws(DiaryEncodingError) -> JSONValue
    ) throws(DiaryEncodingError) -> JSONValue? {
        guard let elements else { return nil }
        var values: [JSONValue] = []
        for element in elements { values.append(try each(element)) }
        return .array(values)
    }

    /// An object of which everything is unknown says nothing and is left out.
    private static func unlessEmpty(_ value: JSONValue) -> JSONValue? {
        value == .object(JSONObject()) ? nil : value
    }
}
