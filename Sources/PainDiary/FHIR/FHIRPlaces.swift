import StrictJSON

/// Finds the way to an element of a bundle by where it begins.
struct FHIRPlaces {
    private var paths: [JSONPosition: JSONPath] = [:]

    init(_ bundle: JSONNode) {
        add(bundle)
    }

    /// The faults of the native reader, with the paths of the bundle.
    func translated(_ error: DiaryError) -> DiaryError {
        guard case .notADiary(let faults, let omitted) = error else { return error }
        return .notADiary(
            faults.map { fault in
                let position = JSONPosition(line: fault.line, column: fault.column)
                return DiaryFault(
                    line: fault.line, column: fault.column,
                    path: paths[position]?.description ?? "Bundle", message: fault.message)
            }, omitted: omitted)
    }

    private mutating func add(_ node: JSONNode) {
        paths[node.value.position] = node.path
        switch node.value.content {
        case .array(let values):
            for (index, value) in values.enumerated() {
                add(JSONNode(value, path: .index(node.path, index)))
            }
        case .object(let object):
            for member in object.members {
                add(JSONNode(member.value, path: .key(node.path, member.key)))
            }
        case .null, .bool, .number, .string: break
        }
    }
}
