import StrictJSON

extension FHIRBundleReader {
    /// A drug that is shown to be no opioid; nil where a fault was noted.
    mutating func otherDrug(
        _ concept: JSONNode, _ codings: [JSONNode], _ names: [JSONNode]
    ) -> FHIRDrug? {
        for name in names where !opioids(in: name.string ?? "").isEmpty {
            name.note(
                "found \(name.shown), which names an opioid, without a code of one; accepted are "
                    + "the RxNorm code of its ingredient, its ATC code, or its plain name as text "
                    + "alone", &faults)
            return nil
        }
        let codes = codings.filter { $0.element("code") != nil }
        guard !names.isEmpty || !codes.isEmpty else {
            concept.note("the drug has neither a name nor a code", &faults)
            return nil
        }
        guard isNoOpioid(codes, names) else {
            let shown = names.first ?? codes.first?.element("code") ?? concept
            shown.note(
                "found \(shown.shown), which may be an opioid; accepted are its whole ATC code "
                    + "such as N05BA01, or a generic name that the tables list, such as diazepam, "
                    + "as text alone", &faults)
            return nil
        }
        return .other(names + codes.compactMap { $0.element("code") })
    }

    /// Whether the ATC code, or a listed name without any code, shows that a drug is no opioid.
    ///
    /// A name beside a code of another system proves nothing: that code may be a combined product's.
    private func isNoOpioid(_ codes: [JSONNode], _ names: [JSONNode]) -> Bool {
        guard !codes.isEmpty else {
            return names.allSatisfy { regimens.isOtherDrug($0.string ?? "") }
        }
        let atc = codes.filter { $0.text("system") == FHIRSystem.atc }
        return !atc.isEmpty
            && atc.allSatisfy { FHIRCode.isSingleDrug(atc: $0.text("code") ?? "") }
    }

    /// Refuses another drug that the answers do not list.
    ///
    /// A list of other drugs says that there are no more, which resources alone never say.
    mutating func checkOtherDrugs() {
        let all = answers?["context"]?["comedications"].map { list -> [String] in
            guard case .array(let values) = list.content else { return [] }
            return values.compactMap { JSONNode($0).string?.lowercased() }
        }
        for names in otherDrugs {
            guard let first = names.first,
                !names.contains(where: { all?.contains($0.string?.lowercased() ?? "") ?? false })
            else { continue }
            let why =
                all == nil
                ? "but not whether the other drugs are all here; list each of them by its generic "
                    + "name in the questionnaire, as context.comedications"
                : "which context.comedications does not list; list every other drug there, by its "
                    + "generic name"
            first.note("found \(first.shown), \(why)", &faults)
        }
    }
}
