import PainDosing
import Quantities
import StrictJSON

/// A measured value in native words, with its moment and the resource that it comes from.
struct FHIRMeasurement {
    let value: JSONValue
    let at: Instant
    let node: JSONNode
}

extension FHIRBundleReader {
    mutating func readObservation(_ resource: JSONNode) {
        let codings = resource.element("code")?.elements("coding", &faults) ?? []
        guard let field = field(codings) else {
            return ignore(resource, "Observation of something that is not read")
        }
        guard field != FHIRCode.pain else {
            return ignore(
                resource,
                "a pain score that does not say which pain it is of; a further code of "
                    + "\(FHIRSystem.pain) says so: background or worst")
        }
        guard let status = resource.needed("status", &faults) else { return }
        let uncounted = ["registered", "cancelled", "entered-in-error"]
        guard !uncounted.contains(status.string ?? "") else {
            return ignore(resource, "Observation that is \(status.string ?? "")")
        }
        if resource.element("dataAbsentReason") != nil {
            return ignore(resource, "Observation without a value")
        }
        checkMeaning(of: resource)
        // A preliminary value may be taken back, and what is left out may be the alarming one.
        let counted = ["final", "amended", "corrected"]
        guard counted.contains(status.string ?? "") else {
            return status.refuse(
                accepting: (counted + uncounted).joined(separator: ", "), &faults)
        }
        guard
            let time = resource.element("effectiveInstant")
                ?? resource.needed("effectiveDateTime", &faults), let at = moment(time)
        else { return }
        if let recordedAt, at > recordedAt {
            return time.note(
                "found \(time.shown), after the bundle's timestamp; correct one of the two", &faults
            )
        }
        let hours = FHIRBundleReader.lasting.contains(field) ? DiaryCourse.longestWindowHours : 24
        if let recordedAt, at <= recordedAt.hoursEarlier(hours) {
            return ignore(
                resource, "Observation from \(hours) h or more before the bundle's timestamp")
        }
        guard let value = value(of: resource, field, codings) else { return }
        keep(FHIRMeasurement(value: value, at: at, node: resource), field)
    }

    /// The latest value counts; two at once that differ can't both be true, and of two pain scores
    /// none is known to be the background pain.
    private mutating func keep(_ new: FHIRMeasurement, _ field: String) {
        guard let known = measured[field] else { return measured[field] = new }
        if FHIRBundleReader.painFields.contains(field) {
            return new.node.note(
                "a second score of the \(field) pain; mark each score by a code of "
                    + "\(FHIRSystem.pain): background or worst", &faults)
        }
        guard known.at != new.at || known.value == new.value else {
            return new.node.note(
                "another \(field) was measured at the same time; give the one that is right",
                &faults)
        }
        let isLater = new.at > known.at
        ignore(isLater ? known.node : new.node, "Observation with a later one of \(field)")
        if isLater { measured[field] = new }
    }

    /// What counts for a week; all else counts for a day, as facts of earlier entries do.
    private static let lasting = ["weightKg", "egfr", "qtcMs"]
    private static let painFields = ["background", "worst"]

    /// The native field of an observation's codes.
    private func field(_ codings: [JSONNode]) -> String? {
        func codes(_ system: String) -> [String] {
            codings.filter { $0.text("system") == system }.compactMap { $0.text("code") }
        }
        if codes(FHIRSystem.sedation).first != nil { return "sedation" }
        let findings = codes(FHIRSystem.finding)
        if let finding = FHIRCode.findings.first(where: findings.contains) { return finding }
        let loinc = codes(FHIRSystem.loinc)
        if loinc.contains(FHIRCode.pain) {
            // A score that says no more, or two things, may be the pain at rest, on moving or at worst.
            let kinds = Set(codes(FHIRSystem.pain))
            return FHIRBundleReader.painFields.first { kinds == [$0] } ?? FHIRCode.pain
        }
        return FHIRCode.measures.first { $0.loinc.contains(where: loinc.contains) }?.field
    }

    private mutating func value(
        of resource: JSONNode, _ field: String, _ codings: [JSONNode]
    ) -> JSONValue? {
        if field == "sedation" { return sedation(resource, codings) }
        if FHIRCode.findings.contains(field) {
            return resource.needed("valueBoolean", &faults)?.value
        }
        let isPain = FHIRBundleReader.painFields.contains(field)
        let units = FHIRCode.measures.first { $0.field == field }?.units ?? FHIRCode.scoreUnits
        if isPain, let whole = resource.element("valueInteger") { return whole.value }
        guard let quantity = resource.needed("valueQuantity", &faults),
            let parts = quantityParts(quantity)
        else { return nil }
        guard units.contains(parts.code.string ?? "") else {
            parts.code.refuse(
                accepting: units.map { "\"\($0)\"" }.joined(separator: " or "), &faults)
            return nil
        }
        guard let value = quantity.element("value")?.value, case .number(let number) = value.content
        else { return nil }
        return JSONValue(.number(number.shortest), position: value.position)
    }

    private mutating func sedation(_ resource: JSONNode, _ codings: [JSONNode]) -> JSONValue? {
        let scale = codings.first { $0.text("system") == FHIRSystem.sedation }?.element("code")
        guard
            let score = resource.element("valueString")
                ?? resource.needed("valueInteger", &faults)
        else { return nil }
        var sedation = JSONObject()
        sedation.set("scale", scale?.value)
        sedation.set("score", score.value)
        return JSONValue(.object(sedation), position: resource.value.position)
    }
}
