import PainDiary
import ShippedEngine

// Code systems, with their keys.
let atc = #""system": "http://www.whocc.no/atc""#
let rxNorm = #""system": "http://www.nlm.nih.gov/research/umls/rxnorm""#
let snomed = #""system": "http://snomed.info/sct""#

/// A suite that reads bundles of a few resources.
protocol FHIRBundleTesting {}

extension FHIRBundleTesting {
    /// The faults of a bundle with these resources of one patient; empty for one that is read.
    func faults(_ resources: String...) throws -> [String] {
        let reader = try reader()
        do throws(DiaryError) {
            _ = try reader.read(bundle(resources))
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    func reader() throws -> FHIRDiary {
        FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
    }

    func bundle(_ resources: [String]) -> [UInt8] {
        let entries = resources.map {
            #"{"resource": {"subject": {"reference": "Patient/p"}, \#($0)}}"#
        }
        return Array(
            (#"{"resourceType": "Bundle", "type": "collection", "#
                + #""timestamp": "2026-03-02T09:00:00Z", "entry": [\#n"#
                + entries.joined(separator: ",\n") + "]}").utf8)
    }

    /// A statement that a drug is taken.
    func statement(_ concept: String) -> String {
        #""resourceType": "MedicationStatement", "status": "active", "#
            + #""medicationCodeableConcept": {\#(concept)}"#
    }

    /// How a medication is given, as the last elements of a statement: 30 mg by mouth, four times a
    /// day.
    var fourTimesDaily: String {
        #""dosage": [{"route": {"coding": [{\#(snomed), "code": "26643006"}]}, "#
            + #""timing": {"repeat": {"frequency": 4, "period": 1, "periodUnit": "d"}}, "#
            + #""doseAndRate": [{"doseQuantity": {"value": 30, "code": "mg", "#
            + #""system": "http://unitsofmeasure.org"}}]}]"#
    }
}
