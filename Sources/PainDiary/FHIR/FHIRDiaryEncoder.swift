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
        for items in together { resources.append(try statement(items)) }
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

    /// The regimen, with lines that repeat one another put together: two resources of one dose are
    /// refused as one drug written twice.
    private var together: [[RegimenItem]] {
        var groups: [[RegimenItem]] = []
        for item in entry.regimen ?? [] {
            if let place = groups.firstIndex(where: { $0[0].repeats(item) }) {
                groups[place].append(item)
            } else {
                groups.append([item])
            }
        }
        return groups
    }

    /// Lines of one drug and form that are taken together, one or more.
    private func statement(_ items: [RegimenItem]) throws(DiaryEncodingError) -> JSONValue {
        let form = items[0].form
        var dosages: [JSONValue] = []
        for item in items {
            var dosage = JSONObject()
            if items.count > 1 { dosage.set("sequence", .integer(1)) }
            for member in try FHIRDosage.value(item.amount).members {
                dosage.set(member.key, member.value)
            }
            dosage.set("route", FHIRDiaryEncoder.route(form.route))
            dosages.append(.object(dosage))
        }
        return .object([
            "resourceType": .string("MedicationStatement"),
            "contained": FHIRDiaryEncoder.contained(form), "status": .string("active"),
            "medicationReference": FHIRDiaryEncoder.containedReference,
            "subject": FHIRDiaryEncoder.subject,
            "dosage": .array(dosages),
        ])
    }

    private func administration(_ dose: TakenDose) throws(DiaryEncodingError) -> JSONValue {
        .object([
            "resourceType": .string("MedicationAdministration"),
            "contained": FHIRDiaryEncoder.contained(dose.form), "status": .string("completed"),
            "medicationReference": FHIRDiaryEncoder.containedReference,
            "subject": FHIRDiaryEncoder.subject, "effectiveDateTime": time(dose.at),
            // A diary lists what was taken besides the regimen.
            "request": isRegular(dose.form)
                ? .object(["display": .string("as needed, besides the regular doses")]) : nil,
            "dosage": .object([
                "route": FHIRDiaryEncoder.route(dose.form.route),
                "dose": try FHIRDosage.quantity(dose.dose.milligrams, "mg"),
            ]),
        ])
    }

    private func isRegular(_ form: OpioidForm) -> Bool {
        form.formulation != .modifiedRelease
            && (entry.regimen ?? []).contains { $0.form == form && $0.amount.isBackground }
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
            "episodes", "patchChangedAt", "adverseEffects", "context", "boneMetastases", "replaces",
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
