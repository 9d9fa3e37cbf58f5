import PainDiary
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@Suite("FHIR bundles as diaries")
struct FHIRDiaryTests {
    private func reader() throws -> FHIRDiary {
        FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    private func native(_ text: String) throws -> DiaryEntry {
        try NativeDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
            .decode(Array(text.utf8))
    }

    @Test("The template says what the same diary says in the native format")
    func template() throws {
        let reading = try reader().read(Array(FHIRTemplate.text.utf8))
        let expected = try native(
            """
            {"schema": "pain-diary/1", "patient": "p-17", "recordedAt": "2026-03-02T08:30:00+01:00",
             "pain": {"background": 6, "worst": 9, "goal": 3},
             "episodes": [
              {"at": "2026-03-01T14:00:00+01:00", "peak": 8, "trigger": "spontaneous"}],
             "regimen": ["oxycodone MR 20 mg bd"],
             "taken": [{"at": "2026-03-01T14:05:00+01:00", "opioid": "oxycodone",
                        "formulation": "IR", "dose": "5 mg"}],
             "observations": {"respiratoryRate": 16, "egfr": 72, "cyanosis": false,
                              "sedation": {"scale": "POSS", "score": 1}},
             "adverseEffects": ["constipation"],
             "context": {"ageYears": 71, "opioidNaive": false, "aroundTheClockDays": 14,
                         "sleepApnoea": false, "comedications": ["macrogol"]}}
            """)
        #expect(reading.entry == expected)
        #expect(reading.ignored.isEmpty)
    }

    @Test("A hospital's transaction is read; what no dose rests on is listed")
    func hospital() throws {
        let reading = try reader().read(try FHIRFixture.bytes("hospital.json"))
        let expected = try native(
            """
            {"schema": "pain-diary/1", "patient": "ward-4_12", "recordedAt": "2026-03-02T09:00:00Z",
             "pain": {"background": 2}, "regimen": ["fentanyl patch 50 mcg/h every 72 h"],
             "observations": {"spo2": 97}}
            """)
        #expect(reading.entry == expected)
        #expect(
            reading.ignored.map(\.description) == [
                "Bundle.entry[1].resource: Condition is not read",
                "Bundle.entry[3].resource: MedicationRequest that is stopped",
                "Bundle.entry[5].resource: Observation with a later one of spo2",
            ])
    }

    @Test(
        "An entry is written as the bundle that the FHIR library has checked",
        arguments: [
            ("native.json", "encoded.json"), ("native-counted.json", "encoded-counted.json"),
        ])
    func encoded(_ source: String, _ expected: String) throws {
        let entry = try native(String(decoding: try FHIRFixture.bytes(source), as: UTF8.self))
        let bundle = try FHIRDiary.encode(entry).encoded(.pretty)
        #expect(bundle + [UInt8(ascii: "\n")] == (try FHIRFixture.bytes(expected)))
        #expect(try reader().decode(bundle) == entry)
    }

    @Test("FHIR is recognised by its resource type")
    func recognised() throws {
        #expect(FHIRDiary.recognises(Array(FHIRTemplate.text.utf8)))
        #expect(!FHIRDiary.recognises(Array(#"{"schema": "pain-diary/1"}"#.utf8)))
        #expect(!FHIRDiary.recognises(Array(#"{"resourceType": "#.utf8)))
    }

    @Test("Rates are read by hour, by day and as a ratio")
    func rates() throws {
        let ucum = #""system": "http://unitsofmeasure.org""#
        let rates = [
            #""rateQuantity": {"value": 1.25, \#(ucum), "code": "mg/h"}"#,
            #""rateQuantity": {"value": 30, \#(ucum), "code": "mg/d"}"#,
            #""rateQuantity": {"value": 1250, \#(ucum), "code": "ug/h"}"#,
            #""rateRatio": {"numerator": {"value": 30, \#(ucum), "code": "mg"}, "#
                + #""denominator": {"value": 24, \#(ucum), "code": "h"}}"#,
        ]
        for rate in rates {
            let entry = try reader().decode(Array(bundle(rate).utf8))
            let expected = try native(
                """
                {"schema": "pain-diary/1", "patient": "p", "recordedAt": "2026-03-02T09:00:00Z",
                 "regimen": ["morphine subcutaneous infusion 30 mg/24h"]}
                """)
            #expect(entry == expected, "\(rate)")
        }
    }

    private func bundle(_ rate: String) -> String {
        #"{"resourceType": "Bundle", "type": "collection", "timestamp": "2026-03-02T09:00:00Z", "#
            + #""entry": [{"resource": {"resourceType": "MedicationStatement", "status": "active", "#
            + #""contained": [{"resourceType": "Medication", "id": "m", "#
            + #""code": {"text": "morphine"}, "form": {"text": "infusion"}}], "#
            + ##""medicationReference": {"reference": "#m"}, "##
            + #""subject": {"reference": "Patient/p"}, "dosage": [{"#
            + #""route": {"text": "subcutaneous"}, "doseAndRate": [{\#(rate)}]}]}}]}"#
    }
}
