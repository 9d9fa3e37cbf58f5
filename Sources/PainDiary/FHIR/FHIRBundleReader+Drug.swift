import PainDosing
import StrictJSON

/// The drug of a medication resource.
enum FHIRDrug {
    /// An opioid by a name that the tables know, with the words of its form, and what a product of this
    /// name is, if one is named.
    case opioid(OpioidID, name: JSONValue, formulation: JSONValue?, product: FHIRProductName?)
    /// Any other drug by its names and codes.
    case other([JSONNode])
}

extension FHIRBundleReader {
    /// The drug of a resource; nil where a fault was noted.
    mutating func drug(of resource: JSONNode) -> FHIRDrug? {
        if let concept = resource.element("medicationCodeableConcept") {
            return drug(concept, form: nil)
        }
        guard let reference = resource.element("medicationReference")?.element("reference") else {
            resource.note(
                "the drug is missing; give medicationCodeableConcept or medicationReference",
                &faults)
            return nil
        }
        guard let medication = reference.string.flatMap({ target(of: $0, in: resource) }),
            medication.text("resourceType") == "Medication"
        else {
            reference.refuse(
                accepting: "a reference to a Medication of the same bundle", &faults)
            return nil
        }
        medication.element("modifierExtension")?.note(
            "this may change what the resource means, and is not read; accepted is a resource "
                + "that needs no such element", &faults)
        guard let concept = medication.needed("code", &faults) else { return nil }
        let ingredients = medication.elements("ingredient", &faults)
        guard ingredients.count < 2 else {
            medication.element("ingredient")?.note(
                "a drug of several ingredients is not read; accepted is a combined product by its "
                    + "name as text alone", &faults)
            return nil
        }
        guard let drug = drug(concept, form: medication.element("form")) else { return nil }
        guard let ingredient = ingredients.first else { return drug }
        return isIngredient(ingredient, of: drug, in: resource) ? drug : nil
    }

    /// The drug of a concept; nil where a fault was noted.
    mutating func drug(_ concept: JSONNode, form: JSONNode?) -> FHIRDrug? {
        let codings = concept.elements("coding", &faults)
        let names = ([concept.element("text")] + codings.map { $0.element("display") })
            .compactMap(\.self).filter { !($0.string ?? "").isEmpty }
        var coded: (opioid: OpioidID, name: JSONValue)?
        var unknown: JSONNode?
        var hasDrugCode = false
        for coding in codings {
            guard let code = coding.element("code"), let text = code.string,
                let prefix = FHIRBundleReader.prefixes[coding.text("system") ?? ""]
            else { continue }
            hasDrugCode = true
            let name = prefix + text
            guard let opioid = regimens.knownOpioid(name) else {
                if prefix == "atc:",
                    FHIRCode.opioidGroups.contains(where: { text.uppercased().hasPrefix($0) })
                {
                    code.note(
                        "found \(code.shown), an opioid's ATC code that the tables do not know; "
                            + "give the drug by its name as text alone",
                        &faults)
                    return nil
                }
                // One with a display is held against the drug by that; it may be the product's.
                if (coding.text("display") ?? "").isEmpty { unknown = unknown ?? code }
                continue
            }
            guard prefix != "atc:" || FHIRCode.isSingleDrug(atc: text) else {
                code.note(
                    "found \(code.shown), the code of a combined product; accepted is its name as "
                        + "text alone", &faults)
                return nil
            }
            guard coded.map({ $0.opioid == opioid }) ?? true else {
                concept.note(
                    "its codes name different opioids; give the code of the one that it is", &faults
                )
                return nil
            }
            coded = coded ?? (opioid, code.saying(opioid.name))
        }
        if let coded {
            if let unknown {
                unknown.note(
                    "found \(unknown.shown), a code that the tables do not know, beside that of "
                        + "\(coded.opioid); it may be of another drug, so give one", &faults)
                return nil
            }
            guard isOnlyNamed(coded.opioid, names, by: "code"),
                isEveryCodeNamed(coded.opioid, codings)
            else { return nil }
            return opioid(coded.opioid, coded.name, form, names)
        }
        if !hasDrugCode, let text = concept.element("text"),
            let opioid = text.string.flatMap({ regimens.knownOpioid($0) })
        {
            let displays = codings.compactMap { $0.element("display") }
                .filter { !($0.string ?? "").isEmpty }
            guard isOnlyNamed(opioid, displays, by: "text"), isEveryCodeNamed(opioid, codings)
            else { return nil }
            return self.opioid(opioid, text.value, form, names)
        }
        if let named = product(codings), let opioid = regimens.knownOpioid(named.opioid) {
            guard isOnlyNamed(opioid, names, by: "product's name") else { return nil }
            return self.opioid(opioid, named.display.saying(opioid.name), form, names)
        }
        return otherDrug(concept, codings, names)
    }

    /// The opioid that the names of products give, where each coding has such a name and all agree.
    private func product(_ codings: [JSONNode]) -> (opioid: String, display: JSONNode)? {
        guard !codings.isEmpty else { return nil }
        var found: (opioid: String, display: JSONNode)?
        for coding in codings {
            guard coding.text("system") == FHIRSystem.rxNorm,
                let display = coding.element("display"),
                let product = FHIRProductName(display.string ?? "")
            else { return nil }
            let named = opioids(in: product.ingredient)
            guard named.count == 1, let opioid = named.first?.name,
                found.map({ $0.opioid == opioid }) ?? true
            else { return nil }
            found = found ?? (opioid, display)
        }
        return found
    }

    /// The systems whose codes are read, with what stands before a code in the tables.
    static let prefixes = [
        FHIRSystem.rxNorm: "rxnorm:", FHIRSystem.atc: "atc:", FHIRSystem.germanATC: "atc:",
    ]

    private mutating func opioid(
        _ opioid: OpioidID, _ name: JSONValue, _ form: JSONNode?, _ names: [JSONNode]
    ) -> FHIRDrug? {
        let products = names.compactMap { name in
            FHIRProductName(name.string ?? "").map { (product: $0, name: name) }
        }
        let product = products.first?.product
        guard let form else {
            return .opioid(
                opioid, name: name,
                formulation: products.first.map {
                    $0.name.saying($0.product.formulation.rawValue)
                }, product: product)
        }
        for coding in form.elements("coding", &faults) {
            guard let code = coding.element("code") else { continue }
            switch coding.text("system") {
            case FHIRSystem.formulation:
                guard let formulation = code.choice(Formulation.self, &faults) else { return nil }
                return .opioid(
                    opioid, name: name, formulation: code.saying(formulation.rawValue),
                    product: product)
            case FHIRSystem.rxNorm where code.string == FHIRCode.transdermalSystem:
                return .opioid(
                    opioid, name: name, formulation: code.saying(Formulation.patch.rawValue),
                    product: product)
            default: continue
            }
        }
        if let text = form.element("text"),
            text.string.flatMap({ Formulation(rawValue: $0) }) != nil
        {
            return .opioid(opioid, name: name, formulation: text.value, product: product)
        }
        form.note(
            "the form is not understood; accepted are codes of \(FHIRSystem.formulation), such as "
                + "modified-release", &faults)
        return nil
    }
}
