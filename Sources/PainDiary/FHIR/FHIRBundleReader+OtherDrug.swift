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

    /// Whether the ATC code, or each of its names, shows that a drug is no opioid.
    ///
    /// A name that no table lists shows it if nothing in it is a word of an opioid; the answer then
    /// says that the drug was not checked. A code alone shows nothing.
    private func isNoOpioid(_ codes: [JSONNode], _ names: [JSONNode]) -> Bool {
        let isNamed =
            !names.isEmpty
            && names.allSatisfy { name in
                let text = name.string ?? ""
                return regimens.isOtherDrug(text) || !FHIRCode.mayNameOpioid(text)
            }
        if isNamed { return true }
        let atc = codes.filter {
            [FHIRSystem.atc, FHIRSystem.germanATC].contains($0.text("system"))
        }
        return !atc.isEmpty
            && atc.allSatisfy { FHIRCode.isSingleDrug(atc: $0.text("code") ?? "") }
    }

    /// Takes the other drugs over into the entry, or refuses one that the answers do not list.
    ///
    /// A list in the answers says that there are no more; resources alone never say so.
    mutating func addOtherDrugs(to entry: inout JSONObject, _ list: JSONPosition) {
        let all = answers?["context"]?["comedications"].map { list -> [String] in
            guard case .array(let values) = list.content else { return [] }
            return values.compactMap { JSONNode($0).string?.lowercased() }
        }
        guard let all else { return add(to: &entry, list) }
        for names in otherDrugs {
            guard let first = names.first,
                !names.contains(where: { all.contains($0.string?.lowercased() ?? "") })
            else { continue }
            first.note(
                "found \(first.shown), which context.comedications does not list; list every other "
                    + "drug there, by its generic name", &faults)
        }
    }

    /// Lists the other drugs of the bundle as some of those that are taken.
    private func add(to entry: inout JSONObject, _ list: JSONPosition) {
        var names: [JSONValue] = []
        var seen: Set<String> = []
        for drug in otherDrugs {
            // A name that the tables list is checked, so it goes before the others.
            let named = drug.first { regimens.isOtherDrug($0.string ?? "") } ?? drug.first
            guard let named, let text = named.string, seen.insert(text.lowercased()).inserted
            else { continue }
            names.append(named.value)
        }
        guard !names.isEmpty else { return }
        var context = JSONObject()
        var position = list
        if let known = entry["context"], case .object(let object) = known.content {
            (context, position) = (object, known.position)
        }
        context.set("comedications", JSONValue(.array(names), position: list))
        context.set("comedicationsAreAll", JSONValue(.bool(false), position: list))
        entry.set("context", JSONValue(.object(context), position: position))
    }
}
