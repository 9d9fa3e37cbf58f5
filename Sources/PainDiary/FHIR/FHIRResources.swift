import PainDosing
import Quantities
import StrictJSON

/// The resources of a bundle, each once, by the references that lead to them.
struct FHIRResources {
    /// One resource with the entry that holds it.
    private struct Held {
        let node: JSONNode
        let type: String
        let url: String?
        let id: String?
    }

    private var held: [Held] = []
    /// Where in `held` each full URL, and each type with its id, is.
    private var places: [String: Int] = [:]
    /// The resources of which a newer version is there, each with that.
    private(set) var superseded: [(resource: JSONNode, newer: JSONNode)] = []

    /// The resources in the bundle's order, the newest version of each.
    var all: [JSONNode] { held.map(\.node) }

    /// The kinds that count for something, and those that are only referred to.
    private static let counted = [
        "Observation", "MedicationAdministration", "MedicationStatement", "MedicationRequest",
        "QuestionnaireResponse",
    ]
    private static let referred = ["Patient", "Medication"]

    /// Adds the resource of an entry.
    mutating func add(_ entry: JSONNode, _ faults: inout JSONFaultList) {
        if let method = entry.element("request")?.element("method"),
            !["POST", "PUT"].contains(method.string ?? "")
        {
            method.refuse(accepting: "\"POST\" or \"PUT\"", &faults)
        }
        guard let node = entry.needed("resource", &faults),
            let type = node.needed("resourceType", &faults)?.string
        else { return }
        let new = Held(
            node: node, type: type, url: entry.text("fullUrl"),
            id: node.text("id").map { "\(type)/\($0)" })
        let names = [new.url, new.id].compactMap(\.self)
        let isRead = (FHIRResources.counted + FHIRResources.referred).contains(type)
        guard isRead, let place = names.compactMap({ places[$0] }).first else {
            for name in names { places[name] = held.count }
            held.append(new)
            return
        }
        let known = held[place]
        guard !FHIRResources.referred.contains(type) || known.node.value != node.value else {
            return
        }
        guard isOneResource(known, new),
            let isNewer = FHIRResources.isNewer(node, than: known.node)
        else { return note(new, known, &faults) }
        superseded.append(isNewer ? (known.node, node) : (node, known.node))
        guard isNewer else { return }
        for name in names { places[name] = place }
        held[place] = new
    }

    private func isOneResource(_ one: Held, _ other: Held) -> Bool {
        func agree(_ one: String?, _ other: String?) -> Bool {
            one == nil || other == nil || one == other
        }
        return one.type == other.type && agree(one.url, other.url) && agree(one.id, other.id)
    }

    private func note(_ new: Held, _ known: Held, _ faults: inout JSONFaultList) {
        let name = new.url == known.url ? new.url ?? new.id : new.id ?? new.url
        new.node.note(
            "\(QuotedText.quoted(name ?? new.type)) is \(known.node.entryName) as well, and which "
                + "of the two counts is not said; give it once, or each with its meta.versionId",
            &faults)
    }

    /// Whether a version is newer than another; nil where their `meta` does not say it.
    private static func isNewer(_ one: JSONNode, than other: JSONNode) -> Bool? {
        func numbers(_ node: JSONNode) -> Int? {
            node.element("meta")?.text("versionId").flatMap { Int($0) }
        }
        func moments(_ node: JSONNode) -> Int64? {
            guard let text = node.element("meta")?.text("lastUpdated") else { return nil }
            // A moment that can't be read leaves the order unknown, which is refused.
            return (try? Timestamp.parse(text))?.instant.secondsSince1970
        }
        func votes<Value: Comparable>(_ value: (JSONNode) -> Value?) -> Bool? {
            guard let new = value(one), let old = value(other), new != old else { return nil }
            return new > old
        }
        let said = [votes(numbers), votes(moments)].compactMap(\.self)
        // One version twice is no order, whatever its moments are.
        guard let first = said.first, said.allSatisfy({ $0 == first }),
            one.element("meta")?.text("versionId") != other.element("meta")?.text("versionId")
                || one.element("meta")?.element("versionId") == nil
        else { return nil }
        return first
    }

    // MARK: References

    /// The resource that a reference leads to: within the resource itself, or in the bundle.
    func target(of reference: String, in resource: JSONNode) -> JSONNode? {
        guard reference.hasPrefix("#") else {
            let current = reference.split(separator: "/_history/").first.map { String($0) }
            return current.flatMap { places[$0] }.map { held[$0].node }
        }
        guard let contained = resource.element("contained"),
            case .array(let values) = contained.value.content
        else { return nil }
        return values.enumerated()
            .map { JSONNode($1, path: .index(contained.path, $0)) }
            .first { $0.text("id") == String(reference.dropFirst()) }
    }

    /// The resources that an element refers to, be it one reference or several, by their address or
    /// by an identifier.
    func targets(of key: String, in resource: JSONNode) -> [JSONNode] {
        guard let element = resource.element(key) else { return [] }
        var references = [element]
        if case .array(let values) = element.value.content {
            references = values.map { JSONNode($0) }
        }
        return references.compactMap { reference in
            if let text = reference.text("reference") {
                return target(of: text, in: resource) ?? ofUnknownAddress(text)
            }
            guard let identifier = reference.element("identifier"),
                identifier.element("value") != nil
            else { return nil }
            return all.first { isIdentified($0, by: identifier) }
        }
    }

    /// The resource at the end of an absolute address, if its own is not known.
    private func ofUnknownAddress(_ reference: String) -> JSONNode? {
        let parts = reference.split(separator: "/_history/").first?.split(separator: "/") ?? []
        guard parts.count > 2, let place = places[parts.suffix(2).joined(separator: "/")],
            held[place].url == nil
        else { return nil }
        return held[place].node
    }

    private func isIdentified(_ resource: JSONNode, by identifier: JSONNode) -> Bool {
        guard case .array(let own)? = resource.element("identifier")?.value.content else {
            return false
        }
        return own.contains { one in
            ["system", "value"].allSatisfy { one[$0] == identifier.value[$0] }
        }
    }
}

extension JSONNode {
    /// The entry that a resource is of, as sentences name it.
    var entryName: String {
        if case .key(.index(_, let index), _) = path { return "entry[\(index)]" }
        return path.description
    }
}
