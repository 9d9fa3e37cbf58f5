/// A filled example of a bundle, for those who write one.
public enum FHIRTemplate {
    /// A bundle as JSON text, which `FHIRDiary` reads.
    public static let text = """
        {
          "resourceType": "Bundle",
          "type": "collection",
          "timestamp": "2026-03-02T08:30:00+01:00",
          "entry": [
            {"resource": {"resourceType": "Patient", "id": "p-17"}},
            {
              "fullUrl": "urn:example:pain-now",
              "resource": {
                "resourceType": "Observation",
                "id": "pain-now",
                "status": "final",
                "code": {
                  "coding": [
                    {"system": "http://loinc.org", "code": "72514-3"},
                    {"system": "urn:paincalc:pain", "code": "background"}
                  ]
                },
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueInteger": 6
              }
            },
            {
              "fullUrl": "urn:example:pain-worst",
              "resource": {
                "resourceType": "Observation",
                "id": "pain-worst",
                "status": "final",
                "code": {
                  "coding": [
                    {"system": "http://loinc.org", "code": "72514-3"},
                    {"system": "urn:paincalc:pain", "code": "worst"}
                  ]
                },
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueInteger": 9
              }
            },
            {
              "fullUrl": "urn:example:breathing",
              "resource": {
                "resourceType": "Observation",
                "id": "breathing",
                "status": "final",
                "code": {"coding": [{"system": "http://loinc.org", "code": "9279-1"}]},
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueQuantity": {
                  "value": 16,
                  "unit": "breaths/minute",
                  "system": "http://unitsofmeasure.org",
                  "code": "/min"
                }
              }
            },
            {
              "fullUrl": "urn:example:egfr",
              "resource": {
                "resourceType": "Observation",
                "id": "egfr",
                "status": "final",
                "code": {"coding": [{"system": "http://loinc.org", "code": "98979-8"}]},
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueQuantity": {
                  "value": 72,
                  "unit": "mL/min/1.73 m2",
                  "system": "http://unitsofmeasure.org",
                  "code": "mL/min/{1.73_m2}"
                }
              }
            },
            {
              "fullUrl": "urn:example:sedation",
              "resource": {
                "resourceType": "Observation",
                "id": "sedation",
                "status": "final",
                "code": {"coding": [{"system": "urn:paincalc:sedation", "code": "POSS"}]},
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueInteger": 1
              }
            },
            {
              "fullUrl": "urn:example:cyanosis",
              "resource": {
                "resourceType": "Observation",
                "id": "cyanosis",
                "status": "final",
                "code": {"coding": [{"system": "urn:paincalc:finding", "code": "cyanosis"}]},
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-02T08:30:00+01:00",
                "valueBoolean": false
              }
            },
            {
              "resource": {
                "resourceType": "Medication",
                "id": "oxycodone-mr",
                "code": {
                  "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "7804"}],
                  "text": "oxycodone"
                },
                "form": {"coding": [{"system": "urn:paincalc:formulation", "code": "modified-release"}]}
              }
            },
            {
              "resource": {
                "resourceType": "Medication",
                "id": "oxycodone-ir",
                "code": {
                  "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "7804"}],
                  "text": "oxycodone"
                },
                "form": {"coding": [{"system": "urn:paincalc:formulation", "code": "immediate-release"}]}
              }
            },
            {
              "resource": {
                "resourceType": "MedicationStatement",
                "id": "background",
                "status": "active",
                "medicationReference": {"reference": "Medication/oxycodone-mr"},
                "subject": {"reference": "Patient/p-17"},
                "dosage": [
                  {
                    "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
                    "route": {
                      "coding": [{"system": "http://snomed.info/sct", "code": "26643006"}],
                      "text": "oral"
                    },
                    "doseAndRate": [
                      {
                        "doseQuantity": {
                          "value": 20,
                          "unit": "mg",
                          "system": "http://unitsofmeasure.org",
                          "code": "mg"
                        }
                      }
                    ]
                  }
                ]
              }
            },
            {
              "resource": {
                "resourceType": "MedicationStatement",
                "id": "laxative",
                "status": "active",
                "medicationCodeableConcept": {"text": "macrogol"},
                "subject": {"reference": "Patient/p-17"}
              }
            },
            {
              "resource": {
                "resourceType": "MedicationAdministration",
                "id": "rescue-1",
                "status": "completed",
                "medicationReference": {"reference": "Medication/oxycodone-ir"},
                "subject": {"reference": "Patient/p-17"},
                "effectiveDateTime": "2026-03-01T14:05:00+01:00",
                "dosage": {
                  "route": {
                    "coding": [{"system": "http://snomed.info/sct", "code": "26643006"}],
                    "text": "oral"
                  },
                  "dose": {"value": 5, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
                }
              }
            },
            {
              "resource": {
                "resourceType": "QuestionnaireResponse",
                "id": "answers",
                "questionnaire": "urn:paincalc:questionnaire:pain-diary-1",
                "status": "completed",
                "subject": {"reference": "Patient/p-17"},
                "authored": "2026-03-02T08:30:00+01:00",
                "item": [
                  {
                    "linkId": "pain",
                    "item": [{"linkId": "pain.goal", "answer": [{"valueInteger": 3}]}]
                  },
                  {
                    "linkId": "episodes",
                    "item": [
                      {
                        "linkId": "episodes.at",
                        "answer": [{"valueDateTime": "2026-03-01T14:00:00+01:00"}]
                      },
                      {"linkId": "episodes.peak", "answer": [{"valueInteger": 8}]},
                      {
                        "linkId": "episodes.trigger",
                        "answer": [{"valueCoding": {"code": "spontaneous"}}]
                      }
                    ]
                  },
                  {
                    "linkId": "adverseEffects",
                    "answer": [{"valueCoding": {"code": "constipation"}}]
                  },
                  {
                    "linkId": "context",
                    "item": [
                      {"linkId": "context.ageYears", "answer": [{"valueInteger": 71}]},
                      {"linkId": "context.opioidNaive", "answer": [{"valueBoolean": false}]},
                      {"linkId": "context.aroundTheClockDays", "answer": [{"valueInteger": 14}]},
                      {"linkId": "context.sleepApnoea", "answer": [{"valueBoolean": false}]},
                      {"linkId": "context.comedications", "answer": [{"valueString": "macrogol"}]}
                    ]
                  }
                ]
              }
            }
          ]
        }

        """
}
