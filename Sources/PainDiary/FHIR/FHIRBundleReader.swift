import PainDosing
import Quantities
import StrictJSON

/// Tells a bundle in the words of the native diary, noting all that can't be understood with
/// certainty.
struct FHIRBundleReader {
    /// The elements that a list may have.
    static let mostElements = 5000

    let regimens: any RegimenReading
    /// When a bundle without a timestamp was made, as whoever reads it says.
    private let givenTime: LocalInstant?
    var faults = JSONFaultList()
    /// What no dose rests on, with its place.
    private var setAside: [(position: JSONPosition, part: IgnoredResource)] = []

    private(set) var resources = FHIRResources()
    private var patient: (reference: String, value: JSONValue)?
    /// When the entry was made, and as it is written.
    private(set) var recordedAt: Instant?
    private(set) var recordedText = ""

    /// The prescriptions that may count, and the administrations, in the bundle's order.
    var orders: [FHIROrder] = []
    var administrations: [JSONNode] = []
    var regimen: [JSONValue] = []
    var taken: [JSONValue] = []
    /// The other drugs, each by all its names and codes.
    var otherDrugs: [[JSONNode]] = []
    var measured: [String: FHIRMeasurement] = [:]
    var answers: JSONObject?

    init(regimens: any RegimenReading, givenTime: LocalInstant? = nil) {
        self.regimens = regimens
        self.givenTime = givenTime
    }

    /// What no dose rests on, in the bundle's order.
    var ignored: [IgnoredResource] {
        setAside.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element.part)
    }

    /// The entry in native words; nil, or not to be used, when faults were noted.
    mutating func nativeEntry(_ bundle: JSONNode) -> JSONValue? {
        guard bundle.text("resourceType") == "Bundle" else {
            (bundle.element("resourceType") ?? bundle).refuse(accepting: "\"Bundle\"", &faults)
            return nil
        }
        readKind(of: bundle)
        guard let timestamp = entryTime(of: bundle) else { return nil }
        recordedAt = moment(timestamp)
        recordedText = timestamp.string ?? ""
        for entry in bundle.elements("entry", &faults) { resources.add(entry, &faults) }
        for (resource, newer) in resources.superseded {
            ignore(
                resource,
                "\(resource.text("resourceType") ?? "") of which \(newer.entryName) is a newer version"
            )
        }
        for resource in resources.all { read(resource) }
        readMedication()
        guard let patient else {
            if faults.isEmpty, !setAside.isEmpty {
                bundle.note(
                    "nothing of the bundle counts: \(setAside[0].part.reason)"
                        + (setAside.count > 1 ? ", and \(setAside.count - 1) more" : "")
                        + "; an active resource of the patient is needed", &faults)
            } else if faults.isEmpty {
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

    /// The bundle's time; where it has none the newest time in it, which the answer tells.
    private mutating func entryTime(of bundle: JSONNode) -> JSONNode? {
        if let timestamp = bundle.element("timestamp") { return timestamp }
        if let givenTime {
            let time = bundle.saying(Timestamp.text(givenTime))
            ignore(bundle, "no timestamp: the entry is of the time that was given")
            return JSONNode(time, path: .key(bundle.path, "timestamp"))
        }
        var newest: (at: Instant, node: JSONNode)?
        for entry in bundle.elements("entry", &faults) {
            guard let resource = entry.element("resource") else { continue }
            for node in FHIRBundleReader.times(of: resource) {
                // What is no whole time, such as a date, can't be when the entry was made.
                guard let text = node.string, let at = try? Timestamp.parse(text).instant,
                    newest.map({ $0.at < at }) ?? true
                else { continue }
                newest = (at, node)
            }
        }
        guard let newest else {
            bundle.note(
                "nothing says when the entry was made; give Bundle.timestamp or, to "
                    + "paincalc assess, --recorded-at, such as 2026-03-09T08:30:00+01:00", &faults)
            return nil
        }
        ignore(
            bundle,
            "no timestamp: the entry is of the newest time in the bundle, "
                + QuotedText.harmless(newest.node.string ?? ""))
        return newest.node
    }

    /// The elements that say when something was recorded or measured.
    private static func times(of resource: JSONNode) -> [JSONNode] {
        let keys = [
            "authoredOn", "dateAsserted", "effectiveDateTime", "effectiveInstant", "issued",
            "authored", "recordedDate",
        ]
        let own = keys.compactMap { resource.element($0) }
        return own + (resource.element("meta")?.element("lastUpdated").map { [$0] } ?? [])
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

    private mutating func read(_ resource: JSONNode) {
        switch resource.text("resourceType") {
        case "Observation": readObservation(resource)
        case "MedicationAdministration": administrations.append(resource)
        case "MedicationStatement": note(resource, .statement)
        case "MedicationRequest": note(resource, .request)
        case "QuestionnaireResponse": readAnswers(resource)
        // Read where another resource refers to them.
        case "Patient", "Medication": break
        case let type: ignore(resource, "\(type ?? "a resource") is not read")
        }
    }

    mutating func ignore(_ part: JSONNode, _ reason: String) {
        setAside.append(
            (part.value.position, IgnoredResource(path: part.path.description, reason: reason)))
    }

    /// Shows a text that was not understood in full, and so not held against what stands beside it.
    mutating func showUnread(_ text: JSONNode) {
        guard let words = text.string(longest: FHIRBundleReader.longestText, &faults) else {
            return
        }
        ignore(text, "not read in full: \"\(QuotedText.harmless(words))\"")
    }

    /// The longest text beside a dosage, which is shown whole.
    private static let longestText = 1000

    /// The resource that a reference leads to: within the resource itself, or in the bundle.
    func target(of reference: String, in resource: JSONNode) -> JSONNode? {
        resources.target(of: reference, in: resource)
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
