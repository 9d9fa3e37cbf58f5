import PainDosing
import Quantities
import StrictJSON

/// Tells a bundle in the words of the native diary, noting all that can't be understood with
/// certainty.
struct FHIRBundleReader {
    /// The elements that a list may have.
    static let mostElements = 5000

    let regimens: any RegimenReading
    var faults = JSONFaultList()
    var ignored: [IgnoredResource] = []

    /// The resources by the references that lead to them.
    private var resources: [String: JSONNode] = [:]
    private var patient: (reference: String, value: JSONValue)?
    var recordedAt: Instant?

    var regimen: [JSONValue] = []
    var taken: [JSONValue] = []
    /// The other drugs, each by all its names and codes.
    var otherDrugs: [[JSONNode]] = []
    /// In which kind of resource each opioid is listed, so that none counts twice.
    var listedAs: [OpioidID: String] = [:]
    var measured: [String: FHIRMeasurement] = [:]
    var answers: JSONObject?

    init(regimens: any RegimenReading) {
        self.regimens = regimens
    }

    /// The entry in native words; nil, or not to be used, when faults were noted.
    mutating func nativeEntry(_ bundle: JSONNode) -> JSONValue? {
        guard bundle.text("resourceType") == "Bundle" else {
            (bundle.element("resourceType") ?? bundle).refuse(accepting: "\"Bundle\"", &faults)
            return nil
        }
        readKind(of: bundle)
        guard let timestamp = bundle.needed("timestamp", &faults) else { return nil }
        recordedAt = moment(timestamp)
        let entries = bundle.elements("entry", &faults)
        let found = entries.compactMap { resource(of: $0) }
        for resource in found { read(resource) }
        guard let patient else {
            if faults.isEmpty {
                bundle.note(
                    "no resource of the bundle says whose diary it is; give each a subject.reference "
                        + "such as \"Patient/p-17\"", &faults)
            }
            return nil
        }
        return entry(
            patient: patient.value, recordedAt: timestamp.value,
            list: bundle.element("entry")?.value.position ?? bundle.value.position)
    }

    private mutating func readKind(of bundle: JSONNode) {
        let kinds = ["collection", "document", "message", "searchset", "transaction", "batch"]
        if let type = bundle.needed("type", &faults), !kinds.contains(type.string ?? "") {
            type.refuse(accepting: kinds.joined(separator: ", "), &faults)
        }
        for link in bundle.elements("link", &faults) where link.text("relation") == "next" {
            link.note("this is one page of several; give the whole bundle", &faults)
        }
    }

    /// The resource of an entry, made known under its references.
    private mutating func resource(of entry: JSONNode) -> JSONNode? {
        if let method = entry.element("request")?.element("method"),
            !["POST", "PUT"].contains(method.string ?? "")
        {
            method.refuse(accepting: "\"POST\" or \"PUT\"", &faults)
        }
        guard let resource = entry.needed("resource", &faults),
            let type = resource.needed("resourceType", &faults)?.string
        else { return nil }
        if let url = entry.text("fullUrl") { resources[url] = resource }
        if let id = resource.text("id") { resources["\(type)/\(id)"] = resource }
        return resource
    }

    private mutating func read(_ resource: JSONNode) {
        switch resource.text("resourceType") {
        case "Observation": readObservation(resource)
        case "MedicationAdministration": readAdministration(resource)
        case "MedicationStatement": readPrescription(resource, .statement)
        case "MedicationRequest": readPrescription(resource, .request)
        case "QuestionnaireResponse": readAnswers(resource)
        // Read where another resource refers to them.
        case "Patient", "Medication": break
        case let type: ignore(resource, "\(type ?? "a resource") is not read")
        }
    }

    mutating func ignore(_ resource: JSONNode, _ reason: String) {
        ignored.append(IgnoredResource(path: resource.path.description, reason: reason))
    }

    /// The resource that a reference leads to: within the resource itself, or in the bundle.
    func target(of reference: String, in resource: JSONNode) -> JSONNode? {
        guard reference.hasPrefix("#") else { return resources[reference] }
        guard let contained = resource.element("contained"),
            case .array(let values) = contained.value.content
        else { return nil }
        return values.enumerated()
            .map { JSONNode($1, path: .index(contained.path, $0)) }
            .first { $0.text("id") == String(reference.dropFirst()) }
    }

    /// Notes what would change the meaning of a resource, and whose it is.
    mutating func checkMeaning(of resource: JSONNode) {
        for key in ["modifierExtension", "implicitRules"] {
            resource.element(key)?.note(
                "this may change what the resource means, and is not read; accepted is a resource "
                    + "that needs no such element", &faults)
        }
        guard let subject = resource.needed("subject", &faults),
            let reference = subject.needed("reference", &faults)
        else { return }
        guard let text = reference.string, !text.isEmpty else {
            return reference.refuse(accepting: "a reference such as \"Patient/p-17\"", &faults)
        }
        let resolved = target(of: text, in: resource)
        let known = resolved.map { $0.path.description } ?? text
        if let patient {
            guard patient.reference == known else {
                reference.note(
                    "found \(reference.shown); all resources must be of one patient", &faults)
                return
            }
            return
        }
        patient = (known, pseudonym(reference, text, resolved))
    }

    private func pseudonym(
        _ reference: JSONNode, _ text: String, _ patient: JSONNode?
    ) -> JSONValue {
        // Its list was or will be checked by no one else; a list that is none leaves the id.
        var unused = JSONFaultList()
        let identifier = patient?.elements("identifier", &unused)
            .first { $0.text("system") == FHIRSystem.patient }
        if let value = identifier?.element("value") { return value.value }
        if let id = patient?.element("id") { return id.value }
        return reference.saying(text.split(separator: "/").last.map { String($0) } ?? text)
    }

    /// The moment of an element, which must say the time and its offset.
    mutating func moment(_ node: JSONNode) -> Instant? {
        guard let text = node.string(longest: NativeDiary.longestString, &faults) else {
            return nil
        }
        do throws(TimestampError) {
            return try Timestamp.parse(text).instant
        } catch {
            node.refuse(accepting: error.description, &faults)
            return nil
        }
    }
}
