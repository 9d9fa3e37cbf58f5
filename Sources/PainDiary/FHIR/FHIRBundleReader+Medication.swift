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

    /// The key of when it was written.
    var written: String {
        switch self {
        case .statement: "dateAsserted"
        case .request: "authoredOn"
        }
    }

    /// The keys of the resources that it rests on, so that it counts once with them.
    var bases: [String] {
        switch self {
        case .statement: ["basedOn", "derivedFrom", "partOf"]
        case .request: ["basedOn"]
        }
    }

    /// The statuses of what was taken and is no more, or not now.
    var ended: [String] {
        switch self {
        case .statement: []
        case .request: ["on-hold", "completed", "stopped"]
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
    /// Makes a prescription known; it is read when all are known.
    mutating func note(_ resource: JSONNode, _ kind: FHIRPrescription) {
        guard let status = resource.needed("status", &faults) else { return }
        let text = status.string ?? ""
        let isActive = !kind.inactive.contains(text)
        if !isActive { ignore(resource, "\(kind.type) that is \(text)") }
        guard isActive || kind.ended.contains(text) else { return }
        if kind == .request {
            let intent = isActive ? resource.needed("intent", &faults) : resource.element("intent")
            if isActive, intent == nil { return }
            guard !["proposal", "plan", "option"].contains(intent?.string ?? "") else {
                return isActive
                    ? ignore(resource, "\(kind.type) that is a \(intent?.string ?? "")") : ()
            }
            if resource.element("doNotPerform")?.value.content == .bool(true) {
                return isActive ? ignore(resource, "\(kind.type) not to be done") : ()
            }
        }
        if isActive {
            checkMeaning(of: resource)
            guard text == "active" else {
                return status.refuse(
                    accepting: (["active"] + kind.inactive).joined(separator: ", "), &faults)
            }
        }
        func paths(_ keys: [String]) -> [JSONPath] {
            keys.flatMap { resources.targets(of: $0, in: resource) }.map(\.path)
        }
        orders.append(
            FHIROrder(
                resource: resource, kind: kind, isActive: isActive,
                replaces: kind == .request ? paths(["priorPrescription"]) : [],
                restsOn: paths(kind.bases)))
    }

    /// Reads what counts of the prescriptions and of the doses given.
    mutating func readMedication() {
        var orders = FHIROrders(orders)
        orders.settleReplaced(&faults)
        let ends = Dictionary(
            orders.counted.compactMap { place -> (JSONPath, (key: String, text: String))? in
                let order = orders.orders[place]
                return end(of: order).map { (order.resource.path, $0) }
            }, uniquingKeysWith: { first, _ in first })
        orders.settleEnded { ends[$0.resource.path] }
        for place in orders.counted {
            let order = orders.orders[place]
            switch drug(of: order.resource) {
            case nil: continue
            case .other(let names): otherDrugs.append(names)
            case .opioid(let opioid, let name, let formulation, let product):
                checkPeriod(of: order.resource)
                let (lines, items) = dosages(
                    order.resource, order.kind, name, formulation, product)
                orders.read(place, opioid, lines, items)
            }
        }
        orders.settleLinked(&faults)
        orders.checkDistinct(&faults)
        for (resource, reason) in orders.setAside { ignore(resource, reason) }
        let counted = orders.counted.map { orders.orders[$0] }
        regimen = counted.flatMap(\.lines)
        for resource in administrations { readAdministration(resource, besides: counted) }
    }

    /// When a prescription ended, if that was before the entry was made.
    private mutating func end(of order: FHIROrder) -> (key: String, text: String)? {
        let validity = order.resource.element("dispenseRequest")?.element("validityPeriod")
        if let end = validity?.element("end"), isPast(end) {
            return ("validityPeriod", end.string ?? "")
        }
        let ends = order.resource.elements(order.kind.dosages, &faults).map {
            $0.element("timing")?.element("repeat")?.element("boundsPeriod")?.element("end")
        }
        guard let last = ends.last, let last, ends.allSatisfy({ $0.map { isPast($0) } ?? false })
        else { return nil }
        return ("boundsPeriod", last.string ?? "")
    }

    /// Why a dosage is not in force when the entry is made; nil where it is.
    private mutating func outOfBounds(_ dosage: JSONNode) -> String? {
        let bounds = dosage.element("timing")?.element("repeat")?.element("boundsPeriod")
        if let end = bounds?.element("end"), isPast(end) {
            return "a dosage that ended on \(QuotedText.harmless(end.string ?? ""))"
        }
        if let start = bounds?.element("start"), isToCome(start) {
            return "a dosage that begins on \(QuotedText.harmless(start.string ?? ""))"
        }
        return nil
    }

    /// Whether a moment, or a whole day, month or year, is still to come when the entry is made.
    private mutating func isToCome(_ start: JSONNode) -> Bool {
        let text = start.string ?? ""
        if isDate(text) { return text > recordedText.prefix(text.count) }
        guard let moment = moment(start), let recordedAt else { return false }
        return moment > recordedAt
    }

    private func isDate(_ text: String) -> Bool {
        [4, 7, 10].contains(text.count)
            && text.enumerated().allSatisfy { place, character in
                [4, 7].contains(place) ? character == "-" : character.isASCII && character.isNumber
            }
    }

    /// Whether a moment, or a whole day, month or year, is over when the entry is made.
    private mutating func isPast(_ end: JSONNode) -> Bool {
        let text = end.string ?? ""
        // A date is that of the place where the entry was made.
        if isDate(text) { return text < recordedText.prefix(text.count) }
        guard let moment = moment(end), let recordedAt else { return false }
        return moment < recordedAt
    }

    /// What has ended or is still to come is no active drug.
    private mutating func checkPeriod(of resource: JSONNode) {
        guard let period = resource.element("effectivePeriod") else { return }
        if let end = period.element("end"), isPast(end) {
            end.note(
                "found \(end.shown), before the bundle's timestamp, of an active drug; "
                    + "correct the time or the status", &faults)
        }
        if let start = period.element("start"), isToCome(start) {
            start.note(
                "found \(start.shown), after the bundle's timestamp, of an active drug; "
                    + "correct the time or the status", &faults)
        }
    }

    /// The lines of an opioid's dosages, with what they come to.
    private mutating func dosages(
        _ resource: JSONNode, _ kind: FHIRPrescription, _ name: JSONValue,
        _ formulation: JSONValue?, _ product: FHIRProductName?
    ) -> (lines: [JSONValue], items: [RegimenItem]) {
        guard resource.needed(kind.dosages, &faults) != nil else { return ([], []) }
        var dosages: [JSONNode] = []
        for dosage in resource.elements(kind.dosages, &faults) {
            if let reason = outOfBounds(dosage) {
                ignore(dosage, reason)
            } else {
                dosages.append(dosage)
            }
        }
        if dosages.isEmpty, !resource.elements(kind.dosages, &faults).isEmpty { return ([], []) }
        guard let first = dosages.first else {
            resource.note(
                "an opioid without a dosage is not read; give the dose and how often", &faults)
            return ([], [])
        }
        let sequence = first.element("sequence")?.value
        guard
            dosages.count == 1
                || dosages.allSatisfy({
                    $0.element("sequence")?.value == sequence && sequence != nil
                })
        else {
            dosages[1].note(
                "several dosages are only read as given together, which the same \"sequence\" in "
                    + "each of them says", &faults)
            return ([], [])
        }
        var lines: [JSONValue] = []
        var items: [RegimenItem] = []
        for dosage in dosages {
            guard let read = readDosage(dosage, kind, product) else { continue }
            var line = JSONObject()
            line.set("opioid", name)
            line.set("formulation", formulation)
            line.set("route", read.route)
            line.set("dose", read.dose)
            line.set("frequency", read.frequency)
            lines.append(JSONValue(.object(line), position: dosage.value.position))
            // What can't be read is refused, with its place, by the reader of the lines.
            guard
                let item = try? regimens.item(
                    opioid: JSONNode(name).string ?? "",
                    formulation: formulation.flatMap { JSONNode($0).string },
                    route: read.route.flatMap { JSONNode($0).string },
                    dose: JSONNode(read.dose).string ?? "",
                    frequency: read.frequency.flatMap { JSONNode($0).string })
            else { continue }
            items.append(item)
            compareTexts(of: dosage, with: item, line)
        }
        return (lines, items)
    }

    /// Refuses a text that contradicts the structure beside it, and shows one that is not understood.
    private mutating func compareTexts(
        of dosage: JSONNode, with item: RegimenItem, _ line: JSONObject
    ) {
        let frequency = line["frequency"].flatMap { JSONNode($0).string }
        for text in ["text", "patientInstruction"].compactMap({ dosage.element($0) }) {
            switch agreement(of: text.string ?? "", with: item, frequency) {
            case .same: continue
            case .notRead: showUnread(text)
            case .contradiction:
                let dose = line["dose"].flatMap { JSONNode($0).string } ?? ""
                text.note(
                    "found \(text.shown), but the structure says \(item.form.words) \(dose)"
                        + "\(frequency.map { " " + $0 } ?? ""); correct one of the two", &faults)
            }
        }
    }

    private func agreement(
        of text: String, with item: RegimenItem, _ frequency: String?
    ) -> FHIRDosageText.Agreement {
        // Twice is a brand of morphine as well, and in a dosage it never is meant.
        let words = text.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "-" })
            .filter { !$0.hasPrefix("twice") }
        let named = opioids(in: words.joined(separator: " "))
        guard named.isSubset(of: [item.form.opioid]) else { return .contradiction }
        // A text that is shorthand as a whole says the form as well; any other is read by its words.
        if !named.isEmpty, let read = try? regimens.items(text) {
            guard read.count == 1, let one = read.first, one.repeats(item),
                (try? one.dailyAmount) == (try? item.dailyAmount)
            else { return .contradiction }
            return .same
        }
        return FHIRDosageText(text).agreement(with: item, frequency)
    }

    /// A dose that was given; one that an order of the bundle asks for counts with that order.
    private mutating func readAdministration(_ resource: JSONNode, besides orders: [FHIROrder]) {
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
        case .opioid(_, let name, let formulation, let product):
            let request = resources.targets(of: "request", in: resource).map(\.path)
            if let order = orders.first(where: { request.contains($0.resource.path) }) {
                return ignore(
                    resource,
                    "MedicationAdministration of \(order.resource.entryName), which counts")
            }
            guard let at = resource.needed("effectiveDateTime", &faults),
                let dosage = resource.needed("dosage", &faults)
            else { return }
            let keys = ["id", "extension", "text", "site", "route", "method", "dose"]
            guard let object = dosage.object(keys: keys, &faults) else { return }
            guard let amount = object.required("dose", &faults),
                let dose = self.dose(amount, of: product)
            else { return }
            var taken = JSONObject()
            taken.set("at", at.value)
            taken.set("opioid", name)
            taken.set("formulation", formulation)
            let route = object.node("route").flatMap { self.route($0) }
            taken.set("route", route)
            taken.set("dose", dose)
            // What can't be read is refused, with its place, by the reader of the doses.
            if let read = try? regimens.dose(
                opioid: JSONNode(name).string ?? "",
                formulation: formulation.flatMap { JSONNode($0).string },
                route: route.flatMap { JSONNode($0).string }, dose: JSONNode(dose).string ?? "")
            {
                let item = RegimenItem(
                    form: read.form, amount: .taken(dose: read.mass, count: 1),
                    companion: read.companion)
                compareTexts(of: dosage, with: item, taken)
                noteRegularForm(item.form, resource, orders)
            }
            self.taken.append(JSONValue(.object(taken), position: dosage.value.position))
        }
    }

    /// A dose of a form that is ordered regularly may be one of the ordered doses, or one more.
    ///
    /// Modified-release doses are always those of the order, which an assessment knows.
    private mutating func noteRegularForm(
        _ form: OpioidForm, _ resource: JSONNode, _ orders: [FHIROrder]
    ) {
        guard form.formulation != .modifiedRelease, resource.element("request") == nil,
            let order = orders.first(where: { $0.regularForms.contains(form) })
        else { return }
        resource.note(
            "\(form.words) is ordered regularly in \(order.resource.entryName), and whether this "
                + "dose is one of those is not said; name in \"request\" the order that it was "
                + "given for", &faults)
    }
}
