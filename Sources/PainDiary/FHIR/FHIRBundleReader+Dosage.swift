import PainDosing
import Quantities
import StrictJSON

extension FHIRBundleReader {
    /// The words of a dosage; nil where a fault was noted.
    mutating func readDosage(
        _ dosage: JSONNode, _ kind: FHIRPrescription, _ product: FHIRProductName?
    ) -> (route: JSONValue?, dose: JSONValue, frequency: JSONValue?)? {
        let keys = [
            "id", "extension", "sequence", "text", "patientInstruction", "timing",
            "asNeededBoolean", "asNeededCodeableConcept", "site", "route", "method", "doseAndRate",
            "maxDosePerPeriod", "maxDosePerAdministration", "maxDosePerLifetime",
        ]
        guard let object = dosage.object(keys: keys, &faults) else { return nil }
        guard let amounts = object.node("doseAndRate") else {
            dosage.note(
                "free text is not read as a dosage; give doseAndRate and timing", &faults)
            return nil
        }
        guard let elements = amounts.array(most: 1, &faults), let amount = elements.first else {
            return nil
        }
        // A bound on what may be given changes nothing of what is.
        for key in keys where key.hasPrefix("maxDose") {
            if let bound = object.node(key) { ignore(bound, "a bound on the dose is not read") }
        }
        let route = object.node("route").flatMap { self.route($0) }
        guard let (dose, isRate) = readAmount(amount, of: product) else { return nil }
        guard !isAsNeeded(object) else {
            return taken(dosage, object, kind).map { (route, dose, $0) }
        }
        guard let timing = object.node("timing") else {
            guard isRate else {
                dosage.note("how often is not said; give timing.repeat", &faults)
                return nil
            }
            return (route, dose, nil)
        }
        return frequency(timing).map { (route, dose, $0) }
    }

    private mutating func isAsNeeded(_ dosage: JSONObjectReader) -> Bool {
        if dosage.node("asNeededCodeableConcept") != nil { return true }
        return dosage.node("asNeededBoolean").flatMap { $0.bool(&faults) } ?? false
    }

    /// A dose as needed counts as often as it was taken in a day, which a statement alone can say.
    private mutating func taken(
        _ dosage: JSONNode, _ object: JSONObjectReader, _ kind: FHIRPrescription
    ) -> JSONValue? {
        let timing = object.node("timing")?.element("repeat")
        guard kind == .statement, let timing, let count = timing.element("count") else {
            dosage.note(
                "as needed has no count; accepted is a MedicationStatement with the "
                    + "number taken in 24 hours: timing.repeat.count with boundsDuration 24 h",
                &faults)
            return nil
        }
        let keys = ["id", "extension", "boundsDuration", "count"]
        guard let members = timing.object(keys: keys, &faults),
            let bounds = members.required("boundsDuration", &faults),
            let number = count.whole(in: 0...100, &faults),
            let duration = quantityParts(bounds)
        else { return nil }
        guard isOneDay(duration) else {
            bounds.note(
                "found \(duration.value) \(duration.code.shown); accepted is 24 h or 1 d, by UCUM",
                &faults)
            return nil
        }
        return count.saying("prn x\(number)")
    }

    private func isOneDay(_ duration: (value: String, code: JSONNode)) -> Bool {
        (duration.value, duration.code.string) == ("24", "h")
            || (duration.value, duration.code.string) == ("1", "d")
    }

    private mutating func readAmount(
        _ node: JSONNode, of product: FHIRProductName?
    ) -> (JSONValue, isRate: Bool)? {
        for key in ["doseRange", "rateRange"] {
            guard let range = node.element(key) else { continue }
            range.note("a range is not a dose; give the one that is taken", &faults)
            return nil
        }
        let keys = ["id", "extension", "type", "doseQuantity", "rateQuantity", "rateRatio"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let amounts = keys.suffix(3).compactMap { object.node($0) }
        guard amounts.count == 1, let amount = amounts.first else {
            node.note("accepted is one of doseQuantity, rateQuantity and rateRatio", &faults)
            return nil
        }
        if object.node("doseQuantity") != nil {
            return dose(amount, of: product).map { ($0, false) }
        }
        if object.node("rateQuantity") != nil {
            return quantity(amount, FHIRCode.rateUnits).map { ($0, true) }
        }
        return ratio(amount).map { ($0, true) }
    }

    /// A dose as a mass, or as a number of units of a product whose strength its name gives.
    mutating func dose(_ node: JSONNode, of product: FHIRProductName?) -> JSONValue? {
        let code = node.text("code") ?? node.text("unit") ?? ""
        guard let product, let strength = product.strength,
            FHIRCode.units(byVolume: product.isByVolume).contains(code.lowercased())
        else { return quantity(node, FHIRCode.doseUnits) }
        if let unit = node.text("unit"), let written = node.text("code"),
            !FHIRCode.units(byVolume: product.isByVolume).contains(unit.lowercased())
        {
            node.note(
                "found \(QuotedText.quoted(unit)), but the code is \(QuotedText.quoted(written)); "
                    + "correct one of the two", &faults)
            return nil
        }
        guard node.element("comparator") == nil,
            let number = node.needed("value", &faults)?.number(&faults)
        else { return quantity(node, FHIRCode.doseUnits) }
        guard let count = try? Rational(decimal: number.text),
            let mass = try? strength.scaled(by: count), let text = mass.milligrams.exactDecimal
        else {
            node.refuse(accepting: "a number of units that comes to whole digits", &faults)
            return nil
        }
        return node.saying("\(text) mg")
    }

    /// A rate as mass per hour or per day.
    private mutating func ratio(_ node: JSONNode) -> JSONValue? {
        let keys = ["id", "extension", "numerator", "denominator"]
        guard let object = node.object(keys: keys, &faults),
            let mass = object.required("numerator", &faults),
            let time = object.required("denominator", &faults),
            let duration = quantityParts(time), let parts = quantityParts(mass)
        else { return nil }
        let period: String? =
            isOneDay(duration)
            ? "d" : (duration.value, duration.code.string) == ("1", "h") ? "h" : nil
        guard let period else {
            time.note(
                "found \(duration.value) \(duration.code.shown); accepted is 1 h, 24 h or 1 d, by UCUM",
                &faults)
            return nil
        }
        let unit = "\(parts.code.string ?? "")/\(period)"
        guard let word = FHIRCode.rateUnits.first(where: { $0.0 == unit })?.1 else {
            parts.code.refuse(accepting: "\"mg\" or \"ug\"", &faults)
            return nil
        }
        return node.saying("\(parts.value) \(word)")
    }

    /// A quantity in one of the units, in the words of the shorthand.
    mutating func quantity(_ node: JSONNode, _ units: [(String, String)]) -> JSONValue? {
        guard let parts = quantityParts(node) else { return nil }
        guard let word = units.first(where: { $0.0 == parts.code.string })?.1 else {
            let codes = units.map { "\"\($0.0)\"" }.joined(separator: ", ")
            parts.code.note("found \(parts.code.shown); accepted are \(codes)", &faults)
            return nil
        }
        return node.saying("\(parts.value) \(word)")
    }

    /// The number and the UCUM code of a quantity.
    mutating func quantityParts(_ node: JSONNode) -> (value: String, code: JSONNode)? {
        if let comparator = node.element("comparator") {
            comparator.note(
                "found \(comparator.shown); a bound is not a value, so give the value itself",
                &faults)
            return nil
        }
        let keys = ["id", "extension", "value", "unit", "system", "code"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let value = object.required("value", &faults)?.number(&faults)
        let system = object.required("system", &faults)
        let code = object.required("code", &faults)
        guard let value, let system, let code else { return nil }
        guard system.string == FHIRSystem.ucum else {
            system.refuse(accepting: "\"\(FHIRSystem.ucum)\"", &faults)
            return nil
        }
        if let unit = object.node("unit"),
            !FHIRCode.isUnit(unit.string ?? "", of: code.string ?? "")
        {
            unit.note(
                "found \(unit.shown), but the code is \(code.shown); correct one of the two, or "
                    + "leave the unit out", &faults)
            return nil
        }
        return (value.text, code)
    }

    /// The route of a concept.
    mutating func route(_ concept: JSONNode) -> JSONValue? {
        var found: Route?
        for coding in concept.elements("coding", &faults)
        where coding.text("system") == FHIRSystem.snomed {
            guard let code = coding.element("code") else { continue }
            guard let route = FHIRCode.routes.first(where: { $0.code == code.string })?.route,
                found ?? route == route
            else {
                let codes = FHIRCode.routes.map { "\($0.code) (\($0.route.rawValue))" }
                code.refuse(
                    accepting: "one SNOMED CT code of " + codes.joined(separator: ", "), &faults)
                return nil
            }
            found = route
        }
        if let found {
            guard let text = concept.element("text"),
                let named = FHIRDosageText(text.string ?? "").routes.first, named != found
            else { return concept.saying(found.rawValue) }
            text.note(
                "found \(text.shown), but the code is that of \(found.rawValue); correct one of "
                    + "the two", &faults)
            return nil
        }
        if let text = concept.element("text"), let word = text.string,
            Route(rawValue: word) != nil, concept.element("coding") == nil
        {
            return text.value
        }
        concept.note(
            "the route is not understood; accepted is a SNOMED CT code such as 26643006 (oral)",
            &faults)
        return nil
    }
}
