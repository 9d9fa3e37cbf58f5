import PainDiary
import PainDosing
import ShippedEngine
import Testing

@Suite("Codes and ingredients that may be of another drug")
struct FHIRDrugAgreementTests: FHIRBundleTesting {
    @Test(
        "A code of a system that is not read is refused beside an opioid, unless its display agrees",
        arguments: [
            (#""text": "codeine", "coding": [{\#(snomed), "code": "1"}]"#, "coding[0]"),
            (#""text": "codeine", "coding": [{"code": "1"}]"#, "coding[0]"),
            (
                #""text": "codeine", "coding": [{\#(snomed), "code": "1", "display": ""}]"#,
                "coding[0]"
            ),
            (
                #""coding": [{\#(rxNorm), "code": "2670"}, {\#(snomed), "code": "1"}]"#,
                "coding[1]"
            ),
        ])
    func bareCode(_ concept: String, _ coding: String) throws {
        let faults = try faults(statement(concept) + ", " + fourTimesDaily)
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasSuffix(
                "Bundle.entry[0].resource.medicationCodeableConcept.\(coding).code: found \"1\", a "
                    + "code of a system that is not read, beside codeine; it may be of another "
                    + "product, so give its display or leave it out") == true, "\(faults)")
    }

    @Test("A code of a system that is not read agrees by its display")
    func namedCode() throws {
        let concept =
            #""text": "codeine", "coding": [{\#(snomed), "code": "1", "display": "Codeine"}]"#
        #expect(try faults(statement(concept) + ", " + fourTimesDaily) == [])
    }

    /// A statement of a medication with a code and an ingredient.
    private func statement(_ code: String, ingredient: String) -> String {
        #""resourceType": "MedicationStatement", "status": "active", "contained": [{"#
            + #""resourceType": "Medication", "id": "m", "code": {\#(code)}, "#
            + #""ingredient": [{\#(ingredient)}]}, {"resourceType": "Substance", "id": "s", "#
            + #""code": {"text": "morphine"}}], "#
            + ##""medicationReference": {"reference": "#m"}, "## + fourTimesDaily
    }

    @Test(
        "An ingredient that is not shown to be the drug of the code is refused",
        arguments: [
            (#""text": "codeine""#, #""itemCodeableConcept": {"text": "morphine"}"#),
            (#""text": "codeine""#, #""itemCodeableConcept": {"text": "diazepam"}"#),
            (#""text": "diazepam""#, #""itemCodeableConcept": {"text": "morphine"}"#),
            (#""text": "diazepam""#, #""itemCodeableConcept": {"text": "lorazepam"}"#),
            (#""text": "codeine""#, ##""itemReference": {"reference": "#s"}"##),
        ])
    func otherIngredient(_ code: String, _ ingredient: String) throws {
        let faults = try faults(statement(code, ingredient: ingredient), otherDrugs("diazepam"))
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasSuffix(
                ": the ingredient is not shown to be the drug of Medication.code; give both by the "
                    + "same name or code, or leave ingredient out") == true, "\(faults)")
    }

    @Test(
        "An ingredient that says nothing, or something unknown, is refused",
        arguments: [
            (#""strength": {}"#, "the ingredient is not understood"),
            (##""itemReference": {"reference": "#none"}"##, "the ingredient is not understood"),
            (#""itemCodeableConcept": {"text": "Zomorphil"}"#, "which may be an opioid"),
        ])
    func unknownIngredient(_ ingredient: String, _ words: String) throws {
        let faults = try faults(statement(#""text": "codeine""#, ingredient: ingredient))
        #expect(faults.count == 1)
        #expect(faults.first?.contains(words) == true, "\(faults)")
    }

    @Test(
        "An ingredient that is the drug of the code is read",
        arguments: [
            (
                #""text": "codeine""#,
                #""itemCodeableConcept": {"coding": [{\#(rxNorm), "code": "2670"}]}"#
            ),
            (#""text": "morphine""#, ##""itemReference": {"reference": "#s"}"##),
            (#""text": "diazepam""#, #""itemCodeableConcept": {"text": "Diazepam"}"#),
        ])
    func sameIngredient(_ code: String, _ ingredient: String) throws {
        let form = code.contains("morphine") ? #", "form": {"text": "immediate-release"}"# : ""
        let resource = statement(code, ingredient: ingredient)
            .replacing(
                #""ingredient":"#,
                with: form.dropFirst(2) + (form.isEmpty ? "" : ", ") + #""ingredient":"#)
        #expect(try faults(resource, otherDrugs("diazepam")) == [])
    }

    private func otherDrugs(_ name: String) -> String {
        #""resourceType": "QuestionnaireResponse", "status": "completed", "#
            + #""questionnaire": "urn:paincalc:questionnaire:pain-diary-1", "item": [{"#
            + #""linkId": "context", "item": [{"linkId": "context.comedications", "#
            + #""answer": [{"valueString": "\#(name)"}]}]}]"#
    }
}
