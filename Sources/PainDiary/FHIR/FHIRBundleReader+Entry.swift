import StrictJSON

extension FHIRBundleReader {
    /// The entry that the resources come to.
    mutating func entry(
        patient: JSONValue, recordedAt: JSONValue, list: JSONPosition
    ) -> JSONValue {
        var entry = JSONObject()
        entry.set("schema", .string(NativeDiary.schema))
        entry.set("patient", patient)
        entry.set("recordedAt", recordedAt)
        for member in (answers ?? JSONObject()).members {
            entry.set(member.key, member.value, at: member.position)
        }
        join(regimen, "regimen", to: &entry, list)
        join(taken, "taken", to: &entry, list)
        for field in ["background", "worst"] { join("pain", field, to: &entry, list) }
        for field in FHIRCode.measures.map(\.field) + ["sedation"] + FHIRCode.findings {
            join("observations", field, to: &entry, list)
        }
        addOtherDrugs(to: &entry, list)
        return JSONValue(.object(entry), position: list)
    }

    /// Puts a list from resources beside the answers, which may only say that it is empty.
    private mutating func join(
        _ values: [JSONValue], _ key: String, to entry: inout JSONObject, _ list: JSONPosition
    ) {
        guard !values.isEmpty else { return }
        if let answered = entry[key] {
            JSONNode(answered, path: .key(.key(.root, "Bundle"), key))
                .note(
                    "the answer says none, but the bundle lists \(values.count); correct one of the two",
                    &faults)
        }
        entry.set(key, JSONValue(.array(values), position: list))
    }

    /// Puts a measurement into a group of fields; an answer to the same question contradicts it.
    private mutating func join(
        _ group: String, _ field: String, to entry: inout JSONObject, _ list: JSONPosition
    ) {
        guard let found = measured[field] else { return }
        var fields = JSONObject()
        var position = list
        if let known = entry[group], case .object(let object) = known.content {
            (fields, position) = (object, known.position)
        }
        guard fields[field] == nil else {
            return found.node.note(
                "\(field) is answered in the questionnaire as well; give it once", &faults)
        }
        fields.set(field, found.value)
        entry.set(group, JSONValue(.object(fields), position: position))
    }
}
