import StrictJSON

/// Writes parts of a native entry as items of a questionnaire, named by the paths of the fields.
enum FHIRAnswers {
    /// The items of a field: one for each element of a list.
    static func items(_ path: String, _ value: JSONValue) -> [JSONValue] {
        guard case .array(let values) = value.content else { return [item(path, value)] }
        guard !values.isEmpty else { return [item(path + ".none", .bool(true))] }
        return values.map { item(path, $0) }
    }

    /// The item of one value: a group for an object, an answer for all else.
    static func item(_ path: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let object) = value.content else {
            return .object([
                "linkId": .string(path), "answer": .array([answer(path, value)]),
            ])
        }
        return group(path, object.members.flatMap { items("\(path).\($0.key)", $0.value) })
    }

    /// An item that holds others.
    static func group(_ path: String, _ items: [JSONValue]) -> JSONValue {
        .object(["linkId": .string(path), "item": .array(items)])
    }

    private static func answer(_ path: String, _ value: JSONValue) -> JSONValue {
        var answer = JSONObject()
        answer.set(answerKey(path, value), value)
        return .object(answer)
    }

    private static func answerKey(_ path: String, _ value: JSONValue) -> String {
        switch value.content {
        case .bool: "valueBoolean"
        case .number(let number): number.whole == nil ? "valueDecimal" : "valueInteger"
        case .null, .string, .array, .object:
            path.hasSuffix(".at") ? "valueDateTime" : "valueString"
        }
    }
}
