import PainDiary
import PainDosing
import ShippedEngine
import Testing

@Suite("Codes and units of FHIR bundles")
struct FHIRCodeTests {
    private func entry(_ resource: String) throws -> DiaryEntry {
        let text =
            #"{"resourceType": "Bundle", "type": "collection", "timestamp": "2026-03-02T09:00:00Z", "#
            + #""entry": [{"resource": {"subject": {"reference": "Patient/p"}, \#(resource)}}]}"#
        return try FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
            .decode(Array(text.utf8))
    }

    private func native(_ field: String) throws -> DiaryEntry {
        let text =
            #"{"schema": "pain-diary/1", "patient": "p", "recordedAt": "2026-03-02T09:00:00Z", "#
            + field + "}"
        return try NativeDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
            .decode(Array(text.utf8))
    }

    private func observation(_ code: String, _ value: String) -> String {
        #""resourceType": "Observation", "status": "final", "effectiveDateTime": "#
            + #""2026-03-02T08:00:00Z", "code": {"coding": [{"system": "http://loinc.org", "#
            + #""code": "\#(code)"}]}, "valueQuantity": {"system": "http://unitsofmeasure.org", "#
            + value + "}"
    }

    @Test(
        "A dose is read in its own unit",
        arguments: [
            (#""value": 10, "code": "mg""#, "10 mg"), (#""value": 100, "code": "ug""#, "100 mcg"),
            (#""value": 0.01, "code": "g""#, "10 mg"), (#""value": 2.50, "code": "mg""#, "2.5 mg"),
        ])
    func dose(_ quantity: String, _ expected: String) throws {
        let found = try entry(
            #""resourceType": "MedicationAdministration", "status": "completed", "#
                + #""effectiveDateTime": "2026-03-02T08:00:00Z", "#
                + #""medicationCodeableConcept": {"text": "morphine"}, "dosage": {"#
                + #""route": {"coding": [{"system": "http://snomed.info/sct", "code": "37161004"}]}, "#
                + #""dose": {\#(quantity), "system": "http://unitsofmeasure.org"}}"#)
        #expect(
            found
                == (try native(
                    #""taken": [{"at": "2026-03-02T08:00:00Z", "opioid": "morphine", "#
                        + #""formulation": "suppository", "dose": "\#(expected)"}]"#)))
    }

    @Test(
        "A rate of micrograms per hour is that of a patch, one of a pump goes by its unit",
        arguments: [
            ("fentanyl", "patch", "45890007", "ug/h", "fentanyl patch 25 mcg/h"),
            ("fentanyl", "infusion", "34206005", "ug/d", "fentanyl SC infusion 25 mcg/24h"),
            ("morphine", "infusion", "47625008", "mg/d", "morphine IV infusion 25 mg/24h"),
        ])
    func rate(
        _ opioid: String, _ form: String, _ route: String, _ unit: String, _ expected: String
    ) throws {
        let found = try entry(
            #""resourceType": "MedicationStatement", "status": "active", "contained": [{"#
                + #""resourceType": "Medication", "id": "m", "code": {"text": "\#(opioid)"}, "#
                + ##""form": {"text": "\##(form)"}}], "medicationReference": {"reference": "#m"}, "##
                + #""dosage": [{"route": {"coding": [{"system": "http://snomed.info/sct", "#
                + #""code": "\#(route)"}]}, "doseAndRate": [{"rateQuantity": {"value": 25, "#
                + #""code": "\#(unit)", "system": "http://unitsofmeasure.org"}}]}]"#)
        #expect(found == (try native(#""regimen": ["\#(expected)"]"#)))
    }

    @Test(
        "Each code of a measurement leads to its own field",
        arguments: [
            ("9279-1", #""value": 16, "code": "/min""#, #""respiratoryRate": 16"#),
            ("59408-5", #""value": 95, "code": "%""#, #""spo2": 95"#),
            ("2708-6", #""value": 95, "code": "%""#, #""spo2": 95"#),
            ("29463-7", #""value": 61.5, "code": "kg""#, #""weightKg": 61.5"#),
            ("98979-8", #""value": 48, "code": "mL/min/{1.73_m2}""#, #""egfr": 48"#),
            ("62238-1", #""value": 48, "code": "mL/min/{1.73_m2}""#, #""egfr": 48"#),
            ("33914-3", #""value": 48, "code": "mL/min/{1.73_m2}""#, #""egfr": 48"#),
            ("8636-3", #""value": 440, "code": "ms""#, #""qtcMs": 440"#),
            ("8310-5", #""value": 36.8, "code": "Cel""#, #""temperatureC": 36.8"#),
        ])
    func measurement(_ code: String, _ value: String, _ expected: String) throws {
        let found = try entry(observation(code, value))
        #expect(found == (try native(#""observations": {\#(expected)}"#)))
    }

    private func cyanosis(_ value: String, at moment: String = "2026-03-02T08:00:00Z") -> String {
        #""resourceType": "Observation", "status": "final", "effectiveDateTime": "\#(moment)", "#
            + #""code": {"coding": [{"system": "urn:paincalc:finding", "code": "cyanosis"}]}, "#
            + value
    }

    @Test("Cyanosis is an Observation with true or false, and counts for a day")
    func cyanosis() throws {
        for value in ["true", "false"] {
            let found = try entry(cyanosis(#""valueBoolean": \#(value)"#))
            #expect(found == (try native(#""observations": {"cyanosis": \#(value)}"#)))
        }
        let yesterday = cyanosis(#""valueBoolean": false"#, at: "2026-03-01T09:00:00Z")
        #expect(try entry(yesterday).context.conditions.isEmpty)
        let error = #expect(throws: DiaryError.self) {
            try entry(cyanosis(#""valueString": "no""#))
        }
        #expect(error?.description.contains("\"valueBoolean\" is missing") == true)
    }

    @Test(
        "Each SNOMED CT code leads to its own route",
        arguments: [
            ("26643006", "morphine", "immediate-release", Route.oral),
            ("37161004", "morphine", "suppository", .rectal),
            ("37839007", "fentanyl", "sublingual-tablet", .sublingual),
            ("54471007", "fentanyl", "buccal-tablet", .buccal),
            ("46713006", "fentanyl", "nasal-spray", .nasal),
            ("34206005", "morphine", "injection", .subcutaneous),
            ("47625008", "morphine", "injection", .intravenous),
            ("78421000", "morphine", "injection", .intramuscular),
        ])
    func route(_ code: String, _ opioid: String, _ form: String, _ route: Route) throws {
        let found = try entry(
            #""resourceType": "MedicationAdministration", "status": "completed", "contained": [{"#
                + #""resourceType": "Medication", "id": "m", "code": {"text": "\#(opioid)"}, "#
                + ##""form": {"text": "\##(form)"}}], "medicationReference": {"reference": "#m"}, "##
                + #""effectiveDateTime": "2026-03-02T08:00:00Z", "dosage": {"dose": {"value": 100, "#
                + #""code": "ug", "system": "http://unitsofmeasure.org"}, "route": {"coding": [{"#
                + #""system": "http://snomed.info/sct", "code": "\#(code)"}]}}"#)
        #expect(found.taken?.map(\.form.route) == [route])
        #expect(found.taken?.map(\.form.formulation.rawValue) == [form])
    }
}
