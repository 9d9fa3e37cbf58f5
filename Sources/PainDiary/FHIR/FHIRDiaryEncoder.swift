import PainDosing
import Quantities
import StrictJSON

/// Writes one entry as a bundle.
struct FHIRDiaryEncoder {
    let entry: DiaryEntry

    func bundle() throws(DiaryEncodingError) -> JSONValue {
        let native = try NativeDiary.encode(entry)
        var resources = [patient]
        resources += observations(of: native)
        for item in entry.regimen ?? [] { resources.append(try statement(item)) }
        for dose in entry.taken ?? [] { resources.append(try administration(dose)) }
        if let answers = answers(of: native) { resources.append(answers) }
        return .object([
            "resourceType": .string("Bundle"), "type": .string("collection"),
            "timestamp": time(entry.recordedAt.instant),
            "entry": .array(resources.map { .object(["resource": $0]) }),
        ])
    }

    /// A moment on the clock of the entry.
    private func time(_ instant: Instant) -> JSONValue {
        let moment = LocalInstant(instant, offsetMinutes: entry.recordedAt.offsetMinutes)
        return .string(Timestamp.text(moment ?? LocalInstant(utc: instant)))
    }

    private var patient: JSONValue {
        .object([
            "resourceType": .string("Patient"), "id": .string(FHIRDiaryEncoder.patientID),
            "identifier": .array([
                .object([
                    "system": .string(FHIRSystem.patient), "value": .string(entry.patient.text),
                ])
            ]),
        ])
    }

    /// The id within the bundle; a pseudonym may hold characters that an id may not.
    private static let patientID = "patient"
    private static let subject = JSONValue.object(["reference": .string("Patient/\(patientID)")])

    // MARK: Observations

    private func observations(of native: JSONValue) -> [JSONValue] {
        var observations: [JSONValue] = []
        for field in ["background", "worst"] {
            guard let score = native["pain"]?[field] else { continue }
            observations.append(
                observation(
                    [(FHIRSystem.loinc, FHIRCode.pain), (FHIRSystem.pain, field)],
                    "valueInteger", score))
        }
        for measure in FHIRCode.measures {
            guard let value = native["observations"]?[measure.field],
                let unit = measure.units.first, let code = measure.loinc.first
            else { continue }
            observations.append(
                observation(
                    [(FHIRSystem.loinc, code)], "valueQuantity",
                    FHIRDiaryEncoder.quantity(value, unit)))
        }
        if let sedation = native["observations"]?["sedation"], let score = sedation["score"],
            case .string(let scale)? = sedation["scale"]?.content
        {
            let isText = if case .string = score.content { true } else { false }
            observations.append(
                observation(
                    [(FHIRSystem.sedation, scale)], isText ? "valueString" : "valueInteger", score))
        }
        for finding in FHIRCode.findings {
            guard let value = native["observations"]?[finding] else { continue }
            observations.append(
                observation([(FHIRSystem.finding, finding)], "valueBoolean", value))
        }
        return observations
    }

    private func observation(
        _ codes: [(system: String, code: String)], _ key: String, _ value: JSONValue
    ) -> JSONValue {
        var observation = JSONObject()
        observation.set("resourceType", .string("Observation"))
        observation.set("status", .string("final"))
        observation.set("code", .object(["coding": FHIRDiaryEncoder.codings(codes)]))
        observation.set("subject", FHIRDiaryEncoder.subject)
        observation.set("effectiveDateTime", time(entry.recordedAt.instant))
        observation.set(key, value)
        return .object(observation)
    }

    // MARK: Medication

    private func statement(_ item: RegimenItem) throws(DiaryEncodingError) -> JSONValue {
        var dosage = try FHIRDosage.value(item.amount)
        dosage.set("route", FHIRDiaryEncoder.route(item.form.route))
        return .object([
            "resourceType": .string("MedicationStatement"),
            "contained": FHIRDiaryEncoder.contained(item.form), "status": .string("active"),
            "medicationReference": FHIRDiaryEncoder.containedReference,
            "subject": FHIRDiaryEncoder.subject,
            "dosage": .array([.object(dosage)]),
        ])
    }

    private func administration(_ dose: TakenDose) throws(DiaryEncodingError) -> JSONValue {
        .object([
            "resourceType": .string("MedicationAdministration"),
            "contained": FHIRDiaryEncoder.contained(dose.form), "status": .string("completed"),
            "medicationReference": FHIRDiaryEncoder.containedReference,
            "subject": FHIRDiaryEncoder.subject, "effectiveDateTime": time(dose.at),
            "dosage": .object([
                "route": FHIRDiaryEncoder.route(dose.form.route),
                "dose": try FHIRDosage.quantity(dose.dose.milligrams, "mg"),
            ]),
        ])
    }

    private static let containedReference = JSONValue.object(["reference": .string("#drug")])

    private static func contained(_ form: OpioidForm) -> JSONValue {
        .array([
            .object([
                "resourceType": .string("Medication"), "id": .string("drug"),
                "code": .object(["text": .string(form.opioid.name)]),
                "form": .object([
                    "coding": codings([(FHIRSystem.formulation, form.formulation.rawValue)])
                ]),
            ])
        ])
    }

    private static func route(_ route: Route) -> JSONValue? {
        FHIRCode.routes.first { $0.route == route }.map {
            .object(["coding": codings([(FHIRSystem.snomed, $0.code)])])
        }
    }

    private static func codings(_ codes: [(system: String, code: String)]) -> JSONValue {
        .array(codes.map { .object(["system": .string($0.system), "code": .string($0.code)]) })
    }

    static func quantity(_ value: JSONValue, _ unit: String) -> JSONValue {
        .object([
            "value": value, "system": .string(FHIRSystem.ucum), "code": .string(unit),
        ])
    }

    // MARK: Answers

    private func answers(of native: JSONValue) -> JSONValue? {
        var items: [JSONValue] = []
        let pain = ["goal", "mechanism"].compactMap { key in
            native["pain"]?[key].map { FHIRAnswers.item("pain.\(key)", $0) }
        }
        if !pain.isEmpty { items.append(FHIRAnswers.group("pain", pain)) }
        for key in [
            "episodes", "adverseEffects", "context", "boneMetastases", "replaces",
            "withdraws", "confirms",
        ] {
            if let value = native[key] { items += FHIRAnswers.items(key, value) }
        }
        for (key, isNone) in [
            ("regimen", entry.regimen?.isEmpty), ("taken", entry.taken?.isEmpty),
        ] where isNone == true {
            items += FHIRAnswers.items(key, .array([]))
        }
        guard !items.isEmpty else { return nil }
        return .object([
            "resourceType": .string("QuestionnaireResponse"),
            "questionnaire": .string(FHIRSystem.questionnaire), "status": .string("completed"),
            "subject": FHIRDiaryEncoder.subject,
            "authored": time(entry.recordedAt.instant), "item": .array(items),
        ])
    }
}
