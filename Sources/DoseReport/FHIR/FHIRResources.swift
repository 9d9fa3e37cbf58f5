import PainDosing
import Quantities
import StrictJSON

/// Writes the resources of one assessment.
struct FHIRResources {
    let header: AssessmentHeader

    private static let patientID = "patient"
    private static let subject = JSONValue.object(["reference": .string("Patient/\(patientID)")])

    /// What replaced and withdrawn entries came to is no longer true.
    private func status(_ valid: String) -> JSONValue {
        .string(header.isVoid ? "entered-in-error" : valid)
    }

    var patient: JSONValue {
        .object([
            "resourceType": .string("Patient"), "id": .string(FHIRResources.patientID),
            "identifier": .array([
                .object([
                    "system": .string("urn:paincalc:patient"),
                    "value": .string(header.patient.text),
                ])
            ]),
        ])
    }

    /// The oral morphine equivalent of a day, with its range over the conversion tables.
    func omedd(_ answer: OMEDDAnswer) -> JSONValue {
        .object([
            "resourceType": .string("Observation"), "status": status("final"),
            "code": concept("result", "omedd", "Oral morphine equivalent daily dose"),
            "subject": FHIRResources.subject, "effectiveDateTime": .string(header.recordedAt),
            "valueQuantity": quantity(answer.omedd),
            "method": .object(["text": .string("conversion table \(answer.table.name)")]),
            "component": .array([
                component("omedd-low", "Lowest over the tables", answer.low),
                component("omedd-high", "Highest over the tables", answer.high),
            ]),
        ])
    }

    /// The decision on the background opioid.
    func guidance(_ decision: (code: String, words: String), _ text: String) -> JSONValue {
        .object([
            "resourceType": .string("GuidanceResponse"),
            "identifier": .array([
                .object([
                    "system": .string("urn:paincalc:entry"),
                    "value": .string(header.entry.description),
                ])
            ]),
            "moduleUri": .string("urn:paincalc:assess"), "status": status("success"),
            "subject": FHIRResources.subject, "occurrenceDateTime": .string(header.recordedAt),
            "reasonCode": .array([concept("decision", decision.code, decision.words)]),
            "note": .array([.object(["text": .string(text)])]),
        ])
    }

    func issue(_ alert: Alert, _ onBoard: [OnBoardAdvice] = []) -> JSONValue {
        let actions = [alert.action].compactMap(\.self) + onBoard.map(RegimenWords.onBoard)
        return .object([
            "resourceType": .string("DetectedIssue"), "status": status("final"),
            "code": concept("alert", alert.code, nil),
            "severity": .string(severity(alert.severity)), "patient": FHIRResources.subject,
            "identifiedDateTime": .string(header.recordedAt),
            "detail": .string(
                [alert.message, alert.question].compactMap(\.self).joined(separator: " ")),
            "mitigation": actions.isEmpty
                ? nil
                : .array(
                    actions.map { .object(["action": .object(["text": .string($0)])]) }),
        ])
    }

    private func severity(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: "low"
        case .caution: "moderate"
        case .query, .stop: "high"
        }
    }

    private func component(_ code: String, _ text: String, _ value: OMEDD) -> JSONValue {
        .object(["code": concept("result", code, text), "valueQuantity": quantity(value)])
    }

    private func quantity(_ omedd: OMEDD) -> JSONValue {
        var quantity = JSONObject()
        let printed = omedd.milligramsPerDay.decimal()
        quantity.set("value", JSONNumber(printed.text).map { .number($0) })
        quantity.set("unit", .string("mg oral morphine per day"))
        quantity.set("system", .string("http://unitsofmeasure.org"))
        quantity.set("code", .string("mg/d"))
        return .object(quantity)
    }

    private func concept(_ system: String, _ code: String, _ text: String?) -> JSONValue {
        .object([
            "coding": .array([
                .object([
                    "system": .string("urn:paincalc:\(system)"), "code": .string(code),
                ])
            ]),
            "text": text.map { .string($0) },
        ])
    }
}
