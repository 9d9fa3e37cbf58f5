import PainDiary
import PainDosing
import ShippedEngine
import Testing

/// A bundle with what becomes of it.
struct FHIRBundleCase: Sendable, CustomTestStringConvertible {
    /// What a bundle comes to.
    enum Outcome: Sendable {
        /// It is read: the regimen in shorthand, empty for none, and what is shown as ignored.
        case read(String, ignored: [String] = [])
        /// It is refused, each fault holding these words.
        case refused([String])
    }

    let title: String
    /// The entries; one that begins with `fullUrl` gives that as well.
    let entries: [String]
    let outcome: Outcome

    init(_ title: String, _ entries: [String], _ outcome: Outcome) {
        (self.title, self.entries, self.outcome) = (title, entries, outcome)
    }

    var testDescription: String { title }

    /// The bytes of a bundle that was made on 2 March 2026 at 9 in the morning.
    private var bytes: [UInt8] {
        let all = entries.map { entry in
            entry.hasPrefix("{")
                ? entry : #"{"resource": {"subject": {"reference": "Patient/p"}, \#(entry)}}"#
        }
        return Array(
            (#"{"resourceType": "Bundle", "type": "collection", "#
                + #""timestamp": "2026-03-02T09:00:00Z", "entry": [\#n"#
                + all.joined(separator: ",\n") + "]}").utf8)
    }

    /// Reads the bundle and compares.
    func check() throws {
        let reader = FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        switch outcome {
        case .read(let regimen, let ignored):
            let reading = try reader.read(bytes)
            let expected = regimen.isEmpty ? [] : try Shipped.regimen(regimen)
            let found = (reading.entry.regimen ?? []).map(FHIRBundleCase.plain)
            #expect(found == expected.map(FHIRBundleCase.plain), "\(title)")
            #expect(reading.ignored.map(\.description) == ignored, "\(title)")
        case .refused(let words):
            let error = #expect(throws: DiaryError.self, "\(title)") { try reader.read(bytes) }
            let faults = (error?.description ?? "").split(separator: "\n")
            #expect(faults.count == words.count, "\(title): \(faults)")
            for (fault, words) in zip(faults, words) {
                #expect(fault.contains(words), "\(title): \(fault)")
            }
        }
    }

    /// Without the brand, which a bundle does not name.
    private static func plain(_ item: RegimenItem) -> RegimenItem {
        RegimenItem(form: item.form, amount: item.amount, companion: item.companion)
    }
}

// MARK: Parts of bundles

/// Oxycodone by mouth as a contained medication.
private func oxycodone(_ form: String) -> String {
    #""contained": [{"resourceType": "Medication", "id": "d", "code": {"text": "oxycodone"}, "#
        + ##""form": {"text": "\##(form)"}}], "medicationReference": {"reference": "#d"}"##
}

/// A dosage of so many mg, so many times a day.
func dosage(_ milligrams: String = "20", _ times: Int = 2, _ more: String = "") -> String {
    #"{\#(more)"route": {"coding": [{\#(snomed), "code": "26643006"}]}, "timing": {"repeat": "#
        + #"{"frequency": \#(times), "period": 1, "periodUnit": "d"}}, "doseAndRate": "#
        + #"[{"doseQuantity": {"value": \#(milligrams), "code": "mg", "#
        + #""system": "http://unitsofmeasure.org"}}]}"#
}

/// An order of oxycodone.
func order(
    _ id: String, _ dosage: String = dosage(), form: String = "modified-release",
    status: String = "active", intent: String = "order", more: String = ""
) -> String {
    #""resourceType": "MedicationRequest", "id": "\#(id)", "status": "\#(status)", "#
        + #""intent": "\#(intent)", \#(more)\#(oxycodone(form)), "dosageInstruction": [\#(dosage)]"#
}

/// A statement that oxycodone is taken.
func taking(
    _ id: String, _ dosage: String = dosage(), form: String = "modified-release",
    more: String = ""
) -> String {
    #""resourceType": "MedicationStatement", "id": "\#(id)", "status": "active", "#
        + #"\#(more)\#(oxycodone(form)), "dosage": [\#(dosage)]"#
}

/// A dose of oxycodone that was given.
func given(_ id: String, form: String = "immediate-release", more: String = "") -> String {
    #""resourceType": "MedicationAdministration", "id": "\#(id)", "status": "completed", "#
        + #"\#(more)\#(oxycodone(form)), "effectiveDateTime": "2026-03-02T06:00:00Z", "#
        + #""dosage": {"route": {"coding": [{\#(snomed), "code": "26643006"}]}, "#
        + #""dose": {"value": 5, "code": "mg", "system": "http://unitsofmeasure.org"}}"#
}

/// An entry with its full URL.
func at(_ url: String, _ resource: String) -> String {
    #"{"fullUrl": "\#(url)", "resource": {"subject": {"reference": "Patient/p"}, \#(resource)}}"#
}
