import PainDosing
import ShippedEngine
import Testing

@testable import PainDiary

/// What records really send: decimals, times of the day, bounds, product names, dates without a time.
@Suite("FHIR as it is sent")
struct FHIRAsSentTests {
    struct Sent: Sendable, CustomTestStringConvertible {
        let name: String
        /// The members of a MedicationRequest after its status, intent and subject.
        let request: String
        /// The regimen that it is; nil where it is set aside.
        let regimen: String?
        /// Words among what was ignored.
        var ignored: String?

        var testDescription: String { name }

        init(_ name: String, _ request: String, _ regimen: String?, ignored: String? = nil) {
            self.name = name
            self.request = request
            self.regimen = regimen
            self.ignored = ignored
        }
    }

    private static let mr =
        ##""medicationReference": {"reference": "#m"}, "contained": [{"resourceType": "Medication", "##
        + ##""id": "m", "code": {"text": "oxycodone"}, "form": {"text": "modified-release"}}]"##

    private static func dosage(_ rhythm: String, _ more: String = "", value: String = "20")
        -> String
    {
        #""dosageInstruction": [{"timing": {"repeat": {\#(rhythm)}}\#(more), "doseAndRate": [{"#
            + #""doseQuantity": {"value": \#(value), "unit": "mg", "system": "http://unitsofmeasure.org", "#
            + #""code": "mg"}}]}]"#
    }

    private static func product(_ display: String, _ quantity: String) -> String {
        #""medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "#
            + #""code": "1", "display": "\#(display)"}]}, "dosageInstruction": [{"timing": {"repeat": {"#
            + #""frequency": 2, "period": 1.0, "periodUnit": "d"}}, "doseAndRate": [{"doseQuantity": {"#
            + quantity + #"}}]}]"#
    }

    private static let bd = #""frequency": 2, "period": 1, "periodUnit": "d""#

    static let sent: [Sent] = [
        Sent(
            "a decimal period",
            mr + "," + dosage(#""frequency": 1, "period": 12.0, "periodUnit": "h""#),
            "oxycodone MR 20 mg q12h"),
        Sent(
            "a decimal frequency",
            mr + "," + dosage(#""frequency": 2.0, "period": 1.00, "periodUnit": "d""#),
            "oxycodone MR 20 mg bd"),
        Sent(
            "times of the day", mr + "," + dosage(#""timeOfDay": ["08:00:00", "20:00:00"]"#),
            "oxycodone MR 20 mg bd"),
        Sent(
            "times of the day with their number",
            mr + "," + dosage(bd + #", "timeOfDay": ["08:00", "20:00"]"#), "oxycodone MR 20 mg bd"),
        Sent(
            "moments of the day", mr + "," + dosage(#""when": ["MORN", "EVE"]"#),
            "oxycodone MR 20 mg bd"),
        Sent(
            "bounds that have begun and are open",
            mr + "," + dosage(bd + #", "boundsPeriod": {"start": "2026-01-01"}"#),
            "oxycodone MR 20 mg bd"),
        Sent(
            "bounds that hold",
            mr + ","
                + dosage(
                    bd
                        + #", "boundsPeriod": {"start": "2026-03-01T08:00:00Z", "end": "2026-03-30"}"#
                ), "oxycodone MR 20 mg bd"),
        Sent(
            "bounds that are to come",
            mr + "," + dosage(bd + #", "boundsPeriod": {"start": "2026-03-10"}"#), nil,
            ignored: "begins on 2026-03-10"),
        Sent(
            "bounds that are over",
            mr + "," + dosage(bd + #", "boundsPeriod": {"end": "2026-02-01"}"#), nil,
            ignored: "2026-02-01"),
        Sent(
            "a maximum",
            mr + "," + dosage(bd, #", "maxDosePerPeriod": {"numerator": {"value": 60}}"#),
            "oxycodone MR 20 mg bd", ignored: "a bound on the dose is not read"),
        Sent(
            "a code for the morning",
            mr
                + #","dosageInstruction": [{"timing": {"code": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation", "code": "AM"}]}}, "doseAndRate": [{"doseQuantity": {"value": 20, "system": "http://unitsofmeasure.org", "code": "mg"}}]}]"#,
            "oxycodone MR 20 mg od"),
        Sent(
            "a product by its whole name",
            product(
                "oxycodone hydrochloride 20 MG 12 HR Extended Release Oral Tablet [OxyContin]",
                #""value": 20, "system": "http://unitsofmeasure.org", "code": "mg""#),
            "oxycodone MR 20 mg bd"),
        Sent(
            "tablets of a strength",
            product(
                "morphine sulfate 15 MG Extended Release Oral Tablet",
                #""value": 2, "unit": "tablet", "code": "{tablet}""#), "morphine MR 30 mg bd"),
        Sent(
            "half a tablet",
            product("oxycodone hydrochloride 5 MG Oral Tablet", #""value": 0.5, "unit": "tablet""#),
            "oxycodone oral IR 2.5 mg bd"),
        Sent(
            "millilitres of a strength",
            product(
                "morphine sulfate 2 MG/ML Oral Solution", #""value": 5, "unit": "mL", "code": "mL""#
            ), "morphine IR 10 mg bd"),
        Sent(
            "an opioid by the German edition of ATC",
            #""medicationCodeableConcept": {"coding": [{"system": "http://fhir.de/CodeSystem/bfarm/atc", "code": "N02AA05"}], "text": "oxycodone"}, "#
                + dosage(bd).replacing("[{", with: #"[{"route": {"text": "oral"}, "#), nil),
    ]

    private func bundle(_ resources: [String], timestamp: String? = "2026-03-02T09:00:00Z")
        -> [UInt8]
    {
        let time = timestamp.map { #""timestamp": "\#($0)", "# } ?? ""
        let entries = resources.map { #"{"resource": {\#($0)}}"# }.joined(separator: ", ")
        return Array(
            #"{"resourceType": "Bundle", "type": "collection", \#(time)"entry": [\#(entries)]}"#
                .utf8)
    }

    private static let head =
        #""resourceType": "MedicationRequest", "status": "active", "intent": "order", "#
        + #""subject": {"reference": "Patient/p"}, "#
    private static let breathing =
        #""resourceType": "Observation", "status": "final", "subject": {"reference": "Patient/p"}, "#
        + #""code": {"coding": [{"system": "http://loinc.org", "code": "9279-1"}]}, "#
        + #""effectiveDateTime": "2026-03-02T08:30:00Z", "#
        + #""valueQuantity": {"value": 16, "system": "http://unitsofmeasure.org", "code": "/min"}"#

    private func reader() throws -> DiaryReader {
        DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    @Test("What is certain is read as it is meant", arguments: sent.dropLast())
    func read(_ sent: Sent) throws {
        let reading = try #require(
            try reader().readings(bundle([Self.breathing, Self.head + sent.request])).first)
        let expected = try sent.regimen.map { try Shipped.regimen($0) }
        let found = reading.recorded.entry.regimen
        #expect(found?.count == expected?.count)
        for (one, other) in zip(found ?? [], expected ?? []) {
            #expect(one.form == other.form)
            #expect(try one.dailyAmount == other.dailyAmount)
        }
        if let words = sent.ignored {
            #expect(reading.ignored.contains { $0.contains(words) }, "\(reading.ignored)")
        }
    }

    @Test(
        "What contradicts itself is refused with both",
        arguments: [
            (
                #""frequency": 1, "period": 1, "periodUnit": "d", "timeOfDay": ["08:00", "20:00"]"#,
                "2 moments of the day, but frequency 1 per 1 d"
            ),
            (#""timeOfDay": ["08:00", "08:00"]"#, "a moment of the day stands twice"),
            (#""timeOfDay": ["8 am"]"#, "a time such as 08:00:00"),
            (#""when": ["SOON"]"#, "a code such as MORN"),
            (#""when": ["MORN"], "timeOfDay": ["08:00"]"#, "both say the times"),
            (#""frequency": 1, "period": 12.5, "periodUnit": "h""#, "a whole number from 1 to 168"),
        ])
    func refused(_ rhythm: String, _ words: String) throws {
        let error = #expect(throws: DiaryError.self) {
            try reader().readings(bundle([Self.head + Self.mr + "," + Self.dosage(rhythm)]))
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(
        "A bundle without a timestamp is of its newest time, or of the one that is given, and says so"
    )
    func timestamp() throws {
        let bytes = bundle(
            [Self.breathing, Self.head + Self.mr + "," + Self.dosage(Self.bd)], timestamp: nil)
        let newest = try #require(try reader().readings(bytes).first)
        #expect(Timestamp.text(newest.recorded.entry.recordedAt) == "2026-03-02T08:30:00Z")
        #expect(
            newest.ignored.contains {
                $0.contains("the newest time in the bundle, 2026-03-02T08:30:00Z")
            })
        let given = DiaryReader(
            regimens: RegimenShorthand(tables: try Shipped.tables),
            recordedAt: try Timestamp.parse("2026-03-02T12:00:00+01:00"))
        let reading = try #require(try given.readings(bytes).first)
        #expect(Timestamp.text(reading.recorded.entry.recordedAt) == "2026-03-02T12:00:00+01:00")
    }

    @Test(
        "Another drug is listed and not taken for an opioid; one that may be an opioid is asked about",
        arguments: [
            ("dexamethasone", true), ("Flurazepam 15 MG Oral Capsule", true), ("haloperidol", true),
            ("Suboxone", false), ("Vicodin 5/300", false), ("hydrocodone bitartrate", false),
        ])
    func otherDrug(_ name: String, _ isRead: Bool) throws {
        let other = Self.head + #""medicationCodeableConcept": {"text": "\#(name)"}"#
        let bytes = bundle([other, Self.head + Self.mr + "," + Self.dosage(Self.bd)])
        guard isRead else {
            #expect(throws: DiaryError.self) { try reader().readings(bytes) }
            return
        }
        let context = try #require(try reader().readings(bytes).first).recorded.entry.context
        #expect(context.comedications == [name])
        #expect(!context.comedicationsAreAll)
    }
}
