import PainDosing
import StrictJSON

/// The two kinds of resource that say what a patient is to take.
enum FHIRPrescription {
    case statement
    case request

    /// The name of the kind.
    var type: String {
        switch self {
        case .statement: "MedicationStatement"
        case .request: "MedicationRequest"
        }
    }

    /// The key of the dosages.
    var dosages: String {
        switch self {
        case .statement: "dosage"
        case .request: "dosageInstruction"
        }
    }

    /// What is no part of the regimen, by its status.
    var inactive: [String] {
        switch self {
        case .statement:
            ["completed", "entered-in-error", "intended", "stopped", "on-hold", "not-taken"]
        case .request:
            ["on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft"]
        }
    }
}

extension FHIRBundleReader {
    mutating func readPrescription(_ resource: JSONNode, _ kind: FHIRPrescription) {
        guard let status = resource.needed("status", &faults) else { return }
        guard !kind.inactive.contains(status.string ?? "") else {
            return ignore(resource, "\(kind.type) that is \(status.string ?? "")")
        }
        if kind == .request {
            guard let intent = resource.needed("intent", &faults) else { return }
            guard !["proposal", "plan", "option"].contains(intent.string ?? "") else {
                return ignore(resource, "\(kind.type) that is a \(intent.string ?? "")")
            }
            if resource.element("doNotPerform")?.value.content == .bool(true) {
                return ignore(resource, "\(kind.type) not to be done")
            }
        }
        checkMeaning(of: resource)
        guard status.string == "active" else {
            return status.refuse(
                accepting: (["active"] + kind.inactive).joined(separator: ", "), &faults)
        }
        switch drug(of: resource) {
        case nil: return
        case .other(let names): otherDrugs.append(names)
        case .opioid(let opioid, let name, let formulation):
            guard isListedOnce(opioid, as: kind.type, resource) else { return }
            checkPeriod(of: resource)
            readDosages(resource, kind, name, formulation)
        }
    }

    /// A prescription and the statement that it is taken would count the same drug twice.
    private mutating func isListedOnce(
        _ opioid: OpioidID, as type: String, _ resource: JSONNode
    ) -> Bool {
        guard let listed = listedAs[opioid], listed != type else {
            listedAs[opioid] = type
            return true
        }
        resource.note(
            "\(opioid) is in a \(listed) as well and would count twice; give the regimen of a drug "
                + "in one kind of resource", &faults)
        return false
    }

    /// What has ended or is still to come is no active drug.
    private mutating func checkPeriod(of resource: JSONNode) {
        guard let recordedAt, let period = resource.element("effectivePeriod") else { return }
        if let end = period.element("end"), let moment = moment(end), moment < recordedAt {
            end.note(
                "found \(end.shown), before the bundle's timestamp, of an active drug; "
                    + "correct the time or the status", &faults)
        }
        if let start = period.element("start"), let moment = moment(start), moment > recordedAt {
            start.note(
                "found \(start.shown), after the bundle's timestamp, of an active drug; "
                    + "correct the time or the status", &faults)
        }
    }

    private mutating func readDosages(
        _ resource: JSONNode, _ kind: FHIRPrescription, _ name: JSONValue,
        _ formulation: JSONValue?
    ) {
        guard resource.needed(kind.dosages, &faults) != nil else { return }
        let dosages = resource.elements(kind.dosages, &faults)
        guard let first = dosages.first else {
            return resource.note(
                "an opioid without a dosage is not read; give the dose and how often", &faults)
        }
        let sequence = first.element("sequence")?.value
        guard
            dosages.count == 1
                || dosages.allSatisfy({
                    $0.element("sequence")?.value == sequence && sequence != nil
                })
        else {
            return dosages[1].note(
                "several dosages are only read as given together, which the same \"sequence\" in "
                    + "each of them says", &faults)
        }
        for dosage in dosages {
            guard let read = readDosage(dosage, kind) else { continue }
            var item = JSONObject()
            item.set("opioid", name)
            item.set("formulation", formulation)
            item.set("route", read.route)
            item.set("dose", read.dose)
            item.set("frequency", read.frequency)
            regimen.append(JSONValue(.object(item), position: dosage.value.position))
        }
    }

    mutating func readAdministration(_ resource: JSONNode) {
        guard let status = resource.needed("status", &faults) else { return }
        guard !["not-done", "entered-in-error"].contains(status.string ?? "") else {
            return ignore(resource, "MedicationAdministration that is \(status.string ?? "")")
        }
        checkMeaning(of: resource)
        guard status.string == "completed" else {
            return status.refuse(accepting: "completed, not-done, entered-in-error", &faults)
        }
        switch drug(of: resource) {
        case nil: return
        case .other(let names): otherDrugs.append(names)
        case .opioid(_, let name, let formulation):
            guard let at = resource.needed("effectiveDateTime", &faults),
                let dosage = resource.needed("dosage", &faults)
            else { return }
            let keys = ["id", "extension", "text", "site", "route", "method", "dose"]
            guard let object = dosage.object(keys: keys, &faults) else { return }
            guard let amount = object.required("dose", &faults),
                let dose = quantity(amount, FHIRCode.doseUnits)
            else { return }
            var taken = JSONObject()
            taken.set("at", at.value)
            taken.set("opioid", name)
            taken.set("formulation", formulation)
            taken.set("route", object.node("route").flatMap { route($0) })
            taken.set("dose", dose)
            self.taken.append(JSONValue(.object(taken), position: dosage.value.position))
        }
    }
}
