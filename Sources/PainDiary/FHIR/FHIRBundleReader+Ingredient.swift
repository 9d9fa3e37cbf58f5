import StrictJSON

/// Holds the one ingredient of a medication against its code.
extension FHIRBundleReader {
    /// Whether an ingredient is shown to be the very drug of its medication.
    mutating func isIngredient(
        _ ingredient: JSONNode, of drug: FHIRDrug, in resource: JSONNode
    ) -> Bool {
        guard let concept = substance(of: ingredient, in: resource) else {
            ingredient.note(
                "the ingredient is not understood; give itemCodeableConcept, or leave ingredient "
                    + "out", &faults)
            return false
        }
        guard let found = self.drug(concept, form: nil) else { return false }
        guard isSame(found, drug) else {
            concept.note(
                "the ingredient is not shown to be the drug of Medication.code; give both by the "
                    + "same name or code, or leave ingredient out", &faults)
            return false
        }
        return true
    }

    private func isSame(_ one: FHIRDrug, _ other: FHIRDrug) -> Bool {
        switch (one, other) {
        case (.opioid(let one, _, _, _), .opioid(let other, _, _, _)): one == other
        case (.other(let one), .other(let other)):
            !words(one).isDisjoint(with: words(other))
        case (.opioid, .other), (.other, .opioid): false
        }
    }

    private func words(_ nodes: [JSONNode]) -> Set<String> {
        Set(nodes.compactMap { $0.string?.lowercased() })
    }

    /// What an ingredient is: a concept, or that of the substance or medication it refers to.
    private func substance(of ingredient: JSONNode, in resource: JSONNode) -> JSONNode? {
        if let concept = ingredient.element("itemCodeableConcept") { return concept }
        return ingredient.element("itemReference")?.text("reference")
            .flatMap { target(of: $0, in: resource) }?.element("code")
    }
}
