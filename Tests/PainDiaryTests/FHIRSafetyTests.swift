import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import Testing

/// What a bundle must not be taken to say.
@Suite("Safety of FHIR diaries")
struct FHIRSafetyTests: FHIRBundleTesting {
    // MARK: Other drugs

    @Test(
        "A drug that is not shown to be no opioid is refused",
        arguments: [
            (#""text": "Zomorphil 30""#, "text", "\"Zomorphil 30\""),
            (#""text": "senna", "coding": [{"display": "Zomorphil"}]"#, "text", "\"senna\""),
            (
                #""coding": [{"system": "http://snomed.info/sct", "code": "1"}]"#,
                "coding[0].code", "\"1\""
            ),
            // A group, and a combined product, may hold an opioid.
            (#""coding": [{\#(atc), "code": "N02"}]"#, "coding[0].code", "\"N02\""),
            (#""coding": [{\#(atc), "code": "N02BE51"}]"#, "coding[0].code", "\"N02BE51\""),
            (#""coding": [{\#(atc), "code": "A03DA02"}]"#, "coding[0].code", "\"A03DA02\""),
        ])
    func mayBeAnOpioid(_ concept: String, _ element: String, _ shown: String) throws {
        let faults = try faults(statement(concept))
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasSuffix(
                "Bundle.entry[0].resource.medicationCodeableConcept.\(element): found \(shown), "
                    + "which may be an opioid; accepted are its whole ATC code such as N05BA01, or "
                    + "a generic name that the tables list, such as diazepam, as text alone")
                == true, "\(faults)")
    }

    @Test("An opioid of the gut has an opioid's ATC code")
    func opium() throws {
        let faults = try faults(statement(#""coding": [{\#(atc), "code": "A07DA02"}]"#))
        #expect(
            faults.first?.hasSuffix(
                "found \"A07DA02\", an opioid's ATC code that the tables do not know; give the drug by "
                    + "its name as text alone") == true,
            "\(faults)")
    }

    @Test(
        "An ATC code of one drug, or a listed name alone, shows that a drug is no opioid",
        arguments: [
            (#""text": "Lorazepam""#, "lorazepam"),
            (#""coding": [{\#(atc), "code": "N05BA01"}], "text": "Valimed 5""#, "Valimed 5"),
            (#""coding": [{\#(atc), "code": "n05ba01", "display": "diazepam"}]"#, "Diazepam"),
        ])
    func noOpioid(_ concept: String, _ listed: String) throws {
        #expect(try faults(statement(concept), otherDrugs(listed)) == [])
    }

    @Test("Other drugs count as all of them only where the answers list them")
    func complete() throws {
        let diazepam = statement(#""text": "diazepam""#)
        let place = "Bundle.entry[0].resource.medicationCodeableConcept.text: found \"diazepam\", "
        let unlisted =
            place
            + "which context.comedications does not list; list every other drug there, by its "
            + "generic name"
        for (answers, fault) in [
            (
                answers(
                    #"{"linkId": "context.comedications.none", "answer": [{"valueBoolean": true}]}"#
                ),
                unlisted
            ),
            (otherDrugs("senna"), unlisted),
        ] {
            let faults = try faults(diazepam, answers)
            #expect(faults.count == 1)
            #expect(faults.first?.hasSuffix(fault) == true, "\(faults)")
        }
        // Without such a list those of the bundle are some of them, and there may be more.
        let reader = try reader()
        let context = try reader.decode(bundle([diazepam])).context
        #expect(context.comedications == ["diazepam"])
        #expect(!context.comedicationsAreAll)
    }

    @Test("The answers are the list of other drugs; a bundle without them leaves it unknown")
    func unknown() throws {
        let reader = try reader()
        let senna = statement(#""text": "senna""#)
        let entry = try reader.decode(bundle([senna, otherDrugs("Senna", "Valimed")]))
        #expect(entry.context.comedications == ["Senna", "Valimed"])
        let score = answers(#"{"linkId": "context.ageYears", "answer": [{"valueInteger": 71}]}"#)
        #expect(try reader.decode(bundle([score])).context.comedications == nil)
    }

    // MARK: Combined products

    @Test(
        "A code and a text that may speak of a second drug are refused",
        arguments: [
            ("codeine", "2670", "Co-codamol 30/500"), ("codeine", "2670", "codeine (co-codamol)"),
            ("codeine", "2670", "codeine 30/500"), ("codeine", "2670", "codeine with ibuprofen"),
            ("codeine", "2670", "ibuprofen/codeine"), ("codeine", "2670", "codeine+aspirin"),
            ("oxycodone", "7804", "Targin"), ("codeine", "2670", "codeine and paracetamol"),
        ])
    func combined(_ opioid: String, _ code: String, _ text: String) throws {
        let concept = #""coding": [{\#(rxNorm), "code": "\#(code)"}], "text": "\#(text)""#
        let faults = try faults(statement(concept))
        #expect(
            faults.first?.hasSuffix(
                "Bundle.entry[0].resource.medicationCodeableConcept.text: found \"\(text)\", but the "
                    + "code is that of \(opioid) alone; a combined product is read by its name as "
                    + "text alone") == true, "\(faults)")
    }

    @Test(
        "What can't be held against the code of an opioid is refused",
        arguments: [
            (
                #""coding": [{\#(rxNorm), "code": "2670"}], "text": "Zomorphil""#,
                "text: found \"Zomorphil\", which the tables do not know as a name of codeine, as "
                    + "the code says; give the generic name or leave the name out"
            ),
            (
                #""coding": [{\#(rxNorm), "code": "2670"}, {\#(rxNorm), "code": "161"}]"#,
                "coding[1].code: found \"161\", a code that the tables do not know, beside that of "
                    + "codeine; it may be of another drug, so give one"
            ),
            (
                #""coding": [{\#(atc), "code": "N02AA55"}]"#,
                "coding[0].code: found \"N02AA55\", the code of a combined product; accepted is its "
                    + "name as text alone"
            ),
            (
                #""coding": [{"display": "Co-codamol"}], "text": "codeine""#,
                "coding[0].display: found \"Co-codamol\", but the text is that of codeine alone; a "
                    + "combined product is read by its name as text alone"
            ),
        ])
    func doubtful(_ concept: String, _ fault: String) throws {
        let faults = try faults(statement(concept))
        #expect(faults.first?.hasSuffix("medicationCodeableConcept." + fault) == true, "\(faults)")
    }

    @Test(
        "A text that names the coded opioid alone is read",
        arguments: ["codeine phosphate 30 mg tablets", "Codeine 25 mg/5 ml oral solution"])
    func single(_ text: String) throws {
        let concept = #""coding": [{\#(rxNorm), "code": "2670"}], "text": "\#(text)""#
        let dosage =
            #", "dosage": [{"route": {"coding": [{"system": "http://snomed.info/sct", "#
            + #""code": "26643006"}]}, "timing": {"repeat": {"frequency": 4, "period": 1, "#
            + #""periodUnit": "d"}}, "doseAndRate": [{"doseQuantity": {"value": 30, "code": "mg", "#
            + #""system": "http://unitsofmeasure.org"}}]}]"#
        let entry = try reader().decode(bundle([statement(concept) + dosage]))
        #expect(entry.regimen?.map(\.form.opioid.name) == ["codeine"])
    }

    // MARK: Observations

    private func breathing(_ status: String, _ at: String, _ rate: Int) -> String {
        observation("9279-1", status, at, rate, "/min")
    }

    private func observation(
        _ code: String, _ status: String, _ at: String, _ value: Int, _ unit: String
    ) -> String {
        #""resourceType": "Observation", "status": "\#(status)", "code": {"coding": [{"#
            + #""system": "http://loinc.org", "code": "\#(code)"}]}, "#
            + #""effectiveDateTime": "\#(at)", "valueQuantity": {"value": \#(value), "#
            + #""system": "http://unitsofmeasure.org", "code": "\#(unit)"}"#
    }

    @Test("A vital sign of a day ago is no present one, whatever its status")
    func old() throws {
        let reader = try reader()
        let age = answers(#"{"linkId": "context.ageYears", "answer": [{"valueInteger": 71}]}"#)
        let old = try reader.read(bundle([breathing("final", "2026-03-01T09:00:00Z", 16), age]))
        #expect(old.entry.observations.respiratoryRate == nil)
        #expect(
            old.ignored.map(\.description) == [
                "Bundle.entry[0].resource: Observation from 24 h or more before the bundle's "
                    + "timestamp"
            ])
        let fresh = try reader.read(bundle([breathing("final", "2026-03-01T09:00:01Z", 16)]))
        #expect(fresh.entry.observations.respiratoryRate == 16)
        let week = try reader.read(
            bundle([
                observation("29463-7", "final", "2026-02-23T09:00:01Z", 60, "kg"),
                observation("8636-3", "final", "2026-02-23T09:00:00Z", 440, "ms"),
            ]))
        #expect(week.entry.observations.kilograms == Rational(60))
        #expect(week.entry.observations.correctedQTMilliseconds == nil)
        #expect(week.ignored.count == 1)
    }

    @Test(
        "What was entered in error or cancelled never counts",
        arguments: ["entered-in-error", "cancelled", "registered"])
    func uncounted(_ status: String) throws {
        let reading = try reader().read(
            bundle([
                breathing("final", "2026-03-02T08:00:00Z", 16),
                breathing(status, "2026-03-02T08:30:00Z", 20),
            ]))
        #expect(reading.entry.observations.respiratoryRate == 16)
        #expect(
            reading.ignored.map(\.description) == [
                "Bundle.entry[1].resource: Observation that is \(status)"
            ])
    }

    @Test("A value that may still change is refused", arguments: ["preliminary", "unknown"])
    func preliminary(_ status: String) throws {
        let faults = try faults(breathing(status, "2026-03-02T08:00:00Z", 16))
        #expect(
            faults.first?.hasSuffix(
                "Bundle.entry[0].resource.status: found \"\(status)\"; accepted is final, amended, "
                    + "corrected, registered, cancelled, entered-in-error") == true, "\(faults)")
    }

    @Test(
        "A score that does not say which pain it is of is set aside and told",
        arguments: [
            [], ["background", "worst"], ["now"], ["sedation"], ["egfr"],
        ])
    func whichPain(_ kinds: [String]) throws {
        let marks = kinds.map { #", {"system": "urn:paincalc:pain", "code": "\#($0)"}"# }.joined()
        let score =
            #""resourceType": "Observation", "status": "final", "code": {"coding": [{"#
            + #""system": "http://loinc.org", "code": "72514-3"}\#(marks)]}, "#
            + #""effectiveDateTime": "2026-03-02T08:00:00Z", "valueInteger": 3"#
        let reading = try reader().read(
            bundle([score, breathing("final", "2026-03-02T08:00:00Z", 16)]))
        #expect(reading.entry.pain == PainRating())
        let reasons = reading.ignored.map(\.description)
        #expect(reasons.contains { $0.contains("does not say which pain it is of") }, "\(reasons)")
    }

    /// The answer that these are all the other drugs.
    private func otherDrugs(_ names: String...) -> String {
        let values = names.map { #"{"valueString": "\#($0)"}"# }.joined(separator: ", ")
        return answers(#"{"linkId": "context.comedications", "answer": [\#(values)]}"#)
    }

    private func answers(_ item: String) -> String {
        #""resourceType": "QuestionnaireResponse", "status": "completed", "#
            + #""questionnaire": "urn:paincalc:questionnaire:pain-diary-1", "#
            + #""item": [{"linkId": "context", "item": [\#(item)]}]"#
    }
}
