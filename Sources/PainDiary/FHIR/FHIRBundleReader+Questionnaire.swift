import StrictJSON

extension FHIRBundleReader {
    /// The answers that a questionnaire may hold; the rest of an entry comes from resources.
    private static let topics = [
        "pain", "episodes", "patchChangedAt", "adverseEffects", "context", "boneMetastases",
        "replaces",
        "withdraws", "confirms",
    ]
    /// The fields that are lists.
    private static let lists = [
        "episodes", "patchChangedAt", "adverseEffects", "comedications", "lesions", "confirms",
    ]
    /// The ending of a question whether a list is empty.
    private static let none = ".none"

    mutating func readAnswers(_ resource: JSONNode) {
        guard resource.text("questionnaire") == FHIRSystem.questionnaire else {
            return ignore(resource, "QuestionnaireResponse to another questionnaire")
        }
        guard let status = resource.needed("status", &faults) else { return }
        guard ["completed", "amended"].contains(status.string ?? "") else {
            return ignore(
                resource, "QuestionnaireResponse that is \(status.string ?? "of no known status")")
        }
        checkMeaning(of: resource)
        guard answers == nil else {
            return resource.note("a second set of answers; give one", &faults)
        }
        var fields = JSONObject()
        for item in resource.elements("item", &faults) { read(item, within: "", into: &fields) }
        answers = fields
    }

    /// Puts an item, named by the path of its field, where it belongs.
    private mutating func read(_ item: JSONNode, within path: String, into fields: inout JSONObject)
    {
        let keys = ["id", "extension", "linkId", "definition", "text", "answer", "item"]
        guard let object = item.object(keys: keys, &faults),
            let link = object.required("linkId", &faults)
        else { return }
        guard let id = link.string, let key = key(id, within: path) else {
            let topics = FHIRBundleReader.topics + ["regimen.none", "taken.none"]
            return link.refuse(
                accepting: path.isEmpty
                    ? topics.joined(separator: ", ") : "a name that begins with \(path).",
                &faults)
        }
        if id.hasSuffix(FHIRBundleReader.none) {
            return readNone(item, key, into: &fields)
        }
        var values: [JSONValue] = []
        if object.node("item") != nil {
            var inner = JSONObject()
            for part in item.elements("item", &faults) { read(part, within: id, into: &inner) }
            values.append(JSONValue(.object(inner), position: item.value.position))
        }
        for answer in item.elements("answer", &faults) {
            if let value = value(of: answer) { values.append(value) }
        }
        if FHIRBundleReader.lists.contains(key) {
            var all: [JSONValue] = []
            if let known = fields[key], case .array(let earlier) = known.content { all = earlier }
            fields.set(
                key, JSONValue(.array(all + values), position: item.value.position),
                at: link.value.position)
            return
        }
        guard values.count == 1, fields[key] == nil, let value = values.first else {
            return item.note("accepted is one answer, given once", &faults)
        }
        fields.set(key, value, at: link.value.position)
    }

    /// The field that a linkId names within a path.
    private func key(_ id: String, within path: String) -> String? {
        let prefix = path.isEmpty ? "" : path + "."
        guard id.hasPrefix(prefix) else { return nil }
        var key = id.dropFirst(prefix.count)
        if key.hasSuffix(FHIRBundleReader.none) { key = key.dropLast(5) }
        let isKnown =
            !path.isEmpty || FHIRBundleReader.topics.contains(String(key))
            || (["regimen", "taken"].contains(key) && id.hasSuffix(FHIRBundleReader.none))
        return isKnown && !key.isEmpty && !key.contains(".") ? String(key) : nil
    }

    private mutating func readNone(
        _ item: JSONNode, _ key: String, into fields: inout JSONObject
    ) {
        let answers = item.elements("answer", &faults)
        guard answers.count == 1, fields[key] == nil,
            answers[0].element("valueBoolean")?.value.content == .bool(true)
        else { return item.note("accepted is the one answer true", &faults) }
        fields.set(key, JSONValue(.array([]), position: item.value.position))
    }

    private mutating func value(of answer: JSONNode) -> JSONValue? {
        let plain = [
            "valueBoolean", "valueInteger", "valueDecimal", "valueString", "valueDateTime",
        ]
        for key in plain { if let value = answer.element(key) { return value.value } }
        if let coding = answer.element("valueCoding") {
            return coding.needed("code", &faults)?.value
        }
        if let amount = answer.element("valueQuantity") {
            return quantity(amount, FHIRCode.doseUnits)
        }
        answer.note(
            "accepted is one of \(plain.joined(separator: ", ")), valueCoding, valueQuantity",
            &faults)
        return nil
    }
}
